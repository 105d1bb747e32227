import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsCaller } from '../lambdas/aws/aws-call.ts';
import { Kms } from '../lambdas/aws/kms.ts';
import { Problem } from '../local/cloud/problem.ts';
import { type DeploymentOptions, findDeployment } from './deployment.ts';

const USAGE = 'npm run certificate:key [-- --stage NAME [--region REGION]] [--state DIR] > key.pem';

/** Prints the public half of the key that signs a deployment's certificates of erasure, as PEM. */
async function run(args: readonly string[]): Promise<void> {
  const deployment = await findDeployment(readArgs(args));
  const { region, endpoint } = deployment.client;
  const credentials = await new DynamoDBClient(deployment.client).config.credentials();
  const kms = new Kms(new AwsCaller({ region, endpoint, credentials }));
  process.stdout.write(await kms.publicKey(deployment.output('CertificateKeyArn')));
}

function readArgs(args: readonly string[]): DeploymentOptions {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        stage: { type: 'string' },
        region: { type: 'string' },
        state: { type: 'string', default: '.local' },
      },
    });
    return { ...values, state: path.resolve(values.state) };
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exit(1);
}
