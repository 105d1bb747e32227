import path from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Envelope, readMessage, writeMessage } from '../lambdas/store/delivery-envelope.ts';
import { PARKED } from '../lambdas/store/keys.ts';
import { type Item, Table } from '../lambdas/store/table.ts';
import { Problem } from '../local/cloud/problem.ts';
import { type Deployment, findDeployment } from './deployment.ts';

const USAGE = 'npm run parked [-- --redrive [ID …]] [--stage NAME [--region REGION]] [--state DIR]';

/** Lists deliveries that were accepted and could not be turned into messages, or puts them back on the queue. */
async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = readArgs(args);
  const deployment = await findDeployment({ ...values, state: path.resolve(values.state) });
  const table = new Table(new DynamoDBClient(deployment.client), deployment.output('InboxTable'));
  const parked: Item[] = [];
  for await (const item of table.all({ pk: PARKED, consistent: true })) parked.push(item);
  if (values.redrive) await redrive(deployment, table, chosen(parked, positionals));
  else list(parked);
}

function readArgs(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        redrive: { type: 'boolean', default: false },
        stage: { type: 'string' },
        region: { type: 'string' },
        state: { type: 'string', default: '.local' },
      },
    });
  } catch (error) {
    throw new Problem(`${(error as Error).message}. Usage: ${USAGE}`);
  }
}

function list(parked: readonly Item[]): void {
  for (const item of parked) {
    const { id, platform } = envelopeOf(item);
    console.log(
      `${item.parkedAt}  ${platform.padEnd(9)}  ${id}  ${item.size} bytes  ${item.code}: ${item.reason}`,
    );
  }
  console.log(`${parked.length} parked ${parked.length === 1 ? 'delivery' : 'deliveries'}`);
}

function chosen(parked: readonly Item[], ids: readonly string[]): readonly Item[] {
  if (ids.length === 0) return parked;
  const unknown = ids.filter((id) => !parked.some((item) => envelopeOf(item).id === id));
  if (unknown.length > 0) throw new Problem(`Not parked: ${unknown.join(', ')}.`);
  return parked.filter((item) => ids.includes(envelopeOf(item).id));
}

/** Queue first, then the row goes: a delivery handled twice changes nothing, one that is lost would. */
async function redrive(deployment: Deployment, table: Table, parked: readonly Item[]): Promise<void> {
  const sqs = new SQSClient(deployment.client);
  const QueueUrl = deployment.output('DeliveryQueueUrl');
  for (const item of parked) {
    const { envelope: parkedAs, body } = readMessage(item.envelope);
    const envelope: Envelope = { ...parkedAs, redriven: true };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: writeMessage({ envelope, body }) }));
    await table.delete({ pk: item.pk, sk: item.sk });
    console.log(`back on the queue: ${envelope.id} (${envelope.platform})`);
  }
  console.log(`${parked.length} re-driven; what still cannot be read is parked again.`);
}

function envelopeOf(item: Item): Envelope {
  return readMessage(item.envelope).envelope;
}

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Problem)) throw error;
  console.error(error.message);
  process.exit(1);
}
