import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserServer, chromium } from 'playwright-core';
import { launchOptions } from '../../local/browser/launch.ts';
import { type LocalCloud, startLocalCloud } from '../../local/cloud/local-cloud.ts';
import { freePortFrom } from '../../local/cloud/ports.ts';
import { Progress } from '../../local/cloud/progress.ts';
import { uiSeed } from './support/ui-seed.ts';

/** Shared with the teardown, in the same process. */
export const running: { cloud?: LocalCloud; browser?: BrowserServer } = {};

/** Brings up one browser, and a local cloud with the console that nobody else uses. */
export default async function setUp(): Promise<void> {
  running.browser = await chromium.launchServer(launchOptions());
  process.env.KAOJAI_TEST_BROWSER = running.browser.wsEndpoint();
  process.stdout.write('\nA local cloud for the browser tests:\n');
  const stateDir = mkdtempSync(path.join(tmpdir(), 'kaojai-ui-'));
  running.cloud = await startLocalCloud({
    port: await freePortFrom(4_900),
    stateDir,
    reset: true,
    console: true,
    seed: await uiSeed(),
    progress: new Progress({ quiet: false }),
    awsEndpoint: process.env.AWS_ENDPOINT_URL,
  });
  process.env.KAOJAI_TEST_STATE = stateDir;
}
