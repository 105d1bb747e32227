import type * as z from 'zod/mini';
import type { ChainedEvent } from '../../domain/audit-chain.ts';
import { InvalidInput } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import type {
  ConsentRecord,
  Disclosure,
  DisclosureScope,
  SupportAccess,
} from '../../ports/privacy-records.ts';
import type * as schemas from './record-schemas.ts';

// Records and audit events as the API writes them: field by field, so that nothing else of them can get out.

/** An audit event. */
export function auditEventToWire(event: ChainedEvent): z.input<typeof schemas.auditEvent> {
  const { seq, id, at, action, actor, reason, platform, connectionId, facts, hash } = event;
  return {
    seq,
    id,
    at: iso(at),
    action,
    actor: { ...actor },
    reason,
    ...(platform === undefined ? {} : { platform }),
    ...(connectionId === undefined ? {} : { connectionId }),
    ...(facts === undefined ? {} : { facts: { ...facts } }),
    hash,
  };
}

/** A consent. */
export function consentToWire({
  id,
  at,
  by,
  who,
  what,
  state,
  how,
}: ConsentRecord): z.input<typeof schemas.consentRecord> {
  return { id, at: iso(at), by, who: { ...who }, what: { ...what }, state, how };
}

/** A disclosure. */
export function disclosureToWire(disclosure: Disclosure): z.input<typeof schemas.disclosure> {
  const { id, at, by, legalBasis, authority, scope, categories } = disclosure;
  const { customerIds, conversationIds, memberIds, workspace } = scope;
  return {
    id,
    at: iso(at),
    approvedBy: by,
    legalBasis,
    authority,
    scope: {
      ...(customerIds && { customerIds: [...customerIds] }),
      ...(conversationIds && { conversationIds: [...conversationIds] }),
      ...(memberIds && { memberIds: [...memberIds] }),
      ...(workspace && { workspace }),
    },
    categories: [...categories],
  };
}

/** Access granted to support. */
export function supportAccessToWire({
  id,
  at,
  by,
  until,
  reason,
}: SupportAccess): z.input<typeof schemas.supportAccess> {
  return { id, at: iso(at), grantedBy: by, until: iso(until), reason };
}

/** @throws InvalidInput unless exactly one person and one matter are named */
export function consentOf(
  order: z.output<typeof schemas.consentOrder>,
): Pick<ConsentRecord, 'who' | 'what' | 'state' | 'how'> {
  const { customerId, memberId, purpose, cookies, state, how } = order;
  const who = customerId === undefined ? memberId !== undefined && { memberId } : { customerId };
  const what = purpose === undefined ? cookies !== undefined && { cookies } : { purpose };
  if (!who || (customerId !== undefined && memberId !== undefined))
    throw broken('customerId, memberId: exactly one of them must be given');
  if (!what || (purpose !== undefined && cookies !== undefined))
    throw broken('purpose, cookies: exactly one of them must be given');
  return { who, what, state, how };
}

/** @throws InvalidInput for a scope that names nobody */
export function disclosureOf(
  order: z.output<typeof schemas.disclosureOrder>,
): Pick<Disclosure, 'legalBasis' | 'authority' | 'scope' | 'categories'> {
  const named = Object.entries(order.scope).filter(([, value]) => value !== undefined);
  if (named.length === 0)
    throw broken('scope: must name one at least of customerIds, conversationIds, memberIds, workspace');
  return { ...order, scope: Object.fromEntries(named) as DisclosureScope };
}

/** @throws InvalidInput for a time that the calendar does not have */
export function timeOf(field: string, text: string): Millis {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw broken(`${field}: must be a time such as 2026-10-01T09:00:00.000Z`);
  return at;
}

function broken(rule: string): InvalidInput {
  return new InvalidInput('the request breaks a rule', [rule]);
}

function iso(at: Millis): string {
  return new Date(at).toISOString();
}
