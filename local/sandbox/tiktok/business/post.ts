import { kit } from '../../../../lambdas/connectors/tiktok/samples/kit.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import type { SandboxWorld } from '../../platform-sandbox.ts';
import type { BusinessConversation, BusinessMessage, BusinessState } from './state.ts';

/** The two sides of a conversation. */
export interface Party {
  readonly accountId: string;
  readonly customerId: string;
}

/** Something that is said in a conversation. */
export interface Said extends Party {
  readonly kind: 'message' | 'echo';
  /** What takes the place of the text that the kit writes: other types, quotes. */
  readonly fields: Readonly<Record<string, unknown>>;
}

interface Envelope {
  client_key: string;
  content: string;
}

/** Keeps what was said, and sends the event for it. Answers the message's id and whether KaoJai took it. */
export async function say(world: SandboxWorld, state: BusinessState, said: Said) {
  const { kind, accountId, customerId } = said;
  const messageId = Buffer.from(`m${world.newDigits(18)}`).toString('base64');
  const act = { kind, surface: 'business', accountId, customerId, messageId, at: world.now(), text: '' };
  const event = JSON.parse(String(kit.compose(act))) as Envelope;
  const message = { ...JSON.parse(event.content), ...said.fields } as BusinessMessage;
  const conversation = state.conversations[message.conversation_id] ?? newConversation(accountId, customerId);
  state.conversations[message.conversation_id] = conversation;
  conversation.messages.push(message);
  if (kind === 'echo') conversation.kind = 'SINGLE';
  const sent = { ...event, content: JSON.stringify(message) };
  return { messageId, delivered: state.grants[accountId] ? await send(world, state, sent) : false };
}

function newConversation(accountId: string, customerId: string): BusinessConversation {
  return { accountId, customerId, kind: 'STRANGER', messages: [] };
}

/** The person has seen everything up to now: `im_mark_read_msg`. Answers whether KaoJai took it. */
export async function sayRead(world: SandboxWorld, state: BusinessState, who: Party): Promise<boolean> {
  const act = { kind: 'read', surface: 'business', ...who, messageId: '', at: world.now() } as const;
  return state.grants[who.accountId] ? send(world, state, JSON.parse(String(kit.compose(act)))) : false;
}

/** The consent is gone: `authorization.removed`, with TikTok's number of the reason. */
export async function sayRemoved(
  world: SandboxWorld,
  state: BusinessState,
  openId: string,
  reason: number,
): Promise<boolean> {
  return send(world, state, {
    event: 'authorization.removed',
    create_time: Math.floor(world.now() / 1000),
    user_openid: openId,
    content: `{"reason": ${reason} }`,
  });
}

/** Sends an event to the app's address, signed with the app's secret at this moment. */
async function send(world: SandboxWorld, state: BusinessState, event: object): Promise<boolean> {
  const app = world.apps.tiktokBusiness;
  if (state.webhook === null || !app) return false;
  const body = Buffer.from(JSON.stringify({ ...event, client_key: app.clientKey }));
  const secret = new SecretText(app.clientSecret ?? '');
  const credential = { ref: 'app/tiktok-business', secret, facts: {} };
  const headers = kit.sign({ surface: 'business', body, credential, at: world.now() });
  const status = await world.deliver(state.webhook, { 'content-type': 'application/json', ...headers }, body);
  return status === 200;
}
