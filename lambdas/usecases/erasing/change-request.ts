import { NotFound } from '../../domain/errors.ts';
import type { PrivacyRequest, PrivacyStep } from '../../domain/privacy-request.ts';
import { untilWritten } from '../inbox-deps.ts';
import type { ErasingDeps, RunRef } from './erasing-deps.ts';

/** The request as it is now. @throws NotFound */
export async function requestOf(
  { requests }: Pick<ErasingDeps, 'requests'>,
  { workspaceId, requestId }: RunRef,
): Promise<PrivacyRequest> {
  const request = await requests.request(workspaceId, requestId);
  if (request === null) throw new NotFound('privacy request');
  return request;
}

/** Changes a request over whatever it is by now; null = leave it. */
export async function changeRequest(
  deps: Pick<ErasingDeps, 'requests' | 'turns'>,
  ref: RunRef,
  change: (current: PrivacyRequest) => PrivacyRequest | null,
): Promise<PrivacyRequest> {
  return untilWritten(deps, async () => {
    const current = await requestOf(deps, ref);
    const next = change(current);
    if (next === null) return current;
    return (await deps.requests.save(next)) ? { ...next, rev: current.rev + 1 } : undefined;
  });
}

/** A request with one of its steps in a new state; counts are added to what the step has counted before. */
export function withStep(
  request: PrivacyRequest,
  name: string,
  state: 'running' | 'done' | 'held' | 'found',
  at: number,
  counts: Readonly<Record<string, number>> = {},
): PrivacyRequest {
  const before = request.steps.find((step) => step.name === name);
  const step: PrivacyStep = { name, state, at, counts: added(before?.counts ?? {}, counts) };
  const steps = before
    ? request.steps.map((one) => (one.name === name ? step : one))
    : [...request.steps, step];
  return { ...request, steps };
}

/** The same for a step that counts anew each time. */
export function withFreshStep(...[request, name, ...rest]: Parameters<typeof withStep>): PrivacyRequest {
  const steps = request.steps.filter((step) => step.name !== name);
  return withStep({ ...request, steps }, name, ...rest);
}

function added(
  before: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sum = { ...before };
  for (const [name, count] of Object.entries(more)) sum[name] = (sum[name] ?? 0) + count;
  return sum;
}
