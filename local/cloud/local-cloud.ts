import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { buildConsole, CONSOLE_FOLDER } from '../../web/build.ts';
import { platformSandboxes } from '../sandbox/index.ts';
import { startSandbox } from '../sandbox/sandbox.ts';
import { Planter } from '../seeding/plant-seed.ts';
import type { Seed } from '../seeding/seed-file.ts';
import { buildFunctions } from './bundle.ts';
import { ConsoleSite } from './console-site.ts';
import { deployStacks, type Outputs, synthesiseStacks } from './deploy.ts';
import { type Endpoints, endpointsOf, writeEndpoints } from './endpoints.ts';
import { type Front, SANDBOX_PATH, startFront } from './front.ts';
import { LIVE_PATH } from './join-socket.ts';
import { localSender, verifySender } from './mail-sender.ts';
import { emptyMailFolder, mailFolder, startMailSink } from './mail-sink.ts';
import { clearLeftover, findMinistack, startMinistack } from './ministack.ts';
import { freePortFrom, requireFree } from './ports.ts';
import { Problem } from './problem.ts';
import type { Progress } from './progress.ts';
import { signIn } from './sign-in.ts';

export interface LocalCloudOptions {
  readonly port: number;
  readonly stateDir: string;
  readonly reset: boolean;
  /** Whether the console is built and served, too. @default - it is not */
  readonly console?: boolean;
  readonly seed: Seed;
  readonly progress: Progress;
  /** An emulator that already runs; none is started then. */
  readonly awsEndpoint?: string | undefined;
  /** Replaces the platform sandbox. */
  readonly egressBase?: string | undefined;
}

export interface LocalCloud {
  readonly endpoints: Endpoints;
  readonly outputs: Outputs;
  stop(): Promise<void>;
}

/** In the order in which it came up; it is stopped the other way round. */
type Started = { stop(): Promise<void> }[];

export const REGION = 'ap-southeast-1';
const AWS_PORT = 4566;

/**
 * Brings up the whole product on this machine: emulator, the deployed stacks, seed, one address for all. Whatever fails, what was started is
 * stopped again.
 * @throws Problem with a plain sentence and a way out
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const started: Started = [];
  const stop = async () => {
    for (const part of started.reverse()) await part.stop();
  };
  try {
    return { ...(await bringUp(options, started)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function bringUp(options: LocalCloudOptions, started: Started): Promise<Omit<LocalCloud, 'stop'>> {
  const { progress, stateDir, port } = options;
  await requireFree(port);
  prepareState(options);
  const publicBaseUrl = `http://127.0.0.1:${port}`;
  const egressBase = options.egressBase ?? `${publicBaseUrl}${SANDBOX_PATH}`;
  await progress.step('bundle the functions', buildFunctions);
  if (options.awsEndpoint) await requireAnswer(options.awsEndpoint);
  // First of all: what an earlier start left in a queue calls platforms as soon as the emulator runs.
  const front = await openFront(options, started);
  const [endpoint] = await Promise.all([
    options.awsEndpoint ?? startEmulator(options, started),
    progress.step('synthesise the stacks with cdk', () =>
      synthesiseStacks({ stateDir, publicBaseUrl, egressBase }),
    ),
  ]);
  started.push(await startMailSink({ awsEndpoint: endpoint, folder: mailFolder(stateDir) }));
  const outputs = await progress.step('deploy the stacks with cdk', () =>
    deployStacks({ endpoint, region: REGION, stateDir }),
  );
  const sender = localSender();
  if (sender) await verifySender(endpoint, REGION, sender);
  const planter = new Planter({ endpoint, region: REGION, outputs, publicBaseUrl });
  const connections = await progress.step('plant the seed', () => planter.plant(options.seed));
  await progress.step('open the door', () => openApi(front, endpoint, outputs));
  const sandboxUrl = options.egressBase === undefined ? egressBase : null;
  const place = { apiUrl: front.url, sandboxUrl, awsEndpoint: endpoint, region: REGION };
  const endpoints = endpointsOf(place, outputs, options.seed, connections);
  await progress.step('sign in', () => requireSignIn(endpoints));
  if (options.console) await progress.step('bundle the console', () => openConsole(front, endpoints));
  writeEndpoints(stateDir, endpoints);
  return { endpoints, outputs };
}

function prepareState({ stateDir, reset }: LocalCloudOptions): void {
  clearLeftover(emulatorState(stateDir));
  if (reset) {
    rmSync(emulatorState(stateDir), { recursive: true, force: true });
    emptyMailFolder(stateDir);
  }
  mkdirSync(emulatorState(stateDir), { recursive: true });
}

/** Opens the one address, with the platform sandbox behind it unless another fake platform server is used. */
async function openFront(options: LocalCloudOptions, started: Started): Promise<Front> {
  const { port, stateDir, seed, egressBase } = options;
  let sandbox: string | null = null;
  if (egressBase === undefined) {
    const playing = await startSandbox({
      factories: platformSandboxes,
      apps: Object.fromEntries(Object.entries(seed.apps).map(([name, fields]) => [name, fields ?? {}])),
      publicBaseUrl: `http://127.0.0.1:${port}`,
      memoryFile: path.join(emulatorState(stateDir), 'sandbox.json'),
    });
    started.push(playing);
    sandbox = playing.base;
  }
  const front = await startFront({ port, sandbox });
  started.push(front);
  return front;
}

/** @throws Problem when nothing answers at the endpoint that the environment names */
async function requireAnswer(endpoint: string): Promise<void> {
  await fetch(endpoint).catch(() => {
    throw new Problem(
      `Nothing answers at AWS_ENDPOINT_URL=${endpoint}. Start that emulator, or unset the variable to have one started.`,
    );
  });
}

async function startEmulator({ progress, stateDir }: LocalCloudOptions, started: Started): Promise<string> {
  const logFile = path.join(stateDir, 'ministack.log');
  const program = await progress.step('find or install MiniStack', () => findMinistack(logFile));
  const port = await freePortFrom(AWS_PORT);
  const emulator = await progress.step(`start MiniStack on port ${port}`, () =>
    startMinistack(program, { port, stateDir: emulatorState(stateDir), logFile, region: REGION }),
  );
  started.push(emulator);
  return emulator.endpoint;
}

/** What survives a stop and goes with `--reset`. */
export function emulatorState(stateDir: string): string {
  return path.join(stateDir, 'ministack');
}

/** @throws Problem when the API does not take the tokens of its own user pool */
async function requireSignIn({ apiUrl, cognito, users }: Endpoints): Promise<void> {
  const [user] = users;
  if (!user) return;
  const headers = { authorization: `Bearer ${await signIn(cognito, user)}` };
  const { status } = await fetch(`${apiUrl}/v1/me`, { headers });
  if (status === 200) return;
  throw new Problem(
    `The API answers ${status} to a person who signed in. MiniStack checks tokens with the Python package "cryptography": ` +
      'install it beside MiniStack (pip install cryptography).',
  );
}

/** Builds the console and serves it at the one address. */
async function openConsole(front: Front, { awsEndpoint, buckets, cognito, wsUrl }: Endpoints): Promise<void> {
  await buildConsole();
  front.openConsole(
    new ConsoleSite({
      folder: CONSOLE_FOLDER,
      config: { apiUrl: '', wsUrl, cognito, stage: 'local' },
      neighbours: {
        cognito: cognito.endpoint,
        media: `${awsEndpoint}/${buckets.Media}/`,
        live: wsUrl === null ? undefined : new URL(wsUrl).origin,
      },
    }),
  );
}

/** Lets the API's requests through and waits until the deployed API answers. */
async function openApi(front: Front, endpoint: string, outputs: Outputs): Promise<void> {
  front.openApi(`${endpoint}/_aws/execute-api/${outputs.ApiId}/$default`);
  front.openLive(`${endpoint}/_aws/execute-api/${outputs.SocketApiId}${LIVE_PATH}`);
  for (let tries = 0; tries < 100; tries++) {
    const healthy = await fetch(`${front.url}/healthz`).then(
      (response) => response.status === 200,
      () => false,
    );
    if (healthy) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Problem('The deployed API does not answer. "npm start -- --reset" begins anew.');
}
