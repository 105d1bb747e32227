import { rmSync } from 'node:fs';
import { running } from './local-cloud.setup.ts';

/** Stops the local cloud of the integration tests and removes its state. */
export default async function tearDown(): Promise<void> {
  await running.cloud?.stop();
  const stateDir = process.env.KAOJAI_TEST_STATE;
  if (stateDir) rmSync(stateDir, { recursive: true, force: true });
}
