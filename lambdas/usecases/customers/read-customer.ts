import type { Customer } from '../../domain/customer.ts';
import { NotFound } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import type { InboxDeps } from '../inbox-deps.ts';
import { type OpenedHead, openHead } from '../view-conversation.ts';
import { findCustomer } from './find-customer.ts';

/**
 * What is known of a customer.
 * @throws NotFound; also for one who was erased, of whom nothing is known any more
 */
export async function readCustomer(deps: InboxDeps, session: Session, customerId: string): Promise<Customer> {
  const [head] = await findCustomer(deps, session, customerId);
  if ((await deps.keys.existingKey(head.workspaceId, head.subjectId)) === null)
    throw new NotFound('customer');
  return viewCustomer(await openHead(deps, head));
}

function viewCustomer({ head, name, ids }: OpenedHead): Customer {
  return {
    id: head.subjectId,
    platform: head.platform,
    connectionId: head.connectionId,
    conversationId: head.conversationId,
    displayName: name,
    platformUserId: ids?.platformUserId ?? null,
    ...(head.name?.corrected ? { correctedAt: head.name.at } : {}),
  };
}
