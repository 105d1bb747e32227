import { createHash } from 'node:crypto';
import { contribute, type Head, markRead } from '../../domain/conversation.ts';
import { InvalidInput, KaoJaiError, NotFound, Unavailable } from '../../domain/errors.ts';
import { entryIdOf, isEntryId, timeOfEntry } from '../../domain/ids.ts';
import type { Session } from '../../domain/member.ts';
import type { MessageContent } from '../../domain/message-content.ts';
import type { Millis } from '../../domain/platform.ts';
import { previewOf } from '../../domain/preview.ts';
import { permissionOfPerson } from '../../domain/reply-permission.ts';
import { cameIn, isOutbound, type StoredMessage } from '../../domain/stored.ts';
import type { Message } from '../../domain/timeline.ts';
import type { ConnectionList } from '../../ports/connections.ts';
import type { Connector } from '../../ports/connector.ts';
import type { OutboundFiles, UploadedFile } from '../../ports/outbound-files.ts';
import type { OutboxStore, SendRequest } from '../../ports/outbox.ts';
import type { Random } from '../../ports/random.ts';
import type { SendJobs } from '../../ports/send-jobs.ts';
import { connectorOf } from '../connecting/connecting-deps.ts';
import { findHead } from '../find-head.ts';
import { untilWritten } from '../inbox-deps.ts';
import { lastThatCameIn } from '../last-that-came-in.ts';
import { askForFiles } from '../media/ask-for-files.ts';
import { sealPreview } from '../patch-message.ts';
import { place } from '../places.ts';
import { refuseErased } from '../refuse-erased.ts';
import { type ViewDeps, windowOf } from '../view-conversation.ts';
import { viewEntry } from '../view-entry.ts';
import { checkFile, checkText, RuleBroken } from './outbound-rules.ts';

/** What queueing a message needs. */
export interface QueueDeps extends ViewDeps {
  readonly connectors: readonly Connector[];
  readonly connections: Pick<ConnectionList, 'connection'>;
  readonly outbox: OutboxStore;
  readonly sends: SendJobs;
  readonly files: OutboundFiles;
  readonly random: Random;
}

/** A message that a member wants to send. */
export interface MessageDraft {
  readonly kind: 'text' | 'image' | 'video' | 'audio' | 'file';
  readonly text?: string | undefined;
  readonly attachmentId?: string | undefined;
  /** The newest entry that the writer has seen. */
  readonly lastSeenEntryId?: string | undefined;
}

/** Somebody answered since the writer looked. */
export class AnsweredMeanwhile extends KaoJaiError {
  constructor(entryIds: readonly string[]) {
    super(
      'answered_meanwhile',
      'refuse',
      'somebody has answered meanwhile',
      entryIds.map((id) => `entry: ${id}`),
    );
  }
}

/** One key stands for one message. */
export class KeyReused extends KaoJaiError {
  constructor() {
    super('idempotency_key_reused', 'refuse', 'this Idempotency-Key stands for another message', [
      'Idempotency-Key: a new one per message',
    ]);
  }
}

/** A request that comes again finds its message for two days. */
const KEY_LIFE_MS: Millis = 2 * 86_400_000;
/** Answers looked through for one that the writer has not seen. */
const NEWER = 50;

/**
 * Takes a message to send: checks everything that the platform would refuse, then writes message and head in one step, then tells the
 * sender. The same key gives the same message.
 * @throws NotFound; @throws SubjectErased (409); @throws RuleBroken (422); @throws AnsweredMeanwhile (409); @throws KeyReused (409)
 */
export async function queueMessage(
  deps: QueueDeps,
  session: Session,
  conversationId: string,
  draft: MessageDraft,
  idempotencyKey: string,
): Promise<Message> {
  const head = await findHead(deps, session, conversationId);
  const request: SendRequest = {
    key: echoNameOf(head, idempotencyKey),
    print: digestOf(draft),
    until: deps.clock.now() + KEY_LIFE_MS,
  };
  const known = await knownMessage(deps, head, request);
  if (known) {
    await keepFile(deps, head, known);
    return view(deps, head, known);
  }
  await refuseErased(deps, head);
  const file = await checked(deps, session, head, draft);
  const message = await write(deps, session, { head, draft, file, request });
  // Written already: should this fail, the sweeper finds it.
  await deps.sends.ask(head).catch(swallowUnavailable);
  await keepFile(deps, head, message);
  return view(deps, head, message);
}

/** What was sent is kept like what was received; an upload alone is gone after a day. Asked again by a request that comes again. */
async function keepFile(deps: QueueDeps, head: Head, { kind, entryId }: StoredMessage): Promise<void> {
  await askForFiles(deps, head, entryId, kind === 'text' ? 0 : 1);
}

/** What the same request made before; null = it comes for the first time. */
async function knownMessage(
  deps: QueueDeps,
  head: Head,
  { key, print }: SendRequest,
): Promise<StoredMessage | null> {
  const known = await deps.outbox.requested(head, key);
  if (known === null) return null;
  if (known.print !== print) throw new KeyReused();
  const message = await deps.store.entry(head, known.entryId);
  if (message?.type !== 'message') throw new NotFound('message');
  return message;
}

/** Names the message in its conversation and to the platform; tells nothing. */
function echoNameOf({ conversationId }: Head, key: string): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([conversationId, key]))
    .digest('base64url');
  return `k${digest.slice(0, 22)}`;
}

function digestOf({ kind, text, attachmentId }: MessageDraft): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, text, attachmentId]))
    .digest('base64url')
    .slice(0, 22);
}

/** What the platform would refuse is refused here; the file, where there is one. */
async function checked(
  deps: QueueDeps,
  session: Session,
  head: Head,
  draft: MessageDraft,
): Promise<UploadedFile | null> {
  const connection = await deps.connections.connection(head.workspaceId, head.connectionId);
  if (connection?.state !== 'connected')
    throw new RuleBroken('needs_reconnect', 'the account is not connected', ['connect it again first']);
  const { manifest, messaging } = connectorOf(deps, head.platform);
  const limits = manifest.outbound[head.surface];
  if (!limits || !messaging) throw new RuleBroken('kind_not_supported', 'this platform can only be read', []);
  refuseIdleFields(draft);
  const file = draft.kind === 'text' ? null : await fileOf(deps, session, draft);
  if (file) checkFile(limits, draft.kind as 'image', file);
  else checkText(limits, draft.text ?? '');
  const window = await windowOf(deps, head);
  if (permissionOfPerson(window, session) === null)
    throw new RuleBroken('window_closed', 'the platform does not let you write to this customer now', [
      `reason: ${window.reason ?? 'window_passed'}`,
    ]);
  return file;
}

/** Nothing of what somebody wants to send is left out without a word. */
function refuseIdleFields({ kind, text, attachmentId }: MessageDraft): void {
  const idle = kind === 'text' ? attachmentId && 'attachmentId' : text && 'text';
  if (idle)
    throw new InvalidInput('the request breaks a rule', [
      `${idle}: does not go with the kind ${kind}; send it as a message of its own`,
    ]);
}

async function fileOf(deps: QueueDeps, { workspaceId }: Session, draft: MessageDraft): Promise<UploadedFile> {
  if (!draft.attachmentId)
    throw new InvalidInput('the request breaks a rule', ['attachmentId: must be given for this kind']);
  const file = await deps.files.describe(workspaceId, draft.attachmentId);
  if (file === null) throw new NotFound('attachment');
  return file;
}

interface Writing {
  readonly head: Head;
  readonly draft: MessageDraft;
  readonly file: UploadedFile | null;
  readonly request: SendRequest;
}

/** Two people who answer at the same moment write over the same head: the second one looks again, and sees the first. */
async function write(deps: QueueDeps, session: Session, writing: Writing): Promise<StoredMessage> {
  const { draft, request } = writing;
  let head: Head | null = writing.head;
  return untilWritten(deps, async (round) => {
    if (round > 0) {
      head = await deps.store.head(writing.head, 'fresh');
      const known = await knownMessage(deps, writing.head, request);
      if (known) return known;
    }
    if (head === null) throw new NotFound('conversation');
    await refuseIfAnswered(deps, head, draft.lastSeenEntryId);
    const message = await messageOf(deps, session, head, writing);
    const next = await headWith(deps, head, message, writing);
    return (await deps.outbox.queue(message, next, request)) ? message : undefined;
  });
}

/**
 * Behind everything that the head knows of, also where a platform's clock is ahead of ours: an answer stands below what it answers, and
 * whoever has not seen it is told so.
 */
function placeFor({ clock }: Pick<QueueDeps, 'clock'>, { lastEntryId }: Head, key: string): string {
  const behind = lastEntryId === undefined ? 0 : timeOfEntry(lastEntryId) + 1;
  return entryIdOf(Math.max(clock.now(), behind), key);
}

/** Checked against the head that is then written over, not against who happens to look. */
async function refuseIfAnswered(deps: QueueDeps, head: Head, lastSeen: string | undefined): Promise<void> {
  if (lastSeen === undefined) return;
  if (!isEntryId(lastSeen))
    throw new InvalidInput('the request breaks a rule', [
      'lastSeenEntryId: must be the id of a timeline entry',
    ]);
  if (head.lastEntryId === undefined || head.lastEntryId <= lastSeen) return;
  const newest = await deps.store.timeline(head, { limit: NEWER, fresh: true });
  const answers = newest.filter((entry) => entry.entryId > lastSeen && isOutbound(entry));
  if (answers.length > 0) throw new AnsweredMeanwhile(answers.map(({ entryId }) => entryId));
}

async function messageOf(
  deps: QueueDeps,
  { userId }: Session,
  head: Head,
  { draft, file, request }: Writing,
): Promise<StoredMessage> {
  const entryId = placeFor(deps, head, request.key);
  const content: MessageContent = {
    platformMessageId: '',
    text: draft.kind === 'text' ? (draft.text ?? '') : null,
    attachments: file
      ? [{ kind: file.kind, name: file.name, mimeType: file.mimeType, size: file.size, mediaId: file.id }]
      : [],
    data: {},
    authorType: 'agent',
    authorPlatformId: userId,
  };
  const now = deps.clock.now();
  return {
    type: 'message',
    entryId,
    rev: 0,
    direction: 'outbound',
    kind: draft.kind,
    state: 'queued',
    receivedAt: now,
    sealed: await deps.sealer.seal(place.entry(head, entryId), head.subjectId, content),
    outbox: { key: uuidOf(deps), tries: 0, notBefore: now, by: userId },
  };
}

/** A random UUID, version 4. */
function uuidOf({ random }: Pick<QueueDeps, 'random'>): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The conversation moves up, shows the answer, and is read as far as its writer has read. */
async function headWith(
  deps: QueueDeps,
  head: Head,
  { entryId, kind, receivedAt }: StoredMessage,
  { draft }: Writing,
): Promise<Head> {
  const preview = previewOf('outbound', kind, draft.kind === 'text' ? (draft.text ?? null) : null);
  const next = contribute(head, {
    identity: head,
    entryId,
    activityAt: receivedAt,
    listing: 'listed',
    preview: await sealPreview(deps, head, head.subjectId, preview),
  });
  const read = await lastRead(deps, head, draft.lastSeenEntryId);
  return read === undefined ? next : markRead(next, read);
}

/** Of what its writer has seen, the newest that a customer did: times of our own entries are of another clock. */
async function lastRead(
  deps: QueueDeps,
  head: Head,
  lastSeen: string | undefined,
): Promise<string | undefined> {
  if (lastSeen === undefined) return undefined;
  const seen = await deps.store.entry(head, lastSeen);
  return seen && cameIn(seen) ? lastSeen : lastThatCameIn(deps, head, lastSeen);
}

async function view(deps: QueueDeps, head: Head, message: StoredMessage): Promise<Message> {
  const content = await deps.sealer.open<MessageContent>(place.entry(head, message.entryId), message.sealed);
  if (content === null) throw new NotFound('message');
  const { idSecret } = await deps.keys.workspace(head.workspaceId);
  const context = { conversationId: head.conversationId, idSecret, marks: new Map(), receipts: null };
  return viewEntry(context, { stored: message, content }) as Message;
}

function swallowUnavailable(error: unknown): void {
  if (!(error instanceof Unavailable)) throw error;
}
