import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LocalCloud, startLocalCloud } from '../../local/cloud/local-cloud.ts';
import { freePortFrom } from '../../local/cloud/ports.ts';
import { Progress } from '../../local/cloud/progress.ts';
import { testSeed } from './support/test-seed.ts';

/** Shared with the teardown, in the same process. */
export const running: { cloud?: LocalCloud } = {};

/** Brings up a local cloud of its own for the integration tests: other ports, a state that nobody else has. */
export default async function setUp(): Promise<void> {
  process.stdout.write('\nA local cloud for the integration tests:\n');
  const stateDir = mkdtempSync(path.join(tmpdir(), 'kaojai-test-'));
  running.cloud = await startLocalCloud({
    port: await freePortFrom(4_800),
    stateDir,
    reset: true,
    seed: await testSeed(),
    progress: new Progress({ quiet: false }),
    awsEndpoint: process.env.AWS_ENDPOINT_URL,
  });
  process.env.KAOJAI_TEST_STATE = stateDir;
}
