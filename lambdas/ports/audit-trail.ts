import type { ChainedEvent } from '../domain/audit-chain.ts';
import type { AuditEvent } from '../domain/audit-event.ts';

export type { AuditActor, AuditEvent } from '../domain/audit-event.ts';

/** Takes down who did what to whose data. Events are only ever added. */
export interface AuditTrail {
  /** Returns when the event is durable. @throws Unavailable */
  record(event: AuditEvent): Promise<void>;
}

/** Reads what was taken down. Raises `Unavailable`. */
export interface AuditLog {
  /** Events of a workspace, the newest first. @param below only those with a lower number */
  newest(
    workspaceId: string,
    page: { readonly limit: number; readonly below?: number },
  ): Promise<readonly ChainedEvent[]>;
  /** All of them in their order. @param above only those with a higher number */
  inOrder(workspaceId: string, above: number): AsyncIterable<ChainedEvent>;
}
