import type { ChainedEvent } from '../../domain/audit-chain.ts';
import { wordOf } from '../../domain/audit-event.ts';
import { type Page, type PageRequest, readCursor, writeCursor } from '../../domain/cursor.ts';
import type { Session } from '../../domain/member.ts';
import type { Millis } from '../../domain/platform.ts';
import type { AuditLog } from '../../ports/audit-trail.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';

/** What reading the audit trail needs. */
export interface ReadAuditDeps {
  readonly auditLog: AuditLog;
  readonly keys: Pick<SubjectKeys, 'workspace'>;
}

/** Which events are wanted. */
export interface AuditQuery extends PageRequest {
  readonly action?: string | undefined;
  /** A member's user id, the name of a function or platform, or `operator`. */
  readonly actor?: string | undefined;
  /** Only what happened before. */
  readonly before?: Millis | undefined;
}

/** How many events one request looks at; with filters a page may be short, and still have a next one. */
const LOOKED_AT = 1_000;
const AT_ONCE = 250;
const FIRST = 1;

/** The workspace's audit trail, the newest first. @throws InvalidInput for a cursor of another list */
export async function readAudit(
  { auditLog, keys }: ReadAuditDeps,
  { workspaceId }: Session,
  { limit, cursor, ...filter }: AuditQuery,
): Promise<Page<ChainedEvent>> {
  const { idSecret } = await keys.workspace(workspaceId);
  const { action, actor, before } = filter;
  const scope = ['audit', workspaceId, JSON.stringify([action, actor, before])];
  let below = cursor === undefined ? undefined : readCursor<number>(idSecret, scope, cursor);
  const items: ChainedEvent[] = [];
  const atOnce = (action ?? actor ?? before) === undefined ? limit : AT_ONCE;
  for (let seen = 0; seen < LOOKED_AT && items.length < limit; seen += atOnce) {
    const events = await auditLog.newest(workspaceId, {
      limit: atOnce,
      ...(below !== undefined && { below }),
    });
    for (const event of events) {
      if (items.length === limit) break;
      below = event.seq;
      if (isWanted(event, filter)) items.push(event);
    }
    if (events.length === 0 || below === FIRST) return { items, nextCursor: null };
  }
  return { items, nextCursor: writeCursor(idSecret, scope, below) };
}

function isWanted(
  event: ChainedEvent,
  { action, actor, before }: Pick<AuditQuery, 'action' | 'actor' | 'before'>,
): boolean {
  return (
    (action === undefined || event.action === action) &&
    (actor === undefined || wordOf(event.actor) === actor) &&
    (before === undefined || event.at < before)
  );
}
