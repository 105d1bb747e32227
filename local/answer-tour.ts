import path from 'node:path';
import { parseArgs } from 'node:util';
import { readEndpoints } from './cloud/endpoints.ts';
import { Problem } from './cloud/problem.ts';
import { answerTour } from './tour/answer-tour.ts';

const USAGE = 'npm run answer-tour [-- --platform line] [--state .local]';

/** Shows on a running local cloud how customers are answered. */
async function run(args: readonly string[]): Promise<void> {
  const { platform, state } = readOptions(args);
  await answerTour(readEndpoints(path.resolve(state)), {
    platforms: platform,
    say: (line) => console.log(line),
  });
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        platform: { type: 'string', multiple: true, default: [] },
        state: { type: 'string', default: '.local' },
      },
    });
    return values;
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  const refused = (error as Error).message === 'fetch failed';
  console.error(
    `\n${refused ? 'The local cloud does not answer: start it with "npm start".' : (error as Error).message}`,
  );
  process.exit(1);
}
