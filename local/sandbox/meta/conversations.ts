import { createHash } from 'node:crypto';
import type { SandboxAnswer } from '../platform-sandbox.ts';
import { textOf } from './call.ts';
import { addressOf, fileById } from './files.ts';
import type { Meta, StoredMessage } from './memory.ts';
import { pageOfList } from './pages.ts';
import { pageById } from './people.ts';
import { missing, unknownObject } from './problems.ts';

type Parameters = Record<string, unknown>;

/** On Instagram older messages answer as if they were deleted. */
const DETAILED = 20;

/** `GET /{node}/conversations?platform=`, newest first. */
export function conversations(meta: Meta, accountId: string, parameters: Parameters): SandboxAnswer {
  const wanted = pageById(accountId) ? 'messenger' : 'instagram';
  if (textOf(parameters, 'platform') !== wanted) throw missing('platform');
  const user = textOf(parameters, 'user_id');
  const threads = [...new Set(newestFirst(meta, accountId).map(({ customerId }) => customerId))];
  const list = threads.filter((id) => user === '' || id === user);
  return pageOfList(meta, list, parameters, (customerId) => {
    const [newest] = newestFirst(meta, accountId, customerId);
    return {
      id: conversationId(accountId, customerId),
      updated_time: written(newest?.at ?? 0),
      participants: { data: [personOf(customerId), personOf(accountId)] },
    };
  });
}

/** `GET /{conversation-id}?fields=messages.limit(n){…}` and `GET /{conversation-id}/messages`; undefined when it is no conversation's id. */
export function conversation(
  meta: Meta,
  accountId: string,
  [id, edge]: readonly (string | undefined)[],
  parameters: Parameters,
): SandboxAnswer | undefined {
  const threads = new Set(newestFirst(meta, accountId).map(({ customerId }) => customerId));
  const customerId = [...threads].find((one) => conversationId(accountId, one) === id);
  if (customerId === undefined) return undefined;
  const all = newestFirst(meta, accountId, customerId);
  const write = (message: StoredMessage) => writeMessage(meta, message, isDetailed(message, all));
  if (edge === 'messages') return pageOfList(meta, all, parameters, write);
  const asked = /messages(?:\.limit\((\d+)\))?\{/.exec(textOf(parameters, 'fields'));
  if (!asked) return { status: 200, body: { id } };
  const messages = pageOfList(meta, all, { limit: asked[1] ?? '25' }, write).body;
  return { status: 200, body: { id, messages } };
}

/** `GET /{message-id}`. */
export function oneMessage(meta: Meta, accountId: string, mid: string): SandboxAnswer {
  const found = newestFirst(meta, accountId).find((message) => message.mid === mid);
  const all = found ? newestFirst(meta, accountId, found.customerId) : [];
  if (!found || !isDetailed(found, all)) throw unknownObject(mid);
  return { status: 200, body: writeMessage(meta, found, true) };
}

function newestFirst({ memory }: Meta, accountId: string, customerId?: string): StoredMessage[] {
  return memory.messages
    .filter((one) => one.accountId === accountId && (customerId ?? one.customerId) === one.customerId)
    .reverse();
}

function isDetailed(message: StoredMessage, all: readonly StoredMessage[]): boolean {
  return pageById(message.accountId) !== undefined || all.indexOf(message) < DETAILED;
}

function writeMessage(
  meta: Meta,
  { mid, at, own, accountId, customerId, text, file }: StoredMessage,
  detailed: boolean,
): object {
  const bare = { id: mid, created_time: written(at) };
  if (!detailed) return bare;
  const [from, to] = own ? [accountId, customerId] : [customerId, accountId];
  const files = file ? { attachments: { data: [attachmentOf(meta, accountId, file)] } } : {};
  return { ...bare, from: personOf(from), to: { data: [personOf(to)] }, message: text, ...files };
}

/** Pictures and videos have their address in an object of their own. */
function attachmentOf(
  meta: Meta,
  accountId: string,
  { kind, id }: NonNullable<StoredMessage['file']>,
): object {
  const file = fileById(meta, id);
  const url = addressOf(meta, accountId, id);
  const common = { id, mime_type: file?.mimeType, name: file?.name };
  if (kind === 'image' || kind === 'video') return { ...common, [`${kind}_data`]: { url } };
  return { ...common, file_url: url };
}

function personOf(id: string): object {
  return { id, name: pageById(id)?.name ?? `ลูกค้า ${id.slice(-3)}` };
}

/** Without milliseconds. */
function written(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}+0000`;
}

function conversationId(accountId: string, customerId: string): string {
  const digest = createHash('sha256').update(`${accountId}/${customerId}`).digest('hex');
  return pageById(accountId) ? `t_${digest.slice(0, 20)}` : `aWdfZAG06${digest}${digest}ZD`;
}
