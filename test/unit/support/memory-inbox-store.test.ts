import { inboxStoreContract } from '../../support/inbox-store-contract.ts';
import { MemoryInboxStore } from '../../support/memory-inbox-store.ts';

describe('the inbox store in memory', () => inboxStoreContract(() => new MemoryInboxStore()));
