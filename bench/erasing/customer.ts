import { BatchWriteItemCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { entryIdOf } from '../../lambdas/domain/ids.ts';
import type { InboundMessage } from '../../lambdas/domain/inbound.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import { EmfMeter } from '../../lambdas/runtime/emf-meter.ts';
import { ProcessTurns } from '../../lambdas/runtime/process-turns.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { DynamoInboxStore } from '../../lambdas/store/dynamo-inbox-store.ts';
import { inboxKeys } from '../../lambdas/store/keys.ts';
import { Table } from '../../lambdas/store/table.ts';
import { applyItem } from '../../lambdas/usecases/apply-item.ts';
import type { ErasingDeps } from '../../lambdas/usecases/erasing/erasing-deps.ts';
import { locate } from '../../lambdas/usecases/locate.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { aConnection, FakeConnections } from '../../test/support/fakes.ts';

const BATCH = 25;

/** A customer whose first message the worker stored; the others are its copies, each at a time of its own. */
export async function plantCustomer(
  deps: ErasingDeps,
  dynamo: DynamoDBClient,
  table: string,
  messages: number,
): Promise<{ readonly customerId: string; readonly bytes: number }> {
  const connection = aConnection({ workspaceId: 'ws_bench', id: 'c_bench', accountId: 'shop_bench' });
  const customer = { key: 'U0000000000000001', platformUserId: 'U0000000000000001' };
  const message: InboundMessage = {
    type: 'message',
    accountId: connection.accountId,
    thread: { kind: 'direct', id: customer.key },
    customer,
    platformMessageId: 'm0',
    direction: 'inbound',
    author: { type: 'customer' },
    kind: 'text',
    text: 'สวัสดีค่ะ มีสีฟ้าไหมคะ '.repeat(8),
    attachments: [],
    data: {},
    sentAt: systemClock.now() - 86_400_000,
  };
  const inbox = {
    store: new DynamoInboxStore(new Table(dynamo, table)),
    keys: deps.keys,
    sealer: new ContentSealer(deps.keys).for(Purpose.inbox),
    clock: systemClock,
    turns: new ProcessTurns(),
    connections: new FakeConnections([connection]),
    keeper: { ask: async () => {} },
    meter: new EmfMeter(systemClock, () => {}),
  };
  await applyItem(inbox, connection, message, systemClock.now());
  const { identity, subjectId } = await locate(deps.keys, connection, message.thread, customer);
  const { workspaceId, conversationId } = identity;
  const entry = await new Table(dynamo, table).get(
    inboxKeys.entry(workspaceId, conversationId, entryIdOf(message.sentAt, 'm0')),
    { consistent: true },
  );
  for (let i = 1; i < messages; i += BATCH) {
    const requests = Array.from({ length: Math.min(BATCH, messages - i) }, (_, j) => {
      const key = inboxKeys.entry(
        workspaceId,
        conversationId,
        entryIdOf(message.sentAt + i + j, `m${i + j}`),
      );
      return { PutRequest: { Item: marshall({ ...entry, ...key }, { removeUndefinedValues: true }) } };
    });
    await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [table]: requests } }));
  }
  return { customerId: subjectId, bytes: messages * sizeOf(entry ?? {}) };
}

/** As DynamoDB reckons: names and values, in bytes. */
function sizeOf(item: Readonly<Record<string, unknown>>): number {
  const size = (value: unknown) =>
    value instanceof Uint8Array
      ? value.length
      : Buffer.byteLength(typeof value === 'string' ? value : '12345678');
  return Object.entries(item).reduce((sum, [name, value]) => sum + name.length + size(value), 0);
}
