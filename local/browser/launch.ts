import type { LaunchOptions } from 'playwright-core';
import { findBrowser } from './find-browser.ts';

/**
 * How the browser is started: without a sandbox of its own, which containers cannot give it; it opens nothing but the local cloud.
 * @throws Problem when there is none
 */
export function launchOptions(): LaunchOptions {
  return { executablePath: findBrowser(), args: ['--no-sandbox', '--disable-dev-shm-usage'] };
}
