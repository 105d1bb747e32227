import { type Head, newestMoment } from '../domain/conversation.ts';
import { type AgedEntry, isEntryOver, type RetentionLimits } from '../domain/retention.ts';
import type { RetentionView } from '../ports/retention.ts';

/** Absent where nothing is shown to anybody. */
export interface OverDeps {
  readonly retention?: RetentionView;
}

/** What may still be shown of a conversation; null: everything. */
export async function limitsOf({ retention }: OverDeps, head: Head): Promise<RetentionLimits | null> {
  return retention ? retention.limits(head.workspaceId, head.platform) : null;
}

/**
 * Whether a conversation's time is over. The sweep takes it away within two days (docs/privacy/retention.md); until then nobody is shown it. Notes
 * do not count here: a conversation in which nothing else happened for so long is not shown for a note's sake.
 */
export async function isOver(deps: OverDeps, head: Head): Promise<boolean> {
  const limits = await limitsOf(deps, head);
  return limits !== null && newestMoment(head) < limits.conversations;
}

/** Whether an entry may still be shown. */
export function isShowable(limits: RetentionLimits | null, entry: AgedEntry): boolean {
  return limits === null || !isEntryOver(limits, entry);
}
