import { DynamoInboxStore } from '../../lambdas/store/dynamo-inbox-store.ts';
import { Table } from '../../lambdas/store/table.ts';
import { inboxStoreContract } from '../support/inbox-store-contract.ts';
import { dynamo } from './support/clients.ts';
import { endpoints } from './support/cloud.ts';

describe('the inbox store on DynamoDB', () =>
  inboxStoreContract(() => new DynamoInboxStore(new Table(dynamo, endpoints.tables.Inbox))));
