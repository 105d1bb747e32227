import { type Head, listedAt } from '../../domain/conversation.ts';
import { NotFound } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import { isOver, type OverDeps } from '../refuse-over.ts';

/**
 * The heads of a customer's conversations, latest activity first. As a rule that is one: people are known by the account that they write to.
 * @throws NotFound for an unknown id, for one of another workspace, while nothing of them can be shown, and while they are being erased
 */
export async function findCustomer(
  { store, ...deps }: OverDeps & { readonly store: Pick<InboxStore, 'head' | 'conversationsOf'> },
  { workspaceId }: Session,
  customerId: string,
): Promise<readonly [Head, ...Head[]]> {
  const ids = await store.conversationsOf(workspaceId, customerId);
  const found = await Promise.all(
    ids.map((conversationId) => store.head({ workspaceId, conversationId }, 'fresh')),
  );
  const there = found.filter(isThere);
  const over = await Promise.all(there.map((head) => isOver(deps, head)));
  const heads = there.filter((_, i) => !over[i]);
  const [latest, ...others] = heads.sort((a, b) => (listedAt(b) ?? 0) - (listedAt(a) ?? 0));
  if (latest === undefined) throw new NotFound('customer');
  return [latest, ...others];
}

function isThere(head: Head | null): head is Head {
  return head !== null && listedAt(head) !== undefined && head.restrictedBy === undefined;
}
