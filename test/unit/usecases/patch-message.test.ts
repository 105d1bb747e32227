import type { MessageContent } from '../../../lambdas/domain/message-content.ts';
import type { InboxStore } from '../../../lambdas/ports/inbox-store.ts';
import type { InboxDeps } from '../../../lambdas/usecases/inbox-deps.ts';
import { locate } from '../../../lambdas/usecases/locate.ts';
import { patchMessage } from '../../../lambdas/usecases/patch-message.ts';
import { place } from '../../../lambdas/usecases/places.ts';
import { recordMessage } from '../../../lambdas/usecases/record-message.ts';
import { aConnection, FakeSubjectKeys, noTurns, PlainSealer, VirtualClock } from '../../support/fakes.ts';
import { MemoryInboxStore } from '../../support/memory-inbox-store.ts';

const AT = 1_790_000_000_000;
const thread = { kind: 'direct', id: '7100000000000011' } as const;
const customer = { key: thread.id, platformUserId: thread.id };
const connection = aConnection({ platform: 'facebook' });

/** A message, and two people's reactions to it at the same moment; the first one stalls before it writes. */
async function reactionsAtOnce(
  makeStore: (memory: MemoryInboxStore) => InboxStore,
): Promise<MessageContent | null> {
  const memory = new MemoryInboxStore();
  const keys = new FakeSubjectKeys();
  const deps: InboxDeps = {
    store: memory,
    keys,
    sealer: new PlainSealer(),
    clock: new VirtualClock(AT),
    turns: noTurns,
  };
  await recordMessage(deps, connection, { ...aMessage, accountId: connection.accountId }, AT);
  const { identity, subjectId } = await locate(keys, connection, thread, customer);
  const react = (store: InboxStore, by: string) =>
    patchMessage(
      { ...deps, store },
      {
        identity,
        subjectId,
        token: 'm_1',
        patch: { reactions: { [by]: { emoji: '❤️', at: AT } } },
        admission: { where: { identity, subjectId }, moment: AT, head: null },
      },
    );
  const stalled = makeStore(memory);
  let second: Promise<unknown> | undefined;
  const stalling = new Proxy(stalled, {
    get: (target, name) => {
      const operation: unknown = Reflect.get(target, name);
      if (typeof operation !== 'function') return operation;
      return async (...args: unknown[]) => {
        if (name === 'saveEntry' && second === undefined) {
          second = react(stalled, 'second');
          await second;
        }
        return operation.apply(target, args);
      };
    },
  });
  await react(stalling, 'first');
  const [entry] = await memory.timeline(identity, { limit: 1 });
  return entry ? deps.sealer.open<MessageContent>(place.entry(identity, entry.entryId), entry.sealed) : null;
}

const aMessage = {
  type: 'message',
  thread,
  customer,
  platformMessageId: 'm_1',
  direction: 'inbound',
  author: { type: 'customer' },
  kind: 'text',
  text: 'hello',
  attachments: [],
  data: {},
  sentAt: AT,
} as const;

describe('changes of one message at the same moment', () => {
  it('F06: none is lost', async () => {
    const content = await reactionsAtOnce((memory) => memory);
    expect(Object.keys(content?.reactions ?? {}).sort()).toEqual(['first', 'second']);
  });

  it('the test notices when an entry may be written over another revision than was read', async () => {
    const content = await reactionsAtOnce(
      (memory) =>
        new Proxy(memory, {
          get: (target, name) => {
            if (name !== 'saveEntry') {
              const operation: unknown = Reflect.get(target, name);
              return typeof operation === 'function' ? operation.bind(target) : operation;
            }
            return async (...[ref, entry]: Parameters<InboxStore['saveEntry']>) =>
              target.saveEntry(ref, entry, (await target.entry(ref, entry.entryId))?.rev ?? 0);
          },
        }),
    );
    expect(Object.keys(content?.reactions ?? {})).toEqual(['first']);
  });
});
