import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsCaller } from '../lambdas/aws/aws-call.ts';
import { Kms } from '../lambdas/aws/kms.ts';
import { replayDeps } from '../lambdas/runtime/retention/replay-clients.ts';
import { systemClock } from '../lambdas/runtime/system-clock.ts';
import { replayErasures } from '../lambdas/usecases/erasing/replay-erasures.ts';
import { Problem } from '../local/cloud/problem.ts';
import { type DeploymentOptions, findDeployment } from './deployment.ts';

const USAGE =
  'npm run restore:replay -- [--table Inbox=NAME] [--table Connections=NAME] [--table Ledger=NAME] [--stage NAME [--region REGION]] [--state DIR]';

/** Tables that may have been restored, under names of their own. The salts never are: without them nobody would know whom to erase. */
const RESTORABLE = ['Inbox', 'Connections', 'Ledger'] as const;
type Restorable = (typeof RESTORABLE)[number];

/** Erases again, in tables that were restored from a backup, whatever was erased since. Before anybody uses them. */
async function run(args: readonly string[]): Promise<number> {
  const { tables, ...options } = readArgs(args);
  const deployment = await findDeployment(options);
  const dynamo = new DynamoDBClient(deployment.client);
  const { region, endpoint } = deployment.client;
  const aws = new AwsCaller({ region, endpoint, credentials: await dynamo.config.credentials() });
  const nameOf = (table: Restorable) => tables.get(table) ?? deployment.output(`${table}Table`);
  const names = {
    inboxTable: nameOf('Inbox'),
    connectionsTable: nameOf('Connections'),
    ledgerTable: nameOf('Ledger'),
    subjectKeysTable: deployment.output('SubjectKeysTable'),
    mediaBucket: deployment.output('MediaBucket'),
    subjectKeyArn: deployment.output('SubjectKeyArn'),
    clock: systemClock,
  };
  const { erasures, removed, left } = await replayErasures(
    replayDeps({ dynamo, aws, kms: new Kms(aws) }, names),
  );
  const counts = Object.entries(removed).map(([store, count]) => `${store} ${count}`);
  console.log(`${names.inboxTable}, ${names.connectionsTable}: ${erasures} erasures applied again.`);
  console.log(`Removed  ${counts.join(', ') || 'nothing: nothing was there again'}`);
  console.log(
    left === 0
      ? 'Left     nothing'
      : `LEFT     ${left} traces. Do not use these tables; see docs/runbook.md.`,
  );
  return left === 0 ? 0 : 1;
}

function readArgs(args: readonly string[]): DeploymentOptions & { tables: ReadonlyMap<Restorable, string> } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        table: { type: 'string', multiple: true, default: [] },
        stage: { type: 'string' },
        region: { type: 'string' },
        state: { type: 'string', default: '.local' },
      },
    });
    const { table, ...options } = values;
    return { ...options, state: path.resolve(options.state), tables: new Map(table.map(tableOf)) };
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

function tableOf(text: string): [Restorable, string] {
  const [table = '', name = ''] = text.split('=');
  const known = RESTORABLE.find((one) => one === table);
  if (!known || !name)
    throw new Error(`--table ${text}: must be one of ${RESTORABLE.join(', ')}, "=" and a name`);
  return [known, name];
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exit(1);
}
