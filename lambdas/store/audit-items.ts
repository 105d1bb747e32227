import type { ChainedEvent } from '../domain/audit-chain.ts';
import { ledgerKeys } from './keys.ts';
import type { Item } from './table.ts';

/** An audit event as it is kept: `{workspace, seq, id, at, action, actor, reason, platform?, connectionId?, facts?, hash}`. */
export function auditEventToItem({ workspaceId, at, actor, facts, ...event }: ChainedEvent): Item {
  return {
    ...ledgerKeys.auditEvent(workspaceId, event.seq),
    ...event,
    workspace: workspaceId,
    at: new Date(at).toISOString(),
    actor: { ...actor },
    facts: facts && { ...facts },
  };
}

/** The event that an item is, with everything the hash was made of; what somebody added to the item is part of it, too. */
export function itemToAuditEvent({ pk: _pk, sk: _sk, workspace, at, ...event }: Item): ChainedEvent {
  return { ...event, workspaceId: workspace, at: Date.parse(at) } as ChainedEvent;
}
