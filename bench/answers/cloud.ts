import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { type Endpoints, readEndpoints } from '../../local/cloud/endpoints.ts';
import { startLocalCloud } from '../../local/cloud/local-cloud.ts';
import { freePortFrom } from '../../local/cloud/ports.ts';
import { Problem } from '../../local/cloud/problem.ts';
import { Progress } from '../../local/cloud/progress.ts';
import { demoSeed } from '../../local/seeding/demo-seed.ts';
import type { Tell } from '../part.ts';

const FIRST_PORT = 4_900;
const STATE = '.local';
const HEALTH_TIMEOUT_MS = 5_000;

/** A local cloud to measure on. */
export interface Cloud {
  readonly endpoints: Endpoints;
  /** Ends it, if it was started for this. */
  stop(): Promise<void>;
}

/**
 * The local cloud that `npm start` runs, or one of its own if none does, on other ports; all that it keeps lies in the folder.
 * @throws Problem when there is none and none can be started
 */
export async function findCloud(folder: string, tell: Tell): Promise<Cloud> {
  const running = await runningCloud();
  if (running) {
    tell(`on the local cloud that runs at ${running.apiUrl}`);
    return { endpoints: running, stop: async () => {} };
  }
  tell('no local cloud runs ("npm start"): starting one for this, which takes a minute');
  return startLocalCloud({
    port: await freePortFrom(FIRST_PORT),
    stateDir: mkdtempSync(path.join(folder, 'cloud-')),
    reset: true,
    seed: await demoSeed(),
    progress: new Progress({ quiet: true }),
    awsEndpoint: process.env.AWS_ENDPOINT_URL,
  });
}

/** Null: none has run here, or it does not answer any more. */
async function runningCloud(): Promise<Endpoints | null> {
  try {
    const endpoints = readEndpoints(STATE);
    const signal = AbortSignal.timeout(HEALTH_TIMEOUT_MS);
    return (await fetch(`${endpoints.apiUrl}/healthz`, { signal })).ok ? endpoints : null;
  } catch (error) {
    if (error instanceof Problem || error instanceof TypeError || error instanceof DOMException) return null;
    throw error;
  }
}
