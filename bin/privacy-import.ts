import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { AwsCaller } from '../lambdas/aws/aws-call.ts';
import { Kms } from '../lambdas/aws/kms.ts';
import { connectors } from '../lambdas/connectors/index.ts';
import { personLink } from '../lambdas/connectors/shared/meta/access/links.ts';
import { PRIVACY_APPS } from '../lambdas/connectors/shared/meta/privacy-apps.ts';
import { newCaseCode, personPrint } from '../lambdas/domain/privacy-case.ts';
import { Purpose } from '../lambdas/domain/purpose.ts';
import type { Connection } from '../lambdas/ports/connections.ts';
import { ProcessTurns } from '../lambdas/runtime/process-turns.ts';
import { systemClock } from '../lambdas/runtime/system-clock.ts';
import { itemToConnection } from '../lambdas/store/connection-items.ts';
import { DynamoAuditTrail } from '../lambdas/store/dynamo-audit-trail.ts';
import { DynamoConnections } from '../lambdas/store/dynamo-connections.ts';
import { DynamoPrivacyCases } from '../lambdas/store/dynamo-privacy-cases.ts';
import { DynamoPrivacyRequests } from '../lambdas/store/dynamo-privacy-requests.ts';
import { CONNECTION, TABLE_KEYS } from '../lambdas/store/keys.ts';
import { Table } from '../lambdas/store/table.ts';
import { type ImportDeps, importDeletionList } from '../lambdas/usecases/privacy/import-deletion-list.ts';
import { ContentSealer } from '../lambdas/vault/content-sealer.ts';
import { StoredSubjectKeys } from '../lambdas/vault/stored-subject-keys.ts';
import { StoredWebhookCredentials } from '../lambdas/vault/stored-webhook-credentials.ts';
import { Problem } from '../local/cloud/problem.ts';
import { readDeletionIds } from './deletion-ids.ts';
import { type Deployment, findDeployment } from './deployment.ts';

const USAGE = 'npm run privacy:import -- FILE [--stage NAME [--region REGION]] [--state DIR]';

/** Turns the list of ids that Meta asks to have deleted into privacy requests, and says what came of it. */
async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArgs(args);
  const { ids, strange } = readFile(positionals);
  const deployment = await findDeployment({ ...values, state: path.resolve(values.state) });
  const { deps, credentials, connections } = await wire(deployment);
  const app = (await Promise.all(PRIVACY_APPS.map((name) => credentials.candidates(name)))).flat().at(0);
  if (!app) throw new Problem('No application of Meta is set up here; use app-secrets first.');
  const print = personPrint(app.secret, app.ref, 'list', ...[...ids].sort());
  const report = await importDeletionList(deps, { ids, print, linkOf: personLink }, connections);
  console.log(`ids read: ${report.read}`);
  console.log(`known: ${report.known}`);
  console.log(`privacy requests made: ${report.requestsMade}`);
  console.log(`ignored: ${report.ignored} unknown, ${strange} lines without an id`);
  console.log(`case: ${report.code} (${deployment.client.endpoint ? 'local cloud' : values.stage})`);
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

function readFile([file, ...more]: readonly string[]) {
  if (file === undefined || more.length > 0) throw new Problem(`One file is needed. Usage: ${USAGE}`);
  try {
    return readDeletionIds(readFileSync(file, 'utf8'));
  } catch {
    throw new Problem(`The file ${file} cannot be read.`);
  }
}

/** Those whose connections hang on an application of Meta. */
const PLATFORMS = connectors
  .filter(({ manifest }) => manifest.apps.some(({ credential }) => PRIVACY_APPS.includes(credential)))
  .map(({ manifest }) => manifest.id);

async function wire(deployment: Deployment) {
  const dynamo = new DynamoDBClient(deployment.client);
  const { endpoint, region } = deployment.client;
  const aws = new AwsCaller({ region, endpoint, credentials: await dynamo.config.credentials() });
  const kms = new Kms(aws);
  const table = (output: string) => new Table(dynamo, deployment.output(output));
  const subjectKeyArn = deployment.output('SubjectKeyArn');
  const keys = new StoredSubjectKeys(table('SubjectKeysTable'), kms, subjectKeyArn, systemClock);
  const known = new DynamoConnections(table('ConnectionsTable'), systemClock);
  const ledger = table('LedgerTable');
  const deps: ImportDeps = {
    links: known,
    connections: known,
    cases: new DynamoPrivacyCases(ledger),
    requests: new DynamoPrivacyRequests(ledger, new ContentSealer(keys).for(Purpose.privacyRequest)),
    audit: new DynamoAuditTrail(ledger, randomUUID, new ProcessTurns()),
    keys,
    clock: systemClock,
    newCode: newCaseCode,
  };
  const connectionsTable = deployment.output('ConnectionsTable');
  const tokenKeyArn = deployment.output('TokenKeyArn');
  const credentials = new StoredWebhookCredentials(aws, kms, connectionsTable, tokenKeyArn, systemClock);
  return { deps, credentials, connections: await connectionsOfMeta(dynamo, connectionsTable) };
}

/**
 * Customers of all workspaces may be meant, of disconnected accounts, too. No key lists the workspaces, on purpose, so the operator's command
 * reads the whole table; no function may.
 */
async function connectionsOfMeta(dynamo: DynamoDBClient, TableName: string): Promise<readonly Connection[]> {
  const found: Connection[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await dynamo.send(
      new ScanCommand({
        TableName,
        // Not those that nobody has chosen an account for.
        FilterExpression: 'begins_with(#sk, :connection) AND #account > :empty',
        ExpressionAttributeNames: { '#sk': TABLE_KEYS.sort, '#account': 'account' },
        ExpressionAttributeValues: { ':connection': { S: CONNECTION }, ':empty': { S: '' } },
        ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}),
      }),
    );
    found.push(...(page.Items ?? []).map((item) => itemToConnection(unmarshall(item))));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found.filter(({ platform }) => PLATFORMS.includes(platform));
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exit(1);
}
