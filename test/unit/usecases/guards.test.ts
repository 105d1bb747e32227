import { isDeepStrictEqual } from 'node:util';
import { connectorOf } from '../../../lambdas/connectors/index.ts';
import type { Head } from '../../../lambdas/domain/conversation.ts';
import type { InboxStore } from '../../../lambdas/ports/inbox-store.ts';
import type { MemoryInboxStore } from '../../support/memory-inbox-store.ts';
import { kitOf } from '../../support/samples.ts';
import { calm, storm } from '../../support/worlds.ts';

/**
 * The property test must be able to fail: each of these takes one guard away, and some history then ends in another state. (A
 * crash of the run counts as well: it is a difference.)
 */
const withoutGuard: Record<string, (store: MemoryInboxStore) => InboxStore> = {
  'entries are inserted only once': (store) =>
    changed(store, {
      insertEntry: async (ref, entry) => {
        const known = await store.insertEntry(ref, entry);
        if (known && known.type !== 'alias' && entry.type !== 'alias')
          await store.saveEntry(ref, entry, known.rev);
        return null;
      },
    }),
  'a head is written only over the revision that was read': (store) =>
    changed(store, {
      saveHead: async (head) => store.saveHead(head, (await store.head(head))?.rev ?? null),
    }),
  'a change that comes first waits as a mark': (store) => changed(store, { mark: async () => null }),
  'the head points at waiting marks': (store) =>
    changed(store, {
      head: async (ref) => {
        const head = await store.head(ref);
        return head && ({ ...head, marked: new Set() } as Head);
      },
    }),
  'a change looks for its message': (store) => changed(store, { findEntry: async () => null }),
  'a round lost reads the entry again': (store) => {
    const first = new Map<string, Awaited<ReturnType<InboxStore['entry']>>>();
    return changed(store, {
      entry: async (ref, entryId) => {
        if (!first.has(entryId)) first.set(entryId, await store.entry(ref, entryId));
        return first.get(entryId) ?? null;
      },
    });
  },
};

describe('the property test notices a missing guard', () => {
  it.each(Object.entries(withoutGuard))(
    '%s',
    async (_guard, broken) => {
      const setting = { connector: connectorOf(RICHEST), surface: 'main', kit: await kitOf(RICHEST) };
      for (let seed = 0; seed < 2_000_000; seed += 1_000) {
        const { deliveries, wanted } = await calm(setting, seed);
        const state = await storm(setting, deliveries, seed, broken).then(
          (world) => world.state(),
          () => 'the run failed',
        );
        if (!isDeepStrictEqual(state, wanted)) return;
      }
      throw new Error('2,000 histories ended well without this guard');
    },
    120_000,
  );
});

/** The platform with the most kinds of events. */
const RICHEST = 'facebook';

function changed(store: MemoryInboxStore, operations: Partial<InboxStore>): InboxStore {
  return new Proxy(store, {
    get: (target, name) => {
      const operation: unknown = Reflect.get(operations, name) ?? Reflect.get(target, name);
      return typeof operation === 'function' ? operation.bind(target) : operation;
    },
  });
}
