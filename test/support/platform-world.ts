import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { EgressGate } from '../../lambdas/egress/egress-gate.ts';
import { platformCalls } from '../../lambdas/egress/platform-calls.ts';
import type { PlatformCalls } from '../../lambdas/ports/account-access.ts';
import type { PlatformManifest } from '../../lambdas/ports/connector.ts';
import type { SandboxFactory } from '../../local/sandbox/platform-sandbox.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../local/sandbox/sandbox.ts';
import { openConsent, submitConsent } from '../../local/sandbox/visit-consent.ts';
import { VirtualClock } from './fakes.ts';

/** A delivery that a platform sent to KaoJai. */
export interface ReceivedDelivery {
  readonly path: string;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A platform's sandbox, and the real egress gate that leads to it. */
export interface PlatformWorld {
  readonly clock: VirtualClock;
  readonly sandbox: Sandbox;
  readonly calls: PlatformCalls;
  readonly publicBaseUrl: string;
  /** What arrived at KaoJai's address. */
  readonly deliveries: ReceivedDelivery[];
  /** How KaoJai answers deliveries. */
  answer: number;
  stop(): Promise<void>;
}

/** 2026-11-24T00:00:00Z */
export const WORLD_NOW = Date.UTC(2026, 10, 24);

/** Starts the sandbox of one platform, with a server in KaoJai's place. Calls wait for nothing but loopback. */
export async function platformWorld(
  manifest: PlatformManifest,
  create: SandboxFactory,
  apps: SandboxOptions['apps'],
): Promise<PlatformWorld> {
  const clock = new VirtualClock(WORLD_NOW);
  const deliveries: ReceivedDelivery[] = [];
  const world = { answer: 200 };
  const kaojai = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    deliveries.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) });
    response.writeHead(world.answer).end();
  });
  await new Promise<void>((resolve) => kaojai.listen(0, '127.0.0.1', resolve));
  const publicBaseUrl = `http://127.0.0.1:${(kaojai.address() as AddressInfo).port}`;
  const now = () => clock.now();
  const sandbox = await startSandbox({ factories: [create], apps, publicBaseUrl, now });
  const wait = async () => {};
  const gate = new EgressGate({ manifests: [manifest], clock, base: sandbox.base, wait });
  return Object.assign(world, {
    clock,
    sandbox,
    calls: platformCalls(gate)(manifest.id, 'c_test'),
    publicBaseUrl,
    deliveries,
    stop: async () => {
      await sandbox.stop();
      kaojai.closeAllConnections();
      await new Promise((resolve) => kaojai.close(resolve));
    },
  });
}

/** Opens a consent page and decides, as a browser would; answers the query that comes back to `redirect_uri`. */
export async function consent(
  sandbox: Sandbox,
  authorizeUrl: string,
  decision: Readonly<Record<string, string | readonly string[]>>,
): Promise<{ readonly address: string; readonly query: Record<string, string> }> {
  const address = authorizeUrl.replace('https://', `${sandbox.base}/`);
  await openConsent(address);
  const form = Object.entries(decision).flatMap(([name, value]) =>
    [value].flat().map((v): [string, string] => [name, v as string]),
  );
  const url = await submitConsent(address, form);
  return { address: `${url.origin}${url.pathname}`, query: Object.fromEntries(url.searchParams) };
}
