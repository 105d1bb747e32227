import type { Schema } from '../../api/client.ts';
import { momentOf } from '../moments.ts';

/** What the form has. */
export interface AuditFilter {
  readonly action: string;
  readonly actor: string;
  /** As a date field has it. */
  readonly before: string;
}

export const NO_FILTER: AuditFilter = { action: '', actor: '', before: '' };

/** The filter as the API takes it; what is empty is left out. */
export function queryOf({ action, actor, before }: AuditFilter): {
  action?: string;
  actor?: string;
  before?: string;
} {
  const until = momentOf(before);
  return {
    ...(action.trim() && { action: action.trim() }),
    ...(actor.trim() && { actor: actor.trim() }),
    ...(until !== null && { before: until }),
  };
}

/** Who did it: the name of their kind, and which one. */
export function actorOf(actor: Schema<'AuditEvent'>['actor']): {
  readonly kind: 'member' | 'function' | 'platform' | 'operator';
  readonly id: string;
} {
  if (actor.kind === 'operator') return { kind: 'operator', id: '' };
  return { kind: actor.kind, id: actor.kind === 'member' ? actor.userId : actor.name };
}

/** What an event says beyond who and when: names and values, in one line. */
export function factsOf({ facts = {} }: Pick<Schema<'AuditEvent'>, 'facts'>): string {
  const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return Object.entries(facts)
    .map(([name, value]) => `${name}: ${shown(value)}`)
    .join(' · ');
}
