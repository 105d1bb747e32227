import { readFileSync } from 'node:fs';
import path from 'node:path';
import { lastLines, runToEnd } from './child.ts';
import { Problem } from './problem.ts';

/** The account of emulators. */
const ACCOUNT = '000000000000';

export interface DeployOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly stateDir: string;
  readonly publicBaseUrl: string;
  readonly egressBase: string;
}

/** What the deployed stacks are called by; the union of all stacks' outputs. */
export type Outputs = Readonly<
  Record<
    | 'ApiId'
    | 'ConnectionsTable'
    | 'DataKeyArn'
    | 'DeadLetterQueueUrl'
    | 'DeliveryQueueUrl'
    | 'InboxTable'
    | 'KeeperQueueUrl'
    | 'KeeperQueueUrl'
    | 'LedgerTable'
    | 'MediaBucket'
    | 'SocketApiId'
    | 'SubjectKeyArn'
    | 'SubjectKeysTable'
    | 'TokenKeyArn'
    | 'UserPoolClientId'
    | 'UserPoolId',
    string
  >
>;

/** Environment for anything that talks to the local cloud: its address and credentials that only an emulator takes. */
export function awsEnvironment(endpoint: string, region: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_PROFILE: undefined,
    AWS_SESSION_TOKEN: undefined,
  };
}

/** Where the assembly of the stacks lies. */
function assemblyOf(stateDir: string): string {
  return path.resolve(stateDir, 'cdk.out');
}

export type SynthOptions = Pick<DeployOptions, 'stateDir' | 'publicBaseUrl' | 'egressBase'>;

/** `cdk synth` of the local stage. Needs no emulator, so it can run while one starts. */
export async function synthesiseStacks(options: SynthOptions): Promise<void> {
  const logFile = path.join(options.stateDir, 'deploy.log');
  // The checks of synthesis are part of `npm run check`; here they would cost two seconds at each start.
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  const context = { stage: 'local', publicBaseUrl: options.publicBaseUrl, egressBase: options.egressBase };
  const args = Object.entries(context).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  await orSay(logFile, () =>
    runToEnd('cdk', ['synth', '--quiet', '--output', assemblyOf(options.stateDir), ...args], {
      env,
      logFile,
    }),
  );
}

/** The ordinary `cdk bootstrap` and `cdk deploy` of the synthesised stacks, against the emulator. */
export async function deployStacks(
  options: Pick<DeployOptions, 'endpoint' | 'region' | 'stateDir'>,
): Promise<Outputs> {
  const logFile = path.join(options.stateDir, 'deploy.log');
  const outputsFile = path.resolve(options.stateDir, 'outputs.json');
  const env = awsEnvironment(options.endpoint, options.region);
  // From a folder without a cdk.json, so that bootstrapping does not synthesise once more.
  const cwd = path.resolve(options.stateDir);
  await orSay(logFile, async () => {
    await runToEnd('cdk', ['bootstrap', `aws://${ACCOUNT}/${options.region}`, '--ci'], { env, logFile, cwd });
    const deploy = [
      'deploy',
      '--all',
      '--app',
      assemblyOf(options.stateDir),
      '--method',
      'direct',
      '--concurrency',
      '3',
    ];
    const quietly = ['--require-approval', 'never', '--outputs-file', outputsFile, '--ci'];
    await runToEnd('cdk', [...deploy, ...quietly], { env, logFile, cwd });
  });
  const perStack = JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<string, Record<string, string>>;
  return Object.assign({}, ...Object.values(perStack)) as Outputs;
}

/** @throws Problem with the last lines of the log when `work` fails */
async function orSay(logFile: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw new Problem(
      `The stacks could not be deployed to the local cloud: ${(error as Error).message.split('\n')[0]}.\n${lastLines(logFile)}\n` +
        `The whole log is ${logFile}. If an earlier start was interrupted, "npm start -- --reset" begins anew.`,
    );
  }
}
