import { type CaseProgress, caseProgress, type PrivacyCase } from '../../domain/privacy-case.ts';
import type { PrivacyCases } from '../../ports/privacy-cases.ts';
import type { PrivacyRequests } from '../../ports/privacy-requests.ts';

export interface CaseDeps {
  readonly cases: PrivacyCases;
  readonly requests: PrivacyRequests;
}

/** What whoever knows a case's code may see of it. */
export interface CaseView extends Pick<PrivacyCase, 'code' | 'receivedAt' | 'dueAt' | 'asked'>, CaseProgress {
  /** False: nothing was found to delete. */
  readonly found: boolean;
}

/** The case with that code; null = none. */
export async function readCase(deps: CaseDeps, code: string): Promise<CaseView | null> {
  const opened = await deps.cases.case(code);
  if (opened === null) return null;
  const { receivedAt, dueAt, requests, completedAt, asked, outcome } = opened;
  const found = requests.length > 0 || completedAt === null || outcome === 'rejected';
  return { code, receivedAt, dueAt, found, ...(asked && { asked }), ...(await progressOf(deps, opened)) };
}

/** How far a case is, by its requests. */
export async function progressOf(deps: CaseDeps, opened: PrivacyCase): Promise<CaseProgress> {
  const requests = await Promise.all(
    opened.requests.map(({ workspaceId, requestId }) => deps.requests.progress(workspaceId, requestId)),
  );
  return caseProgress(opened, requests);
}
