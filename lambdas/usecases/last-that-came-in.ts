import { type ConversationRef, cameIn } from '../domain/stored.ts';
import type { InboxDeps } from './inbox-deps.ts';

/** What a shop says and does between two messages of a customer is seldom more. */
const LOOKED_AT = 20;

/**
 * The newest entry before another one (undefined = of all) that came from the customer's side. Where none is near, the oldest that was
 * looked at: all that is newer is the shop's own.
 */
export async function lastThatCameIn(
  { store }: Pick<InboxDeps, 'store'>,
  ref: ConversationRef,
  before: string | undefined,
): Promise<string | undefined> {
  const newest = await store.timeline(ref, { ...(before === undefined ? {} : { before }), limit: LOOKED_AT });
  return (newest.find(cameIn) ?? newest.at(-1))?.entryId;
}
