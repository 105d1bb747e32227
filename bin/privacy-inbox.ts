import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsCaller } from '../lambdas/aws/aws-call.ts';
import { Kms } from '../lambdas/aws/kms.ts';
import { answerDue, type WaitingRequest } from '../lambdas/domain/public-request.ts';
import { systemClock } from '../lambdas/runtime/system-clock.ts';
import { DynamoPrivacyCases } from '../lambdas/store/dynamo-privacy-cases.ts';
import { DynamoRequestInbox } from '../lambdas/store/dynamo-request-inbox.ts';
import { Table } from '../lambdas/store/table.ts';
import { KmsFormSealer } from '../lambdas/vault/kms-form-sealer.ts';
import { Problem } from '../local/cloud/problem.ts';
import { type Deployment, findDeployment } from './deployment.ts';

const USAGE =
  'npm run privacy:inbox [-- --show CODE | --link CODE WORKSPACE CONNECTION REQUEST | --close CODE [--rejected]] [--stage NAME [--region REGION]] [--state DIR]';

/** Lists what people asked for on the public page; shows one, gives it to a privacy request of a workspace, or closes it. */
async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArgs(args);
  const desk = await openDesk(await findDeployment({ ...values, state: path.resolve(values.state) }));
  const [code = '', ...ids] = positionals;
  if (values.show) return show(desk, code);
  if (values.link) return link(desk, code, ids);
  if (values.close) return close(desk, code, values.rejected);
  list(await desk.inbox.waiting(systemClock.now()));
}

function readArgs(args: readonly string[]) {
  try {
    const read = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        show: { type: 'boolean', default: false },
        link: { type: 'boolean', default: false },
        close: { type: 'boolean', default: false },
        rejected: { type: 'boolean', default: false },
        stage: { type: 'string' },
        region: { type: 'string' },
        state: { type: 'string', default: '.local' },
      },
    });
    const { show, link, close } = read.values;
    if ([show, link, close].filter(Boolean).length > 1)
      throw new Error('only one of --show, --link, --close');
    return read;
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

type Desk = Awaited<ReturnType<typeof openDesk>>;

async function openDesk(deployment: Deployment) {
  const dynamo = new DynamoDBClient(deployment.client);
  const { endpoint, region } = deployment.client;
  const aws = new AwsCaller({ region, endpoint, credentials: await dynamo.config.credentials() });
  const ledger = new Table(dynamo, deployment.output('LedgerTable'));
  return {
    inbox: new DynamoRequestInbox(ledger),
    cases: new DynamoPrivacyCases(ledger),
    sealer: new KmsFormSealer(new Kms(aws), deployment.output('DataKeyArn')),
  };
}

function list(waiting: readonly WaitingRequest[]): void {
  for (const request of waiting) {
    const due = new Date(answerDue(request)).toISOString().slice(0, 10);
    const came = new Date(request.receivedAt).toISOString();
    console.log(
      `${came}  ${request.code}  ${request.type.padEnd(7)}  ${request.platform.padEnd(9)}  due ${due}`,
    );
  }
  console.log(`${waiting.length} ${waiting.length === 1 ? 'request waits' : 'requests wait'} for a decision`);
}

async function show({ inbox, sealer }: Desk, code: string): Promise<void> {
  const typed = await inbox.typed(code, systemClock.now());
  if (typed === null) throw new Problem(`No request waits under the code ${code}.`);
  for (const [name, value] of Object.entries(await sealer.open(code, typed)))
    console.log(`${name.padEnd(9)} ${value ?? '-'}`);
}

/** The case's page follows the privacy request from now on. */
async function link({ inbox, cases }: Desk, code: string, ids: readonly string[]): Promise<void> {
  const [workspaceId, connectionId, requestId, ...more] = ids;
  if (!workspaceId || !connectionId || !requestId || more.length > 0)
    throw new Problem(`--link needs the code and three ids. Usage: ${USAGE}`);
  const waiting = (await inbox.waiting(systemClock.now())).find((one) => one.code === code);
  const opened = await cases.case(code);
  if (!waiting || !opened) throw new Problem(`No request waits under the code ${code}.`);
  await cases.addRequests(opened, [{ workspaceId, connectionId, platform: waiting.platform, requestId }]);
  await inbox.drop(code);
  console.log(`${code} follows the privacy request ${requestId}; what was typed is deleted.`);
}

async function close({ inbox }: Desk, code: string, rejected: boolean): Promise<void> {
  if (!(await inbox.close(code, rejected ? 'rejected' : 'nothing_found', systemClock.now())))
    throw new Problem(`No open case has the code ${code}.`);
  console.log(`${code} is closed: ${rejected ? 'rejected' : 'nothing found'}; what was typed is deleted.`);
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exit(1);
}
