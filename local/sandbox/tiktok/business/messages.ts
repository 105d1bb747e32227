import { Refused } from '../product.ts';
import { admit, type Called, param } from './called.ts';
import { isUploaded, PICTURES } from './files.ts';
import { say } from './post.ts';
import type { BusinessConversation, BusinessMessage } from './state.ts';

const DAY_MS = 86_400_000;

/** `/business/message/conversation/list/`: 90 days, 100 conversations in all. */
export function listConversations(called: Called): object {
  const accountId = admit(called, 'message.list.read');
  const kind = param(called, 'conversation_type');
  if (kind !== 'STRANGER' && kind !== 'SINGLE') throw new Refused(200, 40002, 'conversation_type');
  const limit = Number(called.params.limit ?? 10);
  const from = Number(called.params.cursor ?? 0);
  if (!(limit >= 1 && limit <= 100) || !Number.isInteger(from)) throw new Refused(200, 40002, 'limit');
  const all = Object.entries(called.state.conversations)
    .filter(([, it]) => it.accountId === accountId && it.kind === kind)
    .map(([conversation_id, it]) => ({ conversation_id, update_time: it.messages.at(-1)?.timestamp ?? 0 }))
    .filter(({ update_time }) => called.world.now() - update_time <= 90 * DAY_MS)
    .sort((a, b) => b.update_time - a.update_time)
    .slice(0, 100);
  const end = from + limit;
  return { conversations: all.slice(from, end), has_more: end < all.length, cursor: end };
}

/** `/business/message/content/list/`: the last 20, without further pages. */
export function listMessages(called: Called): object {
  const accountId = admit(called, 'message.list.read');
  const { messages, customerId } = conversationOf(called, accountId, param(called, 'conversation_id'));
  return {
    messages: messages.slice(-20).reverse().map(listed),
    participants: [
      personOf(customerId),
      { role: 'BUSINESS_ACCOUNT', id: accountId, display_name: accountId, profile_image: '' },
    ],
  };
}

/** Of the sandbox's invented people only the ids are real; names follow from them. */
function personOf(id: string): object {
  const profile_image = `https://${PICTURES}/avatar/${encodeURIComponent(id)}.jpeg`;
  return {
    role: 'PERSONAL_ACCOUNT',
    id,
    display_name: `นก ${id.slice(0, 4)}`,
    profile_image,
    is_follower: true,
  };
}

/** The API writes enums in capitals, and calls some fields by other names than events do. */
function listed({ type, from, to, from_user, to_user, message_tag: _, ...rest }: BusinessMessage): object {
  const capital = (user: BusinessMessage['from_user']) => ({ ...user, role: user.role.toUpperCase() });
  const sides = { from_user: capital(from_user), to_user: capital(to_user) };
  return { ...rest, ...sides, sender: from, recipient: to, message_type: type.toUpperCase() };
}

/** `/business/message/send/`, to a conversation. */
export async function send(called: Called): Promise<object> {
  const accountId = admit(called, 'message.list.send');
  if (param(called, 'recipient_type') !== 'CONVERSATION') throw new Refused(200, 40002, 'recipient_type');
  const conversation = conversationOf(called, accountId, param(called, 'recipient'));
  if (param(called, 'message_type') === 'SENDER_ACTION') return { message: { message_id: '' } };
  const fields = readMessage(called, conversation);
  if (!mayWrite(conversation, called.world.now())) throw new Refused(200, 40064, 'Blocked by message rules');
  const { customerId } = conversation;
  const { messageId } = await say(called.world, called.state, {
    kind: 'echo',
    accountId,
    customerId,
    fields,
  });
  return { message: { message_id: messageId } };
}

/** Of a conversation that the customer wrote in: ten messages within 48 hours of the customer's last one. */
function mayWrite({ messages, accountId }: BusinessConversation, now: number): boolean {
  const last = messages.findLastIndex(({ from_user }) => from_user.id !== accountId);
  const inbound = messages[last];
  return inbound !== undefined && now - inbound.timestamp <= 2 * DAY_MS && messages.length - 1 - last < 10;
}

type Part = Readonly<Record<string, unknown>>;

/** What the message is, in the words of the event that follows. @throws Refused 40002 */
function readMessage(called: Called, conversation: BusinessConversation): Record<string, unknown> {
  const type = param(called, 'message_type');
  const name = type.toLowerCase();
  const part = (called.params[name] ?? {}) as Part;
  const parts = [...CHECKS.keys()].filter((other) => called.params[other.toLowerCase()] !== undefined);
  if (parts.length > 1) throw new Refused(200, 40002, 'only one of text and others');
  if (!CHECKS.get(type)?.(part, called)) throw new Refused(200, 40002, `${name} is invalid`);
  const quoted = called.params.referenced_message_info;
  if (quoted !== undefined && !(type === 'TEXT' && isIn(conversation, quoted as Part)))
    throw new Refused(200, 40002, 'referenced_message_info');
  return {
    type: name,
    text: undefined,
    [name]: part,
    message_tag: { source: 'API' },
    ...(quoted === undefined ? {} : { referenced_message_info: quoted }),
  };
}

function isIn({ messages }: BusinessConversation, { referenced_message_id }: Part): boolean {
  return messages.some(({ message_id }) => message_id === referenced_message_id);
}

const CHECKS: ReadonlyMap<string, (part: Part, called: Called) => boolean> = new Map([
  ['TEXT', ({ body }: Part) => typeof body === 'string' && body !== '' && [...body].length <= 6_000],
  [
    'IMAGE',
    ({ media_id }: Part, called: Called) =>
      isUploaded(called, param(called, 'business_id'), String(media_id)),
  ],
  ['SHARE_POST', ({ item_id }: Part) => typeof item_id === 'string'],
  ['TEMPLATE', ({ title, buttons }: Part) => typeof title === 'string' && fewButtons(buttons)],
]);

function fewButtons(buttons: unknown): boolean {
  return Array.isArray(buttons) && buttons.length >= 1 && buttons.length <= 3;
}

function conversationOf({ state }: Called, accountId: string, id: string): BusinessConversation {
  // A raw `+` in a query arrives as a space.
  if (id.includes(' ')) throw new Refused(200, 40002, 'conversation_id is invalid');
  const found = state.conversations[id];
  if (found?.accountId === accountId) return found;
  throw new Refused(200, 40007, 'The conversation does not exist');
}
