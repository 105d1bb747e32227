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
    | 'LedgerTable'
    | 'MediaBucket'
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

/** The ordinary `cdk bootstrap` and `cdk deploy`, against the emulator. */
export async function deployStacks(options: DeployOptions): Promise<Outputs> {
  const logFile = path.join(options.stateDir, 'deploy.log');
  const outputsFile = path.join(options.stateDir, 'outputs.json');
  const env = awsEnvironment(options.endpoint, options.region);
  const assembly = path.join(options.stateDir, 'cdk.out');
  const context = [
    '-c',
    'stage=local',
    '-c',
    `publicBaseUrl=${options.publicBaseUrl}`,
    '-c',
    `egressBase=${options.egressBase}`,
  ];
  try {
    await runToEnd('cdk', ['synth', '--all', '--quiet', '--output', assembly, ...context], { env, logFile });
    await runToEnd('cdk', ['bootstrap', `aws://${ACCOUNT}/${options.region}`, '--app', assembly], {
      env,
      logFile,
    });
    const deploy = [
      'deploy',
      '--all',
      '--app',
      assembly,
      '--require-approval',
      'never',
      '--outputs-file',
      outputsFile,
    ];
    await runToEnd('cdk', [...deploy, '--method', 'direct', '--asset-parallelism', '--concurrency', '3'], {
      env,
      logFile,
    });
  } catch {
    throw new Problem(
      `The stacks could not be deployed to the local cloud (whole log: ${logFile}):\n${lastLines(logFile)}\n` +
        'If an earlier start was interrupted, "npm start -- --reset" begins anew.',
    );
  }
  const perStack = JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<string, Record<string, string>>;
  return Object.assign({}, ...Object.values(perStack)) as Outputs;
}
