import { KaoJaiError } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import { isLate, type Notice, nextLook, noticeOwed } from '../../domain/privacy-deadlines.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import { failuresOf, mayStart } from '../../domain/privacy-states.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Mail } from '../../ports/mail.ts';
import type { Members } from '../../ports/members.ts';
import type { Meter } from '../../ports/meter.ts';
import type { PrivacyRequests, RequestRef } from '../../ports/privacy-requests.ts';
import type { PrivacyRuns } from '../../ports/privacy-runs.ts';
import { requestLetter } from './privacy-letters.ts';

/** What the clock of privacy requests needs. */
export interface TickDeps {
  readonly requests: Pick<PrivacyRequests, 'request' | 'save' | 'due'>;
  readonly runs: PrivacyRuns;
  readonly members: Pick<Members, 'workspace' | 'addressesOf'>;
  /** Null where the stage names no sender. */
  readonly mail: Mail | null;
  readonly meter: Meter;
  readonly clock: Clock;
  readonly publicBaseUrl: string;
}

/** Requests taken from each part of the index at once. */
const LIMIT = 100;
/** At most so many rounds a minute; the next minute goes on. */
const ROUNDS = 20;
const AT_ONCE = 20;
/** What failed is looked at again after this long, behind all others, so that nothing that keeps failing stands in their way. */
const AGAIN_MS: Millis = 60_000;

/**
 * Looks at the privacy requests that are due for it: starts those that are verified and do not run, tells owners and officers of those that
 * will soon be late, are late, or stand still for long. Whatever fails with one does not keep it from the others.
 * @throws what failed first, after all were looked at, so that somebody is called
 */
export async function tickRequests(deps: TickDeps): Promise<void> {
  const failures: unknown[] = [];
  const seen = new Set<string>();
  for (let round = 0; round < ROUNDS; round++) {
    // The index is a moment behind: what was looked at may still stand there.
    const due = (await deps.requests.due(deps.clock.now(), LIMIT)).filter((ref) => !seen.has(nameOf(ref)));
    if (due.length === 0) break;
    for (const ref of due) seen.add(nameOf(ref));
    for (let from = 0; from < due.length; from += AT_ONCE) {
      const looked = due.slice(from, from + AT_ONCE).map((ref) => look(deps, ref));
      for (const result of await Promise.allSettled(looked))
        if (result.status === 'rejected') failures.push(result.reason);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function nameOf({ workspaceId, requestId }: RequestRef): string {
  return `${workspaceId}/${requestId}`;
}

/** Acts first and writes afterwards: what dies in between is done again. */
async function look(deps: TickDeps, { workspaceId, requestId }: RequestRef): Promise<void> {
  const request = await deps.requests.request(workspaceId, requestId);
  const now = deps.clock.now();
  if (request === null || request.nextAt === null || request.nextAt > now) return;
  if (isLate(request, now)) deps.meter.count('PrivacyRequestLate', {}, { workspaceId, requestId });
  const failures: unknown[] = [];
  const note = (error: unknown) => void failures.push(error);
  const run = { workspaceId, requestId, type: request.type, failures: failuresOf(request) };
  if (mayStart(request)) await deps.runs.start(run).catch(note);
  const notice = noticeOwed(request, now);
  const told = notice === null || (await tell(deps, request, notice, now).catch(note)) === true;
  const next = failures.length > 0 ? now + AGAIN_MS : nextLook(request, now);
  // Somebody else wrote it meanwhile: then it is still due, or no longer.
  await deps.requests.save({ ...request, nextAt: next, ...(notice && told ? { toldAt: now } : {}) });
  if (failures.length > 0) throw failures[0];
}

/** True when everybody was told, or nobody can be by mail and the meter says so. */
async function tell(
  { mail, meter, members, publicBaseUrl }: TickDeps,
  request: PrivacyRequest,
  { kind }: Notice,
  now: Millis,
): Promise<true> {
  const { workspaceId, id: requestId, dueAt } = request;
  const days = Math.floor((dueAt - now) / 86_400_000);
  meter.count('PrivacyRequestDue', { Kind: kind }, { workspaceId, requestId, days });
  if (mail === null) {
    meter.count('OwnersNotTold', { Platform: 'none' });
    return true;
  }
  try {
    const workspace = await members.workspace(workspaceId);
    const letter = requestLetter(workspace?.locale ?? 'th', { ...request, kind, link: `${publicBaseUrl}/` });
    for (const to of await members.addressesOf(workspaceId, ['owner', 'privacy_officer']))
      await mail.send({ to, ...letter });
    return true;
  } catch (error) {
    if (error instanceof KaoJaiError) meter.count('OwnersNotTold', { Platform: 'none' });
    throw error;
  }
}
