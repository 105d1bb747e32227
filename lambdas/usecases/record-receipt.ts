import type { Millis } from '../domain/platform.ts';
import type { ConversationRef, Receipts } from '../domain/stored.ts';
import { type InboxDeps, untilWritten } from './inbox-deps.ts';

/** Moves a receipt forward to `upTo`; an older one changes nothing. Read implies delivered. */
export async function moveReceipts(
  deps: InboxDeps,
  ref: ConversationRef,
  state: 'delivered' | 'read',
  upTo: Millis,
): Promise<void> {
  await untilWritten(deps, async () => {
    const current = await deps.store.receipts(ref);
    const next = forward(current ?? { rev: 0 }, state, upTo);
    if (next === null) return true;
    return (await deps.store.saveReceipts(ref, next, current?.rev ?? null)) || undefined;
  });
}

function forward(receipts: Receipts, state: 'delivered' | 'read', upTo: Millis): Receipts | null {
  const key = state === 'read' ? 'readUpTo' : 'deliveredUpTo';
  const current = receipts[key];
  return current !== undefined && current >= upTo ? null : { ...receipts, [key]: upTo };
}
