import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { CONTROL, type Controlled, control } from './control-calls.ts';
import {
  type PlatformSandbox,
  type SandboxAction,
  type SandboxAnswer,
  type SandboxFactory,
  SandboxProblem,
  type SandboxRequest,
  type SandboxWorld,
} from './platform-sandbox.ts';
import { SandboxMemory } from './sandbox-memory.ts';
import { sandboxWorld } from './sandbox-world.ts';

export interface SandboxOptions {
  readonly factories: readonly SandboxFactory[];
  readonly apps: SandboxWorld['apps'];
  /** Where KaoJai is reached; deliveries go there. */
  readonly publicBaseUrl: string;
  /** 0 = any free one. */
  readonly port?: number;
  /** Where the platforms' memory lies between starts; absent = nowhere. */
  readonly memoryFile?: string;
  readonly now?: () => number;
  /** Makes ids and tokens of one sandbox differ from those of another. */
  readonly seed?: string;
}

/** The next calls whose path contains `path` go wrong. */
export interface SandboxFault {
  /** Part of `HOST/PATH`. */
  readonly path: string;
  /** `answer`: this status with an empty body. `hang`: no answer. `lost`: the call takes effect, its answer never arrives. */
  readonly how: { readonly answer: number } | 'hang' | 'lost';
  readonly times: number;
}

/** A call that was made, without what it carried. */
export interface SandboxCall {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly status: number;
}

export interface Sandbox {
  /** `{base}/HOST/PATH` stands for `https://HOST/PATH`. */
  readonly base: string;
  act(platform: string, action: SandboxAction): Promise<unknown>;
  addFault(fault: SandboxFault): void;
  /** How far the platforms' clocks are ahead from now on, in milliseconds. */
  setAhead(ms: number): void;
  readonly calls: readonly SandboxCall[];
  stop(): Promise<void>;
}

/** Starts one HTTP server that plays all platforms. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const memory = new SandboxMemory(options.memoryFile);
  const clock = { ahead: 0 };
  const { apps, publicBaseUrl, now = Date.now, seed = 'sandbox' } = options;
  const world = sandboxWorld({ apps, publicBaseUrl, now: () => now() + clock.ahead, memory, seed });
  const platforms = options.factories.map((create) => create(world));
  const calls: SandboxCall[] = [];
  const faults: { fault: SandboxFault; left: number }[] = [];
  const act = async (platform: string, action: SandboxAction) => {
    const result = await find(platforms, platform).act(action);
    memory.save();
    return result;
  };
  const addFault = (fault: SandboxFault) => void faults.push({ fault, left: fault.times });
  const setAhead = (ms: number) => {
    clock.ahead = ms;
  };
  const server = http.createServer((request, response) => {
    serve(request, response, { platforms, memory, calls, faults, act, addFault, setAhead }).catch(
      (error: Error) => {
        response.writeHead(500, { 'content-type': 'text/plain' }).end(`the sandbox failed: ${error.message}`);
      },
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const stop = async () => {
    memory.save();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    act,
    addFault,
    setAhead,
    calls,
    stop,
  };
}

interface Serving extends Controlled {
  readonly memory: SandboxMemory;
  readonly calls: SandboxCall[];
  readonly faults: { fault: SandboxFault; left: number }[];
}

async function serve(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  serving: Serving,
): Promise<void> {
  const read = await readRequest(request);
  if (read.host === CONTROL) return send(response, await control(serving, read));
  const fault = takeFault(serving.faults, `${read.host}${read.path}`);
  if (fault === 'hang') return;
  const platform = serving.platforms.find(({ hosts }) => hosts.includes(read.host));
  const answer =
    typeof fault === 'object'
      ? { status: fault.answer }
      : platform
        ? await platform.handle(read)
        : { status: 404, body: `no platform of the sandbox has the host ${read.host}` };
  // Before the answer: what a platform has said, it knows after a restart, too.
  serving.memory.save();
  serving.calls.push({ method: read.method, host: read.host, path: read.path, status: answer.status });
  if (fault === 'lost') response.destroy();
  else send(response, answer);
}

function find(platforms: readonly PlatformSandbox[], name: string): PlatformSandbox {
  const found = platforms.find((platform) => platform.name === name);
  if (found) return found;
  throw new SandboxProblem(`no platform "${name}"; known: ${platforms.map((p) => p.name).join(', ')}`);
}

function takeFault(faults: Serving['faults'], target: string): SandboxFault['how'] | undefined {
  const found = faults.find(({ fault, left }) => left > 0 && target.includes(fault.path));
  if (!found) return undefined;
  found.left--;
  return found.fault.how;
}

async function readRequest(request: http.IncomingMessage): Promise<SandboxRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const [, host = '', ...rest] = url.pathname.split('/');
  return {
    method: request.method ?? 'GET',
    host,
    path: `/${rest.join('/')}`,
    query: url.searchParams,
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
    ),
    body: Buffer.concat(chunks),
  };
}

function send(response: http.ServerResponse, { status, headers = {}, body = '' }: SandboxAnswer): void {
  const raw = typeof body === 'string' || Buffer.isBuffer(body);
  const type = raw ? {} : { 'content-type': 'application/json; charset=utf-8' };
  response.writeHead(status, { ...type, ...headers }).end(raw ? body : JSON.stringify(body));
}
