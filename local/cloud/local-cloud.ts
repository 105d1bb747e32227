import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Planter } from '../seeding/plant-seed.ts';
import type { Seed } from '../seeding/seed-file.ts';
import { buildFunctions } from './bundle.ts';
import { deployStacks, type Outputs, synthesiseStacks } from './deploy.ts';
import { type Endpoints, writeEndpoints } from './endpoints.ts';
import { type Front, startFront } from './front.ts';
import { findMinistack, startMinistack } from './ministack.ts';
import { freePortFrom, requireFree } from './ports.ts';
import { Problem } from './problem.ts';
import type { Progress } from './progress.ts';
import { signIn } from './sign-in.ts';

export interface LocalCloudOptions {
  readonly port: number;
  readonly stateDir: string;
  readonly reset: boolean;
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

export const REGION = 'ap-southeast-1';
const AWS_PORT = 4566;

/**
 * Brings up the whole product on this machine: emulator, the deployed stacks, seed, one address for all. Whatever fails, what was started is
 * stopped again.
 * @throws Problem with a plain sentence and a way out
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const started: { stop(): Promise<void> }[] = [];
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

async function bringUp(
  options: LocalCloudOptions,
  started: { stop(): Promise<void> }[],
): Promise<Omit<LocalCloud, 'stop'>> {
  const { progress, stateDir, port } = options;
  await requireFree(port);
  if (options.reset) rmSync(emulatorState(stateDir), { recursive: true, force: true });
  mkdirSync(stateDir, { recursive: true });
  const publicBaseUrl = `http://127.0.0.1:${port}`;
  const egressBase = options.egressBase ?? `${publicBaseUrl}/sandbox`;
  await progress.step('bundle the functions', buildFunctions);
  if (options.awsEndpoint) await requireAnswer(options.awsEndpoint);
  const [endpoint] = await Promise.all([
    options.awsEndpoint ?? startEmulator(options, started),
    progress.step('synthesise the stacks with cdk', () =>
      synthesiseStacks({ stateDir, publicBaseUrl, egressBase }),
    ),
  ]);
  const outputs = await progress.step('deploy the stacks with cdk', () =>
    deployStacks({ endpoint, region: REGION, stateDir }),
  );
  const planter = new Planter({ endpoint, region: REGION, outputs, publicBaseUrl });
  const connections = await progress.step('plant the seed', () => planter.plant(options.seed));
  const front = await progress.step('open the door', () => openFront(port, endpoint, outputs));
  started.push(front);
  const endpoints: Endpoints = {
    apiUrl: front.url,
    wsUrl: null,
    consoleUrl: front.url,
    awsEndpoint: endpoint,
    region: REGION,
    cognito: { endpoint, userPoolId: outputs.UserPoolId, clientId: outputs.UserPoolClientId },
    users: options.seed.workspaces.flatMap(({ id, users }) =>
      users.map((user) => ({ workspaceId: id, ...user })),
    ),
    connections: connections.map(({ id, workspaceId, platform, accountId, webhookUrl }) => ({
      id,
      workspaceId,
      platform,
      accountId,
      webhookUrl,
    })),
    tables: {
      Inbox: outputs.InboxTable,
      Connections: outputs.ConnectionsTable,
      SubjectKeys: outputs.SubjectKeysTable,
      Ledger: outputs.LedgerTable,
    },
    buckets: { Media: outputs.MediaBucket },
    queues: { Deliveries: outputs.DeliveryQueueUrl, DeadLetters: outputs.DeadLetterQueueUrl },
    stateMachines: {},
  };
  await progress.step('sign in', () => requireSignIn(endpoints));
  writeEndpoints(stateDir, endpoints);
  return { endpoints, outputs };
}

/** @throws Problem when nothing answers at the endpoint that the environment names */
async function requireAnswer(endpoint: string): Promise<void> {
  await fetch(endpoint).catch(() => {
    throw new Problem(
      `Nothing answers at AWS_ENDPOINT_URL=${endpoint}. Start that emulator, or unset the variable to have one started.`,
    );
  });
}

async function startEmulator(
  { progress, stateDir }: LocalCloudOptions,
  started: { stop(): Promise<void> }[],
): Promise<string> {
  const logFile = path.join(stateDir, 'ministack.log');
  const program = await progress.step('find or install MiniStack', () => findMinistack(logFile));
  const port = await freePortFrom(AWS_PORT);
  const kept = emulatorState(stateDir);
  mkdirSync(kept, { recursive: true });
  const emulator = await progress.step(`start MiniStack on port ${port}`, () =>
    startMinistack(program, { port, stateDir: kept, logFile, region: REGION }),
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

/** Opens the one address and waits until the deployed API answers through it. */
async function openFront(port: number, endpoint: string, outputs: Outputs): Promise<Front> {
  const target = `${endpoint}/_aws/execute-api/${outputs.ApiId}/$default`;
  const front = await startFront({ port, target });
  for (let tries = 0; tries < 100; tries++) {
    const healthy = await fetch(`${front.url}/healthz`).then(
      (response) => response.status === 200,
      () => false,
    );
    if (healthy) return front;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  await front.stop();
  throw new Problem('The deployed API does not answer. "npm start -- --reset" begins anew.');
}
