import { type Page, type PageRequest, readCursor, writeCursor } from '../../domain/cursor.ts';
import { InvalidInput } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import type { Json, Millis } from '../../domain/platform.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type {
  ConsentRecord,
  Disclosure,
  LedgerRecord,
  LedgerRecords,
  SupportAccess,
} from '../../ports/privacy-records.ts';
import type { Random } from '../../ports/random.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';

/** What taking down records needs. */
export interface RecordDeps {
  readonly consents: LedgerRecords<ConsentRecord>;
  readonly disclosures: LedgerRecords<Disclosure>;
  readonly supportAccess: LedgerRecords<SupportAccess>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly random: Random;
}

/** A record without what is known of every one. */
type Said<R extends LedgerRecord> = Omit<R, keyof LedgerRecord>;

/** How long support may look into a workspace at most (check S23). */
export const LONGEST_SUPPORT_ACCESS: Millis = 24 * 3_600_000;
const ID_BYTES = 16;

/** Takes down what a customer or a member agreed to, or took back. Whether there is such a person is not looked at: a consent may come first. */
export async function recordConsent(
  deps: RecordDeps,
  session: Session,
  said: Said<ConsentRecord>,
): Promise<ConsentRecord> {
  const { who, what, state, how } = said;
  return take(deps, session, deps.consents, said, {
    action: state === 'given' ? 'consent.give' : 'consent.withdraw',
    reason: how,
    facts: { ...who, ...what },
  });
}

/** Takes down what an authority was given. The member who does it is the approver. */
export async function recordDisclosure(
  deps: RecordDeps,
  session: Session,
  said: Said<Disclosure>,
): Promise<Disclosure> {
  const { scope, categories } = said;
  return take(deps, session, deps.disclosures, said, {
    action: 'disclosure.record',
    reason: 'legal_process',
    facts: { scope: JSON.parse(JSON.stringify(scope)) as Json, categories: [...categories] },
  });
}

/** Lets the operator's support look into the workspace. @throws InvalidInput for an end that is over, or more than a day ahead */
export async function grantSupportAccess(
  deps: RecordDeps,
  session: Session,
  said: Said<SupportAccess>,
): Promise<SupportAccess> {
  const lasts = said.until - deps.clock.now();
  if (lasts <= 0 || lasts > LONGEST_SUPPORT_ACCESS)
    throw new InvalidInput('the request breaks a rule', ['until: must be a time within the next 24 hours']);
  return take(deps, session, deps.supportAccess, said, {
    action: 'support_access.grant',
    reason: 'support',
    facts: { until: new Date(said.until).toISOString() },
  });
}

/** Records of a kind, the newest first. @throws InvalidInput for a cursor of another list */
export async function listRecords<R extends LedgerRecord>(
  { keys }: { readonly keys: Pick<SubjectKeys, 'workspace'> },
  { workspaceId }: Session,
  [kind, records]: readonly [kind: string, records: LedgerRecords<R>],
  { limit, cursor }: PageRequest,
): Promise<Page<R>> {
  const { idSecret } = await keys.workspace(workspaceId);
  const scope = [kind, workspaceId];
  const from = cursor === undefined ? {} : { cursor: readCursor<string>(idSecret, scope, cursor) };
  const { records: items, nextCursor } = await records.list(workspaceId, { limit, ...from });
  return { items, nextCursor: nextCursor && writeCursor(idSecret, scope, nextCursor) };
}

interface Trace {
  readonly action: string;
  readonly reason: string;
  readonly facts: Readonly<Record<string, Json>>;
}

/** First the trace, then the record: none without a trace. */
async function take<R extends LedgerRecord>(
  { audit, clock, random }: RecordDeps,
  { workspaceId, userId }: Session,
  records: LedgerRecords<R>,
  said: Said<R>,
  { facts, ...trace }: Trace,
): Promise<R> {
  const at = clock.now();
  const id = random.bytes(ID_BYTES).toString('base64url');
  const actor = { kind: 'member', userId } as const;
  await audit.record({ workspaceId, at, actor, ...trace, facts: { recordId: id, ...facts } });
  const record = { ...said, workspaceId, id, at, by: userId } as unknown as R;
  await records.add(record);
  return record;
}
