import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Endpoints, readEndpoints } from '../cloud/endpoints.ts';
import { Problem } from '../cloud/problem.ts';
import type { TourOptions } from './connect-tour.ts';

/**
 * Runs a tour as a command on a running local cloud, and ends with the exit code 1 when it fails. Options: `--platform` (several times), `--state`.
 * @param command as `npm run` knows it
 */
export async function runTour(
  command: string,
  tour: (endpoints: Endpoints, options: TourOptions) => Promise<void>,
): Promise<void> {
  try {
    const { platform, state } = readOptions(command, process.argv.slice(2));
    const say = (line: string) => console.log(line);
    await tour(readEndpoints(path.resolve(state)), { platforms: platform, say, folder: state });
  } catch (error) {
    console.error(`\n${wordsOf(error as Error)}`);
    process.exit(1);
  }
}

function readOptions(command: string, args: readonly string[]) {
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
    const usage = `npm run ${command} [-- --platform line] [--state .local]`;
    throw new Problem(`${(error as Error).message}. Usage: ${usage}`);
  }
}

function wordsOf({ message }: Error): string {
  return message === 'fetch failed' ? 'The local cloud does not answer: start it with "npm start".' : message;
}
