import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsCaller } from '../lambdas/aws/aws-call.ts';
import { Kms } from '../lambdas/aws/kms.ts';
import { connectors } from '../lambdas/connectors/index.ts';
import type { AppDefinition } from '../lambdas/ports/connector.ts';
import { ProcessTurns } from '../lambdas/runtime/process-turns.ts';
import { systemClock } from '../lambdas/runtime/system-clock.ts';
import { DynamoAuditTrail } from '../lambdas/store/dynamo-audit-trail.ts';
import { Table } from '../lambdas/store/table.ts';
import { KmsTokenVault } from '../lambdas/vault/kms-token-vault.ts';
import { StoredSecrets } from '../lambdas/vault/stored-secrets.ts';
import { Problem } from '../local/cloud/problem.ts';
import { saveApp } from '../local/seeding/save-app.ts';
import { findDeployment } from './deployment.ts';

const USAGE =
  'npm run app-secrets -- APP [--stage NAME [--region REGION]] [--state DIR] (< fields.json | --retire)';

/**
 * Seals the operator's own platform application (Meta, Lazada, TikTok) into the deployment. The fields come on standard input as JSON, so that
 * no secret stands in a command line. A new secret is added to the ones that are there: both are good, and the new one signs our own calls, until `--retire` takes the old one away.
 */
async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArgs(args);
  const definition = definitionOf(positionals[0]);
  const deployment = await findDeployment({ ...values, state: path.resolve(values.state) });
  const dynamo = new DynamoDBClient(deployment.client);
  const table = new Table(dynamo, deployment.output('ConnectionsTable'));
  const { endpoint, region } = deployment.client;
  const kms = new Kms(new AwsCaller({ region, endpoint, credentials: await dynamo.config.credentials() }));
  const ledger = new Table(dynamo, deployment.output('LedgerTable'));
  const audit = new DynamoAuditTrail(ledger, randomUUID, new ProcessTurns());
  const vault = new KmsTokenVault(kms, deployment.output('TokenKeyArn'), audit, systemClock);
  const secrets = new StoredSecrets(table, vault, systemClock);
  if (values.retire) {
    const count = await secrets.retire(definition.credential);
    console.log(
      `${definition.name}: ${count} older ${count === 1 ? 'secret' : 'secrets'} taken away; the newest one stays.`,
    );
    return;
  }
  await saveApp(secrets, definition, readFields());
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
        retire: { type: 'boolean', default: false },
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
