import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { emulatorState, type LocalCloud, startLocalCloud } from './cloud/local-cloud.ts';
import { lockState } from './cloud/lock.ts';
import { mailFolder } from './cloud/mail-sink.ts';
import { Problem } from './cloud/problem.ts';
import { Progress } from './cloud/progress.ts';
import { sendDemoDeliveries } from './seeding/demo-deliveries.ts';
import { demoSeed } from './seeding/demo-seed.ts';
import { readSeedFile } from './seeding/seed-file.ts';

const USAGE = 'npm start -- [--port 4700] [--seed FILE] [--state DIR] [--reset] [--no-console] [--no-demo]';

interface Options {
  readonly port: number;
  readonly seed: string | undefined;
  readonly state: string;
  readonly reset: boolean;
  readonly demo: boolean;
  readonly console: boolean;
}

/** @throws Problem for options that do not exist or have a wrong value */
function readOptions(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        port: { type: 'string', default: '4700' },
        seed: { type: 'string' },
        state: { type: 'string', default: '.local' },
        reset: { type: 'boolean', default: false },
        'no-console': { type: 'boolean', default: false },
        'no-demo': { type: 'boolean', default: false },
      },
    });
    const port = Number(values.port);
    if (!Number.isInteger(port) || port < 1 || port > 65_535)
      throw new Error(`--port ${values.port} is no port (1 to 65535)`);
    return {
      port,
      seed: values.seed,
      state: path.resolve(values.state),
      reset: values.reset,
      demo: !values['no-demo'],
      console: !values['no-console'],
    };
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

async function start(options: Options): Promise<LocalCloud> {
  console.log('KaoJai on this machine\n');
  const progress = new Progress({ quiet: false });
  const cloud = await startLocalCloud({
    ...options,
    stateDir: options.state,
    seed: options.seed ? readSeedFile(options.seed) : await demoSeed(),
    progress,
    awsEndpoint: process.env.AWS_ENDPOINT_URL,
    egressBase: process.env.KAOJAI_EGRESS_BASE,
  });
  if (options.demo && !options.seed) await sendDemoOnce(cloud, options, progress);
  tell(cloud, options, progress);
  return cloud;
}

const CONNECT_TOUR =
  '             npm run connect-tour   connects an account of each platform, and disconnects it\n';

/** The demo happens once per state; what was kept from an earlier start has it already. */
async function sendDemoOnce(
  { endpoints }: LocalCloud,
  { state }: Options,
  progress: Progress,
): Promise<void> {
  const marker = path.join(emulatorState(state), 'demo-sent');
  if (existsSync(marker)) return;
  await progress.step('send demo deliveries', () => sendDemoDeliveries(endpoints, Date.now()));
  writeFileSync(marker, '');
}

function tell({ endpoints }: LocalCloud, options: Options, progress: Progress): void {
  const state = path.relative('.', options.state) || '.';
  const [first] = endpoints.users;
  console.log(`
Ready after ${progress.total()} s.

  Console    ${options.console ? endpoints.consoleUrl : 'left out'}
  API        ${endpoints.apiUrl}        (what it can do: ${endpoints.apiUrl}/openapi.json)
  Addresses  ${path.join(state, 'endpoints.json')}
  Mails      ${mailFolder(state)}
  Sign in    ${first ? `${first.email}  ${first.password}` : 'the seed has no users'}

  Try        npm run inbox          signs in and prints the inbox
${endpoints.sandboxUrl ? CONNECT_TOUR : ''}
Ctrl-C stops everything.`);
}

// Until everything runs, a signal ends this process at once; what it started ends with it.
const early = () => process.exit(130);
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
for (const signal of SIGNALS) process.once(signal, early);

try {
  const options = readOptions(process.argv.slice(2));
  const unlock = lockState(options.state);
  const cloud = await start(options);
  let stopping = false;
  const stop = async () => {
    // A terminal's Ctrl-C comes more than once: to the whole process group, and passed on by npm and by the launcher.
    if (stopping) return;
    stopping = true;
    console.log('\nStopping …');
    await cloud.stop();
    unlock();
    console.log('Stopped.');
    process.exit(0);
  };
  for (const signal of SIGNALS) process.off(signal, early).on(signal, stop);
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(`\n${error.message}`);
  process.exit(1);
}
