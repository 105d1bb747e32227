import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import { type EgressAnswer, EgressError } from '../../../../ports/egress.ts';
import type { JsonObject } from '../../fields.ts';
import { type Graph, type GraphCall, graphAnswer } from '../graph/graph.ts';
import { acceptedBody } from '../graph/refusals.ts';

/** "Temporary send message failure": whatever the status, this one was not sent. */
const NOT_SENT = '1200';

/**
 * The one call of an answer that reaches the customer. Meta has no key by which it would recognise a repeat, so it is made once.
 * @throws PlatformRefusal when Meta says no; then the customer has nothing
 * @throws EgressError with `mayHaveArrived` also for an answer that tells neither: a 5xx, or no sense in a good one
 */
export async function reach(
  graph: Graph,
  call: Omit<GraphCall, 'method' | 'idempotent'>,
): Promise<JsonObject> {
  const answer = await graphAnswer(graph, { ...call, method: 'POST', idempotent: false });
  try {
    return acceptedBody(graph.platform, answer);
  } catch (error) {
    throw error instanceof PlatformRefusal && saysNothing(error, answer)
      ? inDoubt(graph, answer, error)
      : error;
  }
}

/** With a 4xx Meta refuses before it does anything. */
function saysNothing({ kind, platformCode }: PlatformRefusal, { status }: EgressAnswer): boolean {
  if (kind !== 'unavailable' || platformCode.split('/')[0] === NOT_SENT) return false;
  return status < 400 || status >= 500;
}

function inDoubt(
  graph: Graph,
  { status, retryAfterMs }: EgressAnswer,
  { platformCode }: PlatformRefusal,
): EgressError {
  return new EgressError({
    kind: 'interrupted',
    platform: graph.platform,
    host: new URL(graph.base).host,
    mayHaveArrived: true,
    status,
    reason: platformCode,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
