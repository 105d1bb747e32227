import { Unavailable } from '../../domain/errors.ts';
import { type CaseRequest, caseHasEnded, openedCase, type PrivacyCase } from '../../domain/privacy-case.ts';
import type { Clock } from '../../ports/clock.ts';
import { type CaseDeps, progressOf } from './read-case.ts';

export interface OpenCaseDeps extends CaseDeps {
  readonly clock: Clock;
  /** See `newCaseCode`. */
  readonly newCode: () => string;
}

/** Whether an earlier case of the same person answers a request, too. */
export type Answers = (earlier: PrivacyCase, ended: boolean) => boolean;

/** The person's case that answers, or a new one. Of several callers at once, all get the same. */
export async function openCase(
  deps: OpenCaseDeps,
  print: string,
  found: boolean,
  answers: Answers,
): Promise<PrivacyCase> {
  // Whoever loses finds the winner's case, so a second round is the last but in the strangest of times.
  for (let round = 0; round < 5; round++) {
    const latest = await deps.cases.latest(print);
    const earlier = latest === null ? null : await deps.cases.case(latest);
    if (earlier && answers(earlier, caseHasEnded(await progressOf(deps, earlier)))) return earlier;
    const opened = openedCase(deps.newCode(), deps.clock.now(), found);
    if (await deps.cases.open(print, opened, latest)) return opened;
  }
  throw new Unavailable('the case, which others are opening,');
}

/** Notes what a case makes; a case that after all makes nothing is complete. */
export async function settleCase(
  deps: OpenCaseDeps,
  opened: PrivacyCase,
  requests: readonly CaseRequest[],
): Promise<void> {
  const known = new Set(opened.requests.map(({ requestId }) => requestId));
  const more = requests.filter(({ requestId }) => !known.has(requestId));
  await deps.cases.addRequests(opened, more);
  const empty = known.size + more.length === 0;
  if (empty && opened.completedAt === null) await deps.cases.complete(opened.code, deps.clock.now());
}
