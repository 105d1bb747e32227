import { rmSync } from 'node:fs';
import { running } from './browser.setup.ts';

/** Stops the browser and the local cloud, and removes its state. */
export default async function tearDown(): Promise<void> {
  await running.browser?.close();
  await running.cloud?.stop();
  const stateDir = process.env.KAOJAI_TEST_STATE;
  if (stateDir) rmSync(stateDir, { recursive: true, force: true });
}
