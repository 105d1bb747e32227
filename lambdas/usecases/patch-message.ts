import {
  type ConversationIdentity,
  type Head,
  newHead,
  quietUntil,
  type Sealed,
  withErasedAt,
  withMarked,
  withoutMarked,
} from '../domain/conversation.ts';
import { timeOfEntry, tokenOfEntry } from '../domain/ids.ts';
import {
  type MessageContent,
  type MessagePatch,
  mergePatches,
  patchContent,
} from '../domain/message-content.ts';
import { previewOf } from '../domain/preview.ts';
import type { ConversationRef, Mark, MarkContent, StoredEntry, StoredMessage } from '../domain/stored.ts';
import { type Admission, judge } from './admit.ts';
import { beginConversation } from './begin-conversation.ts';
import { type InboxDeps, untilWritten } from './inbox-deps.ts';
import { askToDropFiles } from './media/ask-for-files.ts';
import { place } from './places.ts';
import { moveReceipts } from './record-receipt.ts';

/** Something that happened to a message which may not have arrived yet. */
export interface PatchCommand {
  readonly identity: ConversationIdentity;
  /** `entryToken` of the platform's message id. */
  readonly token: string;
  /** Whose key seals the patch while it waits. */
  readonly subjectId: string;
  readonly patch: MessagePatch;
  /** That it may be written down at all. */
  readonly admission: Admission;
  readonly original?: MarkContent['original'];
}

/**
 * Applies a change to a message, now or when it arrives. First the change is written down and the head points at it, then the
 * message is looked for: a message that arrives meanwhile finds one of the two.
 * @throws Unavailable when its person is being erased
 */
export async function patchMessage(deps: InboxDeps, command: PatchCommand): Promise<'applied' | 'waiting'> {
  await writeMark(deps, command);
  await pointAtMark(deps, command);
  const entry = await deps.store.findEntry(command.identity, command.token);
  if (entry === null) return 'waiting';
  await settleMark(deps, command.identity, entry.entryId, command.patch);
  if (command.patch.deletedAt !== undefined) await askToDropFiles(deps, command.identity, entry.entryId);
  return 'applied';
}

async function writeMark(deps: InboxDeps, command: PatchCommand): Promise<void> {
  const { identity: ref, token } = command;
  await untilWritten(deps, async () => {
    const current = await deps.store.mark(ref, token);
    const known = current && (await deps.sealer.open<MarkContent>(place.mark(ref, token), current.sealed));
    const original = laterOriginal(known?.original, command.original);
    const content: MarkContent = {
      patch: mergePatches(known?.patch ?? {}, command.patch),
      ...(original ? { original } : {}),
    };
    const mark: Mark = {
      token,
      rev: current?.rev ?? 0,
      receivedAt: current?.receivedAt ?? deps.clock.now(),
      sealed: await deps.sealer.seal(place.mark(ref, token), command.subjectId, content),
    };
    return (await deps.store.saveMark(ref, mark, current?.rev ?? null)) || undefined;
  });
}

function laterOriginal(a: MarkContent['original'], b: MarkContent['original']): MarkContent['original'] {
  if (!a || !b) return a ?? b;
  return a.entryId >= b.entryId ? a : b;
}

async function pointAtMark(deps: InboxDeps, { token, admission, original }: PatchCommand): Promise<void> {
  const { where, moment } = admission;
  const shownAt = original && timeOfEntry(original.entryId);
  await untilWritten(deps, async (round) => {
    const current = await deps.store.head(where.identity, 'fresh');
    // Whoever wrote or deleted the head since may have been an erasure.
    const isOther = round > 0 || current?.rev !== admission.head?.rev;
    const now = isOther ? await judge(deps, where, moment, current) : admission;
    if (now === null) return true;
    const marked = withMarked(withErasedAt(current ?? newHead(where.identity), now.erasedAt), token);
    // An edit whose message nobody has seen is shown, so its conversation has to be in the list.
    const next = shownAt === undefined ? marked : quietUntil(marked, shownAt);
    if (next === current) return true;
    await beginConversation(deps, current, next);
    return (await deps.store.saveHead(next, current?.rev ?? null)) || undefined;
  });
}

/**
 * Applies the waiting mark of a stored message, if there is one, and brings the head's preview in line with the message. Every
 * step can be repeated.
 * @param own what the caller wrote into the mark; applied even when somebody else has settled the mark and deleted it meanwhile
 */
export async function settleMark(
  deps: InboxDeps,
  ref: ConversationRef,
  entryId: string,
  own: MessagePatch = {},
): Promise<void> {
  const token = tokenOfEntry(entryId);
  const mark = await deps.store.mark(ref, token);
  const content = mark && (await deps.sealer.open<MarkContent>(place.mark(ref, token), mark.sealed));
  const patch = mergePatches(content?.patch ?? {}, own);
  const patched = await patchEntry(deps, ref, entryId, patch);
  if (patch.read && patched?.direction === 'outbound') {
    await moveReceipts(deps, ref, 'read', timeOfEntry(entryId));
  }
  if (mark) await deps.store.deleteMark(ref, token, mark.rev);
  await bringPreviewInLine(deps, ref, entryId);
}

async function patchEntry(
  deps: InboxDeps,
  ref: ConversationRef,
  entryId: string,
  patch: MessagePatch,
): Promise<StoredMessage | null> {
  return untilWritten(deps, async () => {
    const entry = await deps.store.entry(ref, entryId);
    if (entry === null || entry.type !== 'message') return null;
    const content = await deps.sealer.open<MessageContent>(place.entry(ref, entryId), entry.sealed);
    if (content === null) return null;
    const patched = patchContent(content, patch);
    if (JSON.stringify(patched) === JSON.stringify(content)) return entry;
    const sealed = await deps.sealer.seal(place.entry(ref, entryId), entry.sealed.subjectId, patched);
    const next = { ...entry, sealed };
    return (await deps.store.saveEntry(ref, next, entry.rev)) ? next : undefined;
  });
}

async function bringPreviewInLine(deps: InboxDeps, ref: ConversationRef, entryId: string): Promise<void> {
  await untilWritten(deps, async () => {
    const head = await deps.store.head(ref, 'fresh');
    if (head === null) return true;
    const entry = await deps.store.entry(ref, entryId);
    const unmarked = withoutMarked(head, tokenOfEntry(entryId));
    const next =
      head.lastEntryId === entryId && entry ? await withPreviewOf(deps, unmarked, entry) : unmarked;
    return next === head || (await deps.store.saveHead(next, head.rev)) || undefined;
  });
}

async function withPreviewOf(deps: InboxDeps, head: Head, entry: StoredEntry): Promise<Head> {
  const wanted = await previewOfEntry(deps, head, entry);
  if (wanted === null) return head;
  const shown = head.preview && (await deps.sealer.open(place.preview(head), head.preview));
  if (shown && JSON.stringify(shown) === JSON.stringify(wanted.preview)) return head;
  return { ...head, preview: await sealPreview(deps, head, wanted.subjectId, wanted.preview) };
}

async function previewOfEntry(deps: InboxDeps, ref: ConversationRef, entry: StoredEntry) {
  if (entry.type !== 'message') return null;
  const content = await deps.sealer.open<MessageContent>(place.entry(ref, entry.entryId), entry.sealed);
  if (content === null) return null;
  return { subjectId: entry.sealed.subjectId, preview: previewOf(entry.direction, entry.kind, content.text) };
}

/** Seals a preview for the head, with the key of whoever wrote the entry. */
export function sealPreview(
  deps: InboxDeps,
  ref: ConversationRef,
  subjectId: string,
  preview: ReturnType<typeof previewOf>,
): Promise<Sealed> {
  return deps.sealer.seal(place.preview(ref), subjectId, preview);
}

/** Reads the head, changes it, writes it; a change that changes nothing writes nothing. Null: there is no head. */
export async function changeHead(
  deps: Pick<InboxDeps, 'store' | 'turns'>,
  ref: ConversationRef,
  change: (head: Head) => Head,
): Promise<Head | null> {
  return untilWritten(deps, async () => {
    const current = await deps.store.head(ref, 'fresh');
    if (current === null) return null;
    const next = change(current);
    return next === current || (await deps.store.saveHead(next, current.rev)) ? next : undefined;
  });
}
