import { readFileSync } from 'node:fs';
import path from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { readEndpoints } from '../local/cloud/endpoints.ts';
import { Problem } from '../local/cloud/problem.ts';

/** Where an operator's command works: the local cloud, or a stage on AWS. */
export interface Deployment {
  readonly region: string;
  /** Settings for SDK clients. */
  readonly client: {
    readonly region: string;
    readonly endpoint?: string;
    readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  output(name: string): string;
}

export interface DeploymentOptions {
  /** Name of a stage on AWS. Without it, the local cloud. */
  readonly stage?: string | undefined;
  readonly region?: string | undefined;
  /** State folder of the local cloud. */
  readonly state: string;
}

/** @throws Problem when there is no such deployment */
export async function findDeployment(options: DeploymentOptions): Promise<Deployment> {
  return options.stage === undefined
    ? localDeployment(options.state)
    : awsDeployment(options.stage, options.region);
}

function localDeployment(state: string): Deployment {
  const { awsEndpoint, region } = readEndpoints(state);
  const file = path.join(state, 'outputs.json');
  const perStack = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return deployment(
    { region, endpoint: awsEndpoint, credentials },
    Object.assign({}, ...Object.values(perStack)),
    file,
  );
}

async function awsDeployment(
  stage: string,
  region = process.env.AWS_REGION ?? 'ap-southeast-1',
): Promise<Deployment> {
  const client = new CloudFormationClient({ region });
  const outputs: Record<string, string> = {};
  for (const name of ['Data', 'Ingress', 'Inbox']) {
    const StackName = `KaoJai-${stage}-${name}`;
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName })).catch((error: Error) => {
      throw new Problem(`The stack ${StackName} cannot be read in ${region}: ${error.message}.`);
    });
    for (const output of Stacks?.[0]?.Outputs ?? [])
      outputs[output.OutputKey ?? ''] = output.OutputValue ?? '';
  }
  return deployment({ region }, outputs, `the stacks KaoJai-${stage}-*`);
}

function deployment(
  client: Deployment['client'],
  outputs: Readonly<Record<string, string>>,
  source: string,
): Deployment {
  return {
    region: client.region,
    client,
    output: (name) => {
      const value = outputs[name];
      if (!value) throw new Problem(`The output ${name} is missing in ${source}; deploy first.`);
      return value;
    },
  };
}
