import type { DataScope } from '../../domain/data-scope.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import { changeRequest, requestOf, withStep } from '../erasing/change-request.ts';
import { goesOn } from '../erasing/check-holds.ts';
import type { RunRef } from '../erasing/erasing-deps.ts';
import { findScope } from '../erasing/find-scope.ts';
import type { ExportingDeps } from './exporting-deps.ts';

/** A request that is being carried out, with whose data it is about. */
export type RunningRequest = PrivacyRequest & { readonly scope: DataScope };

/**
 * Works out whose data a request is about, and says that the work has begun. A legal hold keeps nobody from seeing or correcting what it holds.
 * Null: the request was rejected, or has ended.
 */
export async function beginRun(deps: ExportingDeps, ref: RunRef): Promise<RunningRequest | null> {
  const request = await requestOf(deps, ref);
  if (!goesOn(request)) return null;
  const scope = request.scope ?? (await findScope(deps, request)).scope;
  if (request.state === 'running' && request.scope) return { ...request, scope };
  const at = deps.clock.now();
  const changed = await changeRequest(deps, ref, (current) =>
    goesOn(current) ? { ...withStep(current, 'verify', 'done', at), scope, state: 'running' } : null,
  );
  return goesOn(changed) ? { ...changed, scope } : null;
}

/** The same for a step after the first one: nothing is begun any more. */
export async function runningRequest(deps: ExportingDeps, ref: RunRef): Promise<RunningRequest | null> {
  const request = await requestOf(deps, ref);
  return goesOn(request) && request.scope ? { ...request, scope: request.scope } : null;
}
