import { type Head, listedAt, newestMoment } from '../../domain/conversation.ts';
import { afterEntriesAt, timeOfEntry } from '../../domain/ids.ts';
import type { Millis } from '../../domain/platform.ts';
import {
  categoryOf,
  isEntryOver,
  lastThatMayBeOver,
  limitsAt,
  type RetentionCategory,
  type RetentionLimits,
  timeOfAged,
} from '../../domain/retention.ts';
import type { ExpiringEntry, ExpiringFile } from '../../ports/expiring-data.ts';
import type { Hold } from '../../ports/holds.ts';
import { untilWritten } from '../inbox-deps.ts';
import { endConversation } from './end-conversation.ts';
import { count, noteLateness, type RetainingDeps, type SweptWorkspace } from './retaining-deps.ts';

/** Rows taken at once. */
const PAGE = 200;

/** A conversation that is looked at. */
interface Look {
  readonly deps: RetainingDeps;
  readonly workspace: SweptWorkspace;
  readonly head: Head;
  /** What is older is over: by its own rule, or because the conversation is as a whole. */
  readonly limits: RetentionLimits;
  /** Since when something of that age is over. */
  readonly overSince: (at: Millis, category: RetentionCategory) => Millis;
}

/** Removes what is over in a conversation, and the conversation itself when its own time is over. A held one is left as it is. */
export async function sweepConversation(
  deps: RetainingDeps,
  workspace: SweptWorkspace,
  head: Head,
): Promise<void> {
  // Whoever is being erased is the eraser's.
  if (head.restrictedBy !== undefined || workspace.holds.some((hold) => isHeldBy(hold, head))) return;
  const look = lookAt(deps, workspace, head);
  const { limits } = look;
  await sweepFiles(look);
  await sweepEntries(look);
  const waiting = head.marked.size > 0 || listedAt(head) === undefined;
  const waitOn = waiting ? await sweepMarks(look) : 0;
  const isIdle = newestMoment(head) < limits.conversations;
  if (isIdle && waitOn === 0 && (await isEmpty(look))) await endConversation(deps, workspace, head, limits);
  else await trimHead(look);
}

function lookAt(deps: RetainingDeps, workspace: SweptWorkspace, head: Head): Look {
  const now = deps.clock.now();
  const own = limitsAt(workspace.settings.rules, head.platform, deps.demands.of(head.platform), now);
  const newest = newestMoment(head);
  const isIdle = newest < own.conversations;
  const whole = isIdle ? newest + (now - own.conversations) : Number.POSITIVE_INFINITY;
  return {
    deps,
    workspace,
    head,
    limits: isIdle ? withWhole(own) : own,
    // As long after it happened as its rule says, or with the whole.
    overSince: (at, category) => Math.min(at + (now - own[category]), whole),
  };
}

/** With the conversation, everything in it is over that is as old. */
function withWhole(limits: RetentionLimits): RetentionLimits {
  const both = Object.entries(limits).map(([name, limit]) => [name, Math.max(limit, limits.conversations)]);
  return Object.fromEntries(both) as RetentionLimits;
}

/** Notes do not count as activity, but whoever wrote one still works with the conversation. */
async function isEmpty({ deps: { data }, head }: Look): Promise<boolean> {
  return (await data.entries(head, { limit: 1 })).length === 0;
}

/** Whether a hold keeps something of a conversation. */
export function isHeldBy({ target }: Hold, head: Pick<Head, 'conversationId' | 'subjectId'>): boolean {
  if ('workspace' in target) return true;
  return 'customerId' in target
    ? target.customerId === head.subjectId
    : target.conversationId === head.conversationId;
}

/** Those whose message stays say that their time is over; the others go with their message. */
async function sweepFiles({ deps, workspace, head, limits, overSince }: Look): Promise<void> {
  const upTo = afterEntriesAt(Math.max(limits.files, limits.messages) - 1);
  const now = deps.clock.now();
  let after: ExpiringFile | undefined;
  do {
    const files = await deps.data.files(head, upTo, PAGE, after);
    const isGone = ({ entryId }: ExpiringFile) => timeOfEntry(entryId) < limits.messages;
    const gone = files.filter(isGone);
    const settled = files.filter((file) => !isGone(file) && file.isKept);
    for (const { entryId } of files.filter(({ isKept }) => isKept))
      noteLateness(workspace, now, { overSince: overSince(timeOfEntry(entryId), 'files'), receivedAt: 0 });
    await deps.data.deleteFiles(head, gone);
    await deps.data.settleFiles(head, settled);
    count(workspace.removed, 'files', files.filter(({ isKept }) => isKept).length);
    after = files.length === PAGE ? files.at(-1) : undefined;
  } while (after !== undefined);
}

async function sweepEntries(look: Look): Promise<void> {
  const { deps, head, limits } = look;
  const upTo = lastThatMayBeOver(limits);
  let isFirst = true;
  let after: string | undefined;
  do {
    const found = await deps.data.entries(head, { after, upTo, limit: PAGE });
    const over = found.filter((entry) => isEntryOver(limits, entry));
    if (over.length > 0 && isFirst) {
      await sweepLeads(look);
      isFirst = false;
    }
    if (over.length > 0) await removeEntries(look, over);
    after = found.length === PAGE ? found.at(-1)?.entryId : undefined;
  } while (after !== undefined);
}

/** What leads to entries goes before them: without the entry nobody would look for it. */
async function sweepLeads({ deps, head, limits }: Look): Promise<void> {
  await deps.data.deleteSentNames(head, limits.messages);
  const aliases = await deps.data.aliasesAfter(head, deps.clock.now());
  const over = aliases.filter((alias) => isEntryOver(limits, alias));
  await deps.data.deleteEntries(head, idsOf(over));
}

async function removeEntries(
  { deps, workspace, head, overSince }: Look,
  entries: readonly ExpiringEntry[],
): Promise<void> {
  const now = deps.clock.now();
  const told = entries.filter(({ type }) => type !== 'alias');
  for (const entry of told)
    noteLateness(workspace, now, { ...entry, overSince: overSince(timeOfAged(entry), categoryOf(entry)) });
  await deps.data.deleteEntries(head, idsOf(entries));
  for (const entry of told) count(workspace.removed, categoryOf(entry), 1);
}

function idsOf(entries: readonly ExpiringEntry[]): readonly string[] {
  return entries.map(({ entryId }) => entryId);
}

/** @returns how many wait on */
async function sweepMarks({ deps, workspace, head, limits }: Look): Promise<number> {
  const marks = await deps.data.marks(head);
  const over = marks.filter(({ receivedAt }) => receivedAt < limits.messages);
  await deps.data.deleteMarks(
    head,
    over.map(({ token }) => token),
  );
  count(workspace.removed, 'messages', over.length);
  return marks.length - over.length;
}

/** Takes out of a head what it shows of entries that are over, and a name that nobody has told for too long. */
async function trimHead({ deps, workspace, head: seen, limits }: Look): Promise<void> {
  if ((await trimmed(deps, seen, limits)) === null) return;
  await untilWritten(deps, async () => {
    const head = await deps.store.head(seen, 'fresh');
    const next = head && head.restrictedBy === undefined ? await trimmed(deps, head, limits) : null;
    if (!head || !next) return true;
    if (!(await deps.store.saveHead(next, head.rev))) return undefined;
    count(workspace.removed, 'profiles', head.name && !next.name ? 1 : 0);
    return true;
  });
}

/** Null: nothing in it is over. */
async function trimmed(deps: RetainingDeps, head: Head, limits: RetentionLimits): Promise<Head | null> {
  const { preview, name, ...rest } = head;
  const isPreviewOver = preview !== undefined && (await showsWhatIsOver(deps, head, limits));
  const isNameOver = name !== undefined && name.at < limits.profiles;
  if (!isPreviewOver && !isNameOver) return null;
  return {
    ...rest,
    ...(preview && !isPreviewOver ? { preview } : {}),
    ...(name && !isNameOver ? { name } : {}),
  };
}

/** Whether a message or an event is shown, only the entry tells; where their rules differ, it has to be looked for. */
async function showsWhatIsOver(
  { store }: RetainingDeps,
  head: Head,
  { messages, events }: RetentionLimits,
): Promise<boolean> {
  const { lastEntryId } = head;
  const at = timeOfEntry(lastEntryId ?? '');
  if (lastEntryId === undefined || at < Math.min(messages, events)) return true;
  return at < Math.max(messages, events) && (await store.entry(head, lastEntryId)) === null;
}
