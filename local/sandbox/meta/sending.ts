import type { SandboxAnswer } from '../platform-sandbox.ts';
import { type Attached, attachedTo } from './attachments.ts';
import { fieldsOf, textOf } from './call.ts';
import { echo } from './echo.ts';
import { DAY, type Meta, type StoredMessage } from './memory.ts';
import { CUSTOMERS, pageById } from './people.ts';
import { graphError, missing } from './problems.ts';
import { LONGEST_METADATA, LONGEST_TEXT } from './rules.ts';

type Fields = Record<string, unknown>;

/** Who sends, and by which of the two APIs. */
export interface Sender {
  readonly accountId: string;
  /** By graph.instagram.com, where a message cannot quote another one. */
  readonly byLogin: boolean;
}

/** `POST /{node}/messages`: one text or one file, inside the window. Its echo comes before the answer, as it often does. */
export async function send(meta: Meta, sender: Sender, parameters: Fields): Promise<SandboxAnswer> {
  const { accountId } = sender;
  const customerId = textOf(fieldsOf(parameters.recipient), 'id');
  if (!customerId) throw missing('recipient');
  const message = fieldsOf(parameters.message);
  const text = checkedText(accountId, message);
  const metadata = checkedMetadata(accountId, message);
  const human = isHumanAgent(parameters);
  checkReachable(meta, accountId, customerId);
  const replyTo = quoted(meta, sender, customerId, parameters);
  checkWindow(meta, accountId, customerId, human);
  const attached = text === '' ? await attachedTo(meta, accountId, message.attachment) : undefined;
  const stored = keep(meta, { accountId, customerId, text, attached, replyTo });
  const appId = pageById(accountId) ? Number(meta.world.apps.meta?.appId) : undefined;
  await echo(meta, stored, { appId, metadata });
  return { status: 200, body: { recipient_id: customerId, message_id: stored.mid } };
}

/** As long as the platform's are; those of Instagram are base64-like and end in `ZD`. */
export function newMid({ world }: Meta, accountId: string): string {
  return pageById(accountId)
    ? world.newToken('m_')
    : `${world.newToken('aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlE')}${world.newToken('')}ZD`;
}

interface ToKeep {
  readonly accountId: string;
  readonly customerId: string;
  readonly text: string;
  readonly attached: Attached | undefined;
  readonly replyTo: string | undefined;
}

function keep(meta: Meta, { accountId, customerId, text, attached, replyTo }: ToKeep): StoredMessage {
  const stored: StoredMessage = {
    accountId,
    customerId,
    mid: newMid(meta, accountId),
    at: meta.world.now(),
    text,
    own: true,
    ...(attached ? { file: { kind: attached.kind, id: attached.fileId } } : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
  };
  meta.memory.messages.push(stored);
  return stored;
}

/** The text; empty for an attachment. Both at once are refused. */
function checkedText(accountId: string, message: Fields): string {
  const text = textOf(message, 'text');
  const hasFile = message.attachment !== undefined;
  if (text === '' && !hasFile) throw missing('message');
  if (text !== '' && hasFile) throw graphError(100, '(#100) A message has either a text or an attachment');
  const fits = pageById(accountId)
    ? text.length <= LONGEST_TEXT.messenger
    : Buffer.byteLength(text) <= LONGEST_TEXT.instagram;
  if (fits) return text;
  throw graphError(100, '(#100) Length of param message[text] must be less than or equal to the limit');
}

function checkedMetadata(accountId: string, message: Fields): string | undefined {
  if (message.metadata === undefined) return undefined;
  const metadata = textOf(message, 'metadata');
  const allowed = pageById(accountId) !== undefined && metadata.length <= LONGEST_METADATA;
  if (allowed) return metadata;
  throw graphError(100, '(#100) Param message[metadata] is not allowed, or too long');
}

/** The other tags were retired in April 2026. */
function isHumanAgent(parameters: Fields): boolean {
  const [type, tag] = [textOf(parameters, 'messaging_type'), textOf(parameters, 'tag')];
  if (!['', 'RESPONSE', 'UPDATE', 'MESSAGE_TAG'].includes(type))
    throw graphError(100, '(#100) Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG}');
  if ((type === 'MESSAGE_TAG') !== (tag !== ''))
    throw graphError(100, '(#100) A tag goes with messaging_type MESSAGE_TAG, and that with a tag');
  if (tag !== '' && tag !== 'HUMAN_AGENT') throw graphError(100, '(#100) The tag is not supported any more');
  return tag === 'HUMAN_AGENT';
}

function quoted(
  { memory }: Meta,
  { accountId, byLogin }: Sender,
  customerId: string,
  parameters: Fields,
): string | undefined {
  if (parameters.reply_to === undefined) return undefined;
  const mid = textOf(fieldsOf(parameters.reply_to), 'mid');
  const known = memory.messages.some(
    (one) => one.accountId === accountId && one.customerId === customerId && one.mid === mid,
  );
  if (known && !byLogin) return mid;
  throw graphError(100, '(#100) Param reply_to[mid] is no message of this conversation');
}

function checkReachable({ memory }: Meta, accountId: string, customerId: string): void {
  const wrote = memory.messages.some((one) => isTheirs(one, accountId, customerId));
  const isPage = pageById(accountId) !== undefined;
  if (!wrote) throw graphError(100, '(#100) No matching user found', { sub: isPage ? 2018001 : 2534014 });
  if (customerId !== CUSTOMERS.unreachable) return;
  const message = 'This person is not available right now.';
  throw isPage ? graphError(551, message, { sub: 1545041 }) : graphError(10, message, { sub: 2018108 });
}

function checkWindow({ memory, world }: Meta, accountId: string, customerId: string, human: boolean): void {
  const theirs = memory.messages.filter((one) => isTheirs(one, accountId, customerId));
  const last = Math.max(...theirs.map(({ at }) => at));
  if (world.now() - last <= (human ? 7 : 1) * DAY) return;
  throw graphError(10, 'This message is sent outside of allowed window.', {
    sub: pageById(accountId) ? 2018278 : 2534022,
  });
}

function isTheirs(one: StoredMessage, accountId: string, customerId: string): boolean {
  return one.accountId === accountId && one.customerId === customerId && !one.own;
}
