import { isAnswer, withAnswer } from '../../domain/answers.ts';
import { contribute, type Head, markRead } from '../../domain/conversation.ts';
import { NotFound } from '../../domain/errors.ts';
import { entryIdOf, timeOfEntry } from '../../domain/ids.ts';
import type { MessageContent } from '../../domain/message-content.ts';
import type { Millis } from '../../domain/platform.ts';
import { previewOf } from '../../domain/preview.ts';
import { cameIn, type StoredMessage } from '../../domain/stored.ts';
import type { UploadedFile } from '../../ports/outbound-files.ts';
import { untilWritten } from '../inbox-deps.ts';
import { lastThatCameIn } from '../last-that-came-in.ts';
import { sealPreview } from '../patch-message.ts';
import { place } from '../places.ts';
import { knownAnswer } from './known-answer.ts';
import type { MessageDraft, QueueDeps } from './queue-deps.ts';
import { refuseIfAnswered } from './refuse-if-answered.ts';

/** An answer that is taken. */
export interface Taking {
  readonly draft: MessageDraft;
  readonly file: UploadedFile | null;
  /** The member who writes. */
  readonly by: string;
  /** Of `answerTokenOf`. */
  readonly token: string;
  readonly at: Millis;
}

/**
 * Takes an answer in three steps, each of which can be the last one: a job for the sender that carries the message; the head, which from then on
 * says that the answer is there; the entry. Before the head is written nothing has happened, and the job comes to nothing. From then on the
 * answer goes out, whoever dies: the sender writes the entry itself. Two people who answer at once write over the same head: the second
 * one looks again, and sees the first.
 */
export async function takeAnswer(deps: QueueDeps, read: Head, taking: Taking): Promise<StoredMessage> {
  let head: Head | null = read;
  let asked = '';
  return untilWritten(deps, async (round) => {
    if (round > 0) head = await deps.store.head(read, 'fresh');
    if (head === null) throw new NotFound('conversation');
    const known = round > 0 ? await knownAnswer(deps, head, taking.token) : null;
    if (known !== null) return enter(deps, head, known, taking);
    await refuseIfAnswered(deps, head, taking.draft.lastSeenEntryId);
    const message = await messageOf(deps, head, placeFor(head, taking), taking);
    const next = await headWith(deps, head, message, taking);
    const { workspaceId, conversationId } = head;
    const job = { workspaceId, conversationId, from: message.entryId, message };
    if (asked !== message.entryId) await deps.sends.ask(job);
    asked = message.entryId;
    return (await deps.store.saveHead(next, head.rev)) ? stored(deps, head, message) : undefined;
  });
}

/** Writes the entry of an answer that the head speaks of, unless it is there: whoever took it may have died before. */
export async function enter(
  deps: QueueDeps,
  head: Head,
  entryId: string,
  taking: Taking,
): Promise<StoredMessage> {
  return stored(deps, head, await messageOf(deps, head, entryId, taking));
}

/** Writes the entry, unless the sender or another request with the same key was faster: then it is theirs, which says the same. */
async function stored(deps: QueueDeps, head: Head, message: StoredMessage): Promise<StoredMessage> {
  const stands = await deps.store.insertEntry(head, message);
  if (stands === null) return { ...message, rev: 1 };
  if (stands.type !== 'message') throw new NotFound('message');
  return stands;
}

/**
 * Behind everything that the head knows of, also where a platform's clock is ahead of ours: an answer stands below what it answers, and
 * whoever has not seen it is told so.
 */
function placeFor({ lastEntryId }: Head, { at, token }: Taking): string {
  const behind = lastEntryId === undefined ? 0 : timeOfEntry(lastEntryId) + 1;
  return entryIdOf(Math.max(at, behind), token);
}

async function messageOf(
  deps: QueueDeps,
  head: Head,
  entryId: string,
  { draft, file, by }: Taking,
): Promise<StoredMessage> {
  const content: MessageContent = {
    platformMessageId: '',
    text: draft.kind === 'text' ? (draft.text ?? '') : null,
    attachments: file
      ? [{ kind: file.kind, name: file.name, mimeType: file.mimeType, size: file.size, mediaId: file.id }]
      : [],
    data: {},
    authorType: 'agent',
    authorPlatformId: by,
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
    outbox: { key: uuidOf(deps), tries: 0, notBefore: now, by },
  };
}

/** A random UUID, version 4. */
function uuidOf({ random }: Pick<QueueDeps, 'random'>): string {
  const bytes = random.bytes(16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The conversation moves up, shows the answer, remembers it, and is read as far as its writer has read. */
async function headWith(
  deps: QueueDeps,
  head: Head,
  { entryId, kind, receivedAt }: StoredMessage,
  { draft }: Taking,
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
  const answered = { ...next, answers: withAnswer(head.answers, entryId) };
  return read === undefined ? answered : markRead(answered, read);
}

/** Of what its writer has seen, the newest that a customer did: times of our own entries are of another clock. */
async function lastRead(
  deps: QueueDeps,
  head: Head,
  lastSeen: string | undefined,
): Promise<string | undefined> {
  if (lastSeen === undefined || (head.readUpTo !== undefined && lastSeen <= head.readUpTo)) return undefined;
  // The newest of all, and of the platform's clock: nothing has to be read for that.
  if (lastSeen === head.lastEntryId && !isAnswer(lastSeen)) return lastSeen;
  const seen = await deps.store.entry(head, lastSeen);
  return seen && cameIn(seen) ? lastSeen : lastThatCameIn(deps, head, lastSeen);
}
