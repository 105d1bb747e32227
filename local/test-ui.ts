import { findBrowser } from './browser/find-browser.ts';
import { Problem } from './cloud/problem.ts';
import { runSteps } from './run-steps.ts';

/** `npm run test:ui`: the console in a real browser, on a local cloud of its own. With `KAOJAI_NO_BROWSER=1` a machine without one is no failure. */
try {
  findBrowser();
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  const mayMiss = process.env.KAOJAI_NO_BROWSER === '1';
  const ending = mayMiss
    ? 'Not one of the browser tests was run (KAOJAI_NO_BROWSER=1).'
    : 'The browser tests need it; KAOJAI_NO_BROWSER=1 leaves them out.';
  console.error(`${mayMiss ? 'WARNING: ' : ''}${error.message} ${ending}`);
  process.exit(mayMiss ? 0 : 1);
}
const args = ['--runInBand', '--selectProjects', 'ui', ...process.argv.slice(2)];
process.exit(await runSteps([{ name: 'browser tests on the local cloud', command: 'jest', args }]));
