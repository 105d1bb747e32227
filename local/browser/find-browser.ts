import { accessSync, constants } from 'node:fs';
import { Problem } from '../cloud/problem.ts';

/** Where Debian, Ubuntu, Fedora and macOS put a Chromium or Chrome. */
const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The browser for tests, screenshots and measurements: `$CHROMIUM`, else where systems put it.
 * @throws Problem when there is none
 */
export function findBrowser(wanted: string | undefined = process.env.CHROMIUM): string {
  const found = (wanted ? [wanted] : PLACES).find(isProgram);
  if (found) return found;
  throw new Problem(
    `${wanted ? `CHROMIUM=${wanted} is no program.` : 'There is no Chromium on this machine.'} ` +
      'Install one ("apt-get install chromium" on Debian), or say where it is: CHROMIUM=/path/to/chromium.',
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
