import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { DynamoInboxStore } from '../../../lambdas/store/dynamo-inbox-store.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { aHead, inboxStoreContract } from '../../support/inbox-store-contract.ts';

const storeOn = (client: DynamoDBClient) => new DynamoInboxStore(new Table(client, 'Inbox'));

describe('the inbox store on a table', () => inboxStoreContract(() => storeOn(new FakeAws().dynamo)));

describe('a write that meets a transaction on the same item', () => {
  const conflict = Object.assign(new Error('words'), { name: 'TransactionConflictException' });
  const store = storeOn({ send: async () => Promise.reject(conflict) } as unknown as DynamoDBClient);

  it('was slower, so that its caller looks again', async () => {
    expect(await store.saveHead(aHead(), 1)).toBe(false);
  });

  it('never counts as stored', async () => {
    const alias = { type: 'alias', entryId: 'e', rev: 0, target: 't' } as const;
    await expect(store.insertEntry(aHead(), alias)).rejects.toThrow(Unavailable);
  });
});
