import { connectors } from '../../lambdas/connectors/index.ts';
import { EmfMeter } from '../../lambdas/runtime/emf-meter.ts';
import { ingressHandler } from '../../lambdas/runtime/ingress.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { PATH } from '../race/announce.ts';
import { lineWebhook, SIZES, sign } from '../race/bodies.ts';
import { eventOf } from '../race/event-adapter.ts';
import { ingressDeps } from '../race/ingress-deps.ts';

/** The lines that the ingress function logs for one accepted delivery. */
export async function ingressLogLines(): Promise<string[]> {
  const lines: string[] = [];
  const meter = new EmfMeter(systemClock, (line) => lines.push(line));
  const handler = ingressHandler(connectors, { ...ingressDeps({ put: async () => {} }), meter });
  const body = lineWebhook(SIZES['0.6kb'], 1);
  const { statusCode } = await handler(eventOf(PATH, { 'x-line-signature': sign(body) }, body));
  if (statusCode !== 200) throw new Error(`the ingress answered ${statusCode}`);
  return lines;
}
