import { createHash } from 'node:crypto';
import { Misconfigured } from '../../domain/errors.ts';
import { tokenOfEntry } from '../../domain/ids.ts';
import type { MessageContent } from '../../domain/message-content.ts';
import { PlatformRefusal } from '../../domain/platform-refusal.ts';
import { permissionOfPerson, type ReplyPermission } from '../../domain/reply-permission.ts';
import { SecretText } from '../../domain/secret-text.ts';
import type { SendFailureCode } from '../../domain/send-failure.ts';
import type { StoredMessage } from '../../domain/stored.ts';
import type { OutboundBatch, OutboundMessage, SentMessage } from '../../ports/account-messaging.ts';
import type { Connection } from '../../ports/connections.ts';
import { connectorOf } from '../connecting/connecting-deps.ts';
import type { OpenAccount } from '../connecting/open-account.ts';
import { place } from '../places.ts';
import { windowOf } from '../view-conversation.ts';
import { claim } from './claim.ts';
import type { Addressed } from './send-pending.ts';
import type { SendingDeps } from './sending-deps.ts';
import { settleSent } from './settle.ts';
import { settleCall, settleUnsent } from './settle-call.ts';

/** Entries looked through for a reply token: tokens live for a minute. */
const RECENT = 10;
/** A token that is about to end is left alone. */
const TOKEN_MARGIN_MS = 2_000;

/**
 * Calls the platform once for messages that wait, and writes down what became of them. Whatever can fail beforehand comes before they are
 * claimed: whoever dies there leaves them as they were.
 * @returns whether the customer has them all
 */
export async function callPlatform(
  deps: SendingDeps,
  conversation: Addressed,
  waiting: readonly StoredMessage[],
): Promise<boolean> {
  const { head } = conversation;
  const prepared = await prepare(deps, conversation, waiting).catch((error: unknown) => ({ error }));
  if (typeof prepared === 'string' || 'error' in prepared) {
    for (const message of waiting) await settleUnsent(deps, head, message, prepared);
    return false;
  }
  const claimed = await claim(deps, head, waiting, prepared.spent);
  if (claimed === null) return false;
  let sent: readonly SentMessage[];
  try {
    sent = await prepared.send();
  } catch (error) {
    if (error instanceof PlatformRefusal && STALE.has(error.kind)) deps.accounts.forget(prepared.connection);
    for (const message of claimed) await settleCall(deps, head, message, error, prepared);
    return false;
  }
  for (const [i, message] of claimed.entries())
    await settleSent(deps, head, message, sent[i] ?? NOT_TOLD, prepared);
  return true;
}

/** What another token may mend. */
const STALE: ReadonlySet<string> = new Set(['token_invalid', 'authorization_gone', 'permission_missing']);

const NOT_TOLD: SentMessage = { platformMessageId: null };

interface Prepared {
  /** Whether the call may be repeated when nobody knows whether it arrived. */
  readonly idempotent: boolean;
  /** Print of the reply token that it spends. */
  readonly spent: string | undefined;
  /** The platform may speak of the messages later. */
  readonly echoes: boolean;
  readonly connection: Connection;
  send(): Promise<readonly SentMessage[]>;
}

/** Everything that can fail without the customer having anything. A code: it fails for good. */
async function prepare(
  deps: SendingDeps,
  conversation: Addressed,
  waiting: readonly StoredMessage[],
): Promise<Prepared | SendFailureCode> {
  const { head, ids } = conversation;
  const connection = await deps.connections.fresh(head.workspaceId, head.connectionId);
  if (connection?.state !== 'connected') return 'needs_reconnect';
  // Whoever is being erased gets nothing more; keys in memory do not know of it, the head does.
  if (ids === null || head.restrictedBy !== undefined) return 'content_gone';
  const [first] = waiting;
  const permission = await permissionNow(deps, conversation, first?.outbox?.by ?? '');
  if (permission === null) return 'window_closed';
  const contents = await openContents(deps, conversation, waiting);
  if (contents === null) return 'content_gone';
  const messages: OutboundMessage[] = [];
  for (const [i, content] of contents.entries()) {
    const message = await outboundOf(deps, head.workspaceId, waiting[i]?.kind ?? 'text', content);
    if (message === null) return 'content_gone';
    messages.push(message);
  }
  const opened = await deps.accounts.open(deps, connection);
  if (opened === null) return 'needs_reconnect';
  const batch: OutboundBatch = {
    to: {
      thread: { kind: head.threadKind, id: ids.threadId },
      ...(ids.platformUserId === undefined ? {} : { platformUserId: ids.platformUserId }),
    },
    messages,
    idempotencyKey: first?.outbox?.key ?? '',
    echoName: tokenOfEntry(first?.entryId ?? ''),
    ...(await replyTokenOf(deps, conversation, first)),
    permission,
    now: deps.clock.now(),
  };
  return sendingOf(deps, connection, opened, batch);
}

async function sendingOf(
  deps: SendingDeps,
  connection: Connection,
  { calls, account }: OpenAccount,
  batch: OutboundBatch,
): Promise<Prepared> {
  const { platform, surface } = connection;
  const { manifest, messaging } = connectorOf(deps, platform);
  if (!messaging) throw new Misconfigured(`the connector ${platform} cannot send`);
  const connector = await messaging();
  // Keys for repeats go with paid messages only; a reply token is spent by the first call (LINE).
  const spent = batch.replyToken && printOf(batch.replyToken.reveal());
  const limits = manifest.outbound[surface];
  const idempotent = limits?.idempotent === true && spent === undefined;
  const echoes = limits?.echoes !== false;
  return { idempotent, spent, echoes, connection, send: () => connector.send(calls, account, batch) };
}

/** The window may have changed while the message waited. All that is sent here was written by a person. */
async function permissionNow(
  deps: SendingDeps,
  { head }: Addressed,
  userId: string,
): Promise<ReplyPermission | null> {
  const window = await windowOf(deps, head);
  // What was queued counts among the unanswered ones itself: the platform decides on those.
  if (window.reason === 'too_many_unanswered') return { kind: 'response' };
  return permissionOfPerson(window, { userId, workspaceId: head.workspaceId, role: 'agent' });
}

async function openContents(
  deps: SendingDeps,
  { head }: Addressed,
  waiting: readonly StoredMessage[],
): Promise<readonly MessageContent[] | null> {
  const contents: MessageContent[] = [];
  for (const { entryId, sealed } of waiting) {
    const content = await deps.sealer.open<MessageContent>(place.entry(head, entryId), sealed);
    if (content === null) return null;
    contents.push(content);
  }
  return contents;
}

async function outboundOf(
  deps: SendingDeps,
  workspaceId: string,
  kind: StoredMessage['kind'],
  { text, attachments }: MessageContent,
): Promise<OutboundMessage | null> {
  if (kind === 'text') return { kind, text: text ?? '' };
  const file = await deps.files.open(workspaceId, attachments[0]?.mediaId ?? '');
  return file && { kind: kind as 'image', file };
}

/** A fresh reply token makes the answer free (LINE). Each is good once: whoever claims a message for it writes down its print. */
async function replyTokenOf(
  deps: SendingDeps,
  { head }: Addressed,
  first: StoredMessage | undefined,
): Promise<{ replyToken?: SecretText }> {
  const until = deps.clock.now() + TOKEN_MARGIN_MS;
  // A try that is repeated goes the paid way, which tells repeats apart.
  if (!first || (first.outbox?.tries ?? 0) > 0 || (head.replyTokenUntil ?? 0) <= until) return {};
  const entries = await deps.store.timeline(head, { limit: RECENT, fresh: true });
  const spent = new Set(entries.map((entry) => entry.type === 'message' && entry.outbox?.spent));
  for (const entry of entries) {
    const content = await deps.sealer.open<MessageContent>(place.entry(head, entry.entryId), entry.sealed);
    const token = content?.replyToken;
    if (!token || token.until <= until) continue;
    if (!spent.has(printOf(token.token))) return { replyToken: new SecretText(token.token) };
  }
  return {};
}

function printOf(replyToken: string): string {
  return createHash('sha256').update(replyToken).digest('base64url').slice(0, 11);
}
