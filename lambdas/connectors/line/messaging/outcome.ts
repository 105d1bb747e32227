import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import { type EgressAnswer, EgressError } from '../../../ports/egress.ts';
import { defined } from '../../shared/fields.ts';

/** LINE's side broke after it had the message: nobody knows whether the customer has it. */
export function unknownOutcome({ status, retryAfterMs }: EgressAnswer): EgressError {
  return new EgressError({
    kind: 'interrupted',
    platform: 'line',
    host: 'api.line.me',
    mayHaveArrived: true,
    status,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** What is done before the message leaves: if that got lost, the message certainly did not arrive. */
export async function beforehand<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof EgressError) || !error.mayHaveArrived) throw error;
    const { kind, platform, host, rule, status, retryAfterMs } = error;
    const rest = defined({ rule, status, retryAfterMs });
    throw new EgressError({ kind, platform, host, ...rest, mayHaveArrived: false });
  }
}

/** A 429 that asks for a longer wait than the gate's patience is still a plain no: nothing arrived. */
export async function patiently<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof EgressError) || error.kind !== 'asked_to_wait' || error.status !== 429)
      throw error;
    throw new PlatformRefusal('rate_limited', 'line', '429', error.retryAfterMs);
  }
}
