import type { CaseRequest, PrivacyCase } from '../../domain/privacy-case.ts';
import type { Connection } from '../../ports/connections.ts';
import { type OpenCaseDeps, openCase, settleCase } from './open-case.ts';
import {
  formerConnections,
  linkedConnections,
  type PersonDeps,
  type PlatformPerson,
  SKEW_MS,
} from './platform-person.ts';
import { type ErasureDeps, erasureOf, requestErasure } from './request-erasure.ts';
import { type RevokeDeps, revokeConnections } from './revoke-connections.ts';

export type DeletionDeps = PersonDeps & RevokeDeps & OpenCaseDeps & ErasureDeps;

/**
 * A person wants their data deleted: a case with a code that they can look up, a privacy request in each workspace where they connected
 * something, and their connections revoked. In this order, because a revoked connection soon no longer knows the person: at every moment
 * either the case knows it or it is still found. People who are unknown get a case that is complete.
 * @returns the case's code; the same one when the platform sends the request again, or asks again while the case is open
 * @throws Unavailable; the platform then has to send it again, which goes on where this ended
 */
export async function receiveDeletionRequest(deps: DeletionDeps, person: PlatformPerson): Promise<string> {
  const linked = await linkedConnections(deps, person);
  const found = [...linked, ...(await formerConnections(deps, person))];
  const opened = await openCase(deps, person.print, found.length > 0, (earlier, ended) =>
    ended ? isRepeat(earlier, person) && knowsAll(earlier, found, person) : true,
  );
  const requests = requestsOf(opened, found, person);
  await settleCase(deps, opened, requests);
  for (const request of requests) await ask(deps, opened, request, person);
  await revokeConnections(deps, linked, 'deletion_requested');
  return opened.code;
}

/** The case was opened after the request was signed: it is the same request once more. */
function isRepeat({ receivedAt }: PrivacyCase, { issuedAt }: PlatformPerson): boolean {
  return issuedAt <= receivedAt + SKEW_MS;
}

function knowsAll(earlier: PrivacyCase, found: readonly Connection[], person: PlatformPerson): boolean {
  return requestsOf(earlier, found, person).length === earlier.requests.length;
}

/** What the case has noted already, for connections that may have lost sight of the person meanwhile, and what was found now. */
function requestsOf(
  opened: PrivacyCase,
  found: readonly Connection[],
  { platformUserId }: PlatformPerson,
): readonly CaseRequest[] {
  const all = [...opened.requests, ...found.map((one) => erasureOf(opened, one, platformUserId))];
  return [...new Map(all.map((request) => [request.requestId, request])).values()];
}

async function ask(
  deps: DeletionDeps,
  opened: PrivacyCase,
  request: CaseRequest,
  { platformUserId }: PlatformPerson,
): Promise<void> {
  const actor = { kind: 'platform', name: request.platform } as const;
  await requestErasure(deps, opened, request, { platformUserId, source: 'meta_callback', actor });
}
