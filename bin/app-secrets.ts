import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsCaller } from '../lambdas/aws/aws-call.ts';
import { Kms } from '../lambdas/aws/kms.ts';
import { connectors } from '../lambdas/connectors/index.ts';
import type { AppDefinition } from '../lambdas/ports/connector.ts';
import { Table } from '../lambdas/store/table.ts';
import { StoredSecrets } from '../lambdas/vault/stored-secrets.ts';
import { Problem } from '../local/cloud/problem.ts';
import { saveApp } from '../local/seeding/save-app.ts';
import { findDeployment } from './deployment.ts';

const USAGE = 'npm run app-secrets -- APP [--stage NAME [--region REGION]] [--state DIR] < fields.json';

/**
 * Seals the operator's own platform application (Meta, Lazada, TikTok) into the deployment. The fields come on standard input as JSON, so that
 * no secret stands in a command line. A new secret is added to the ones that are there: both are good until the old one is removed.
 */
async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArgs(args);
  const definition = definitionOf(positionals[0]);
  const fields = readFields();
  const deployment = await findDeployment({ ...values, state: path.resolve(values.state) });
  const dynamo = new DynamoDBClient(deployment.client);
  const table = new Table(dynamo, deployment.output('ConnectionsTable'));
  const { endpoint, region } = deployment.client;
  const kms = new Kms(new AwsCaller({ region, endpoint, credentials: await dynamo.config.credentials() }));
  const secrets = new StoredSecrets(table, kms, deployment.output('TokenKeyArn'));
  await saveApp(secrets, definition, fields);
  console.log(`${definition.name}: sealed. Functions take it up within five minutes.`);
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        stage: { type: 'string' },
        region: { type: 'string' },
        state: { type: 'string', default: '.local' },
      },
    });
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

function definitionOf(name: string | undefined): AppDefinition {
  const definitions = connectors.flatMap(({ manifest }) => manifest.apps);
  const found = definitions.find((definition) => definition.name === name);
  if (found) return found;
  const known = definitions.map((definition) => definition.name).join(', ');
  throw new Problem(`Unknown app "${name ?? ''}"; known: ${known}. Usage: ${USAGE}`);
}

function readFields(): Record<string, string> {
  try {
    return JSON.parse(readFileSync(process.stdin.fd, 'utf8')) as Record<string, string>;
  } catch {
    throw new Problem(`Standard input is not a JSON object with the app's fields. Usage: ${USAGE}`);
  }
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exit(1);
}
