import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Anchor, anchorOf, anchorToText, BEGINNING } from '../lambdas/domain/audit-chain.ts';
import { DynamoAuditLog } from '../lambdas/store/dynamo-audit-log.ts';
import { Table } from '../lambdas/store/table.ts';
import { verifyAudit } from '../lambdas/usecases/privacy/verify-audit.ts';
import { Problem } from '../local/cloud/problem.ts';
import { findDeployment } from './deployment.ts';

const USAGE =
  'npm run audit:verify -- --workspace ID [--since ANCHOR] [--stage NAME [--region REGION]] [--state DIR]';

/** Checks that a workspace's audit trail is whole, and prints the anchor of its end. Exits with 1 when it is broken. */
async function run(args: readonly string[]): Promise<void> {
  const { values } = readArgs(args);
  const { workspace } = values;
  if (!workspace) throw new Problem(`A workspace is needed. Usage: ${USAGE}`);
  const since = readAnchor(values.since);
  const deployment = await findDeployment({ ...values, state: path.resolve(values.state) });
  const ledger = new Table(new DynamoDBClient(deployment.client), deployment.output('LedgerTable'));
  const check = await verifyAudit({ auditLog: new DynamoAuditLog(ledger) }, workspace, since);
  if (!check.whole)
    throw new Problem(`BROKEN at event ${check.seq}: ${PROBLEMS[check.problem]}. See docs/runbook.md.`);
  console.log(`whole: ${check.events} ${check.events === 1 ? 'event' : 'events'}`);
  if (check.last.seq > 0) console.log(`anchor: ${anchorToText(check.last)}`);
}

const PROBLEMS = {
  missing: 'it is missing',
  foreign: 'it belongs to another workspace',
  changed: 'it is not what was written there after the event before it',
} as const;

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        workspace: { type: 'string' },
        since: { type: 'string' },
        stage: { type: 'string' },
        region: { type: 'string' },
        state: { type: 'string', default: '.local' },
      },
    });
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

function readAnchor(text: string | undefined): Anchor {
  if (text === undefined) return BEGINNING;
  const anchor = anchorOf(text);
  if (!anchor)
    throw new Problem(`"${text}" is no anchor: they look like 1200:…, as this command prints them.`);
  return anchor;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exit(1);
}
