import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { Kms } from '../../../../lambdas/aws/kms.ts';
import { replayDeps } from '../../../../lambdas/runtime/retention/replay-clients.ts';
import { type ReplayDeps, replayErasures } from '../../../../lambdas/usecases/erasing/replay-erasures.ts';
import { ErasingWorld, KEY_LIFE_MS } from '../../../support/erasing-world.ts';

const SOM = 'U4af4980629som0001';
const NID = 'U4af4980629nid0002';
const GROUP = { kind: 'group', id: 'Cgroup0001' } as const;

type Rows = ReadonlyMap<string, Record<string, AttributeValue>>;
/** What a backup holds: never the salts. */
const SAVED = ['Inbox', 'Connections', 'Ledger'] as const;

let world: ErasingWorld;

beforeEach(async () => {
  world = new ErasingWorld();
  await world.begin();
});

function backUp(tables: readonly string[] = SAVED): ReadonlyMap<string, Rows> {
  return new Map(tables.map((name) => [name, new Map(world.aws.table(name))]));
}

function restore(backup: ReadonlyMap<string, Rows>): void {
  for (const [name, rows] of backup) {
    world.aws.table(name).clear();
    for (const [id, row] of rows) world.aws.table(name).set(id, row);
  }
}

function deps(change: Partial<ReplayDeps> = {}): ReplayDeps {
  const clients = { dynamo: world.aws.dynamo, aws: world.aws.caller, kms: new Kms(world.aws.caller) };
  const names = {
    inboxTable: 'Inbox',
    connectionsTable: 'Connections',
    subjectKeysTable: 'SubjectKeys',
    ledgerTable: 'Ledger',
    mediaBucket: 'media-bucket',
    subjectKeyArn: 'subject-key',
    clock: world.clock,
  };
  return { ...replayDeps(clients, names), ...change };
}

describe('RET-4: a restored backup', () => {
  it('has nothing of the erased after the replay, and everything of the others, readable', async () => {
    const som = await world.receive(SOM, 'my address is 7 Sukhumvit');
    const nid = await world.receive(NID, 'do you have blue?');
    await world.receive(NID, 'from Nid', { thread: GROUP });
    const { conversationId: shared } = await world.receive(SOM, 'from Som', { thread: GROUP });
    await world.park('parked_1', JSON.stringify({ source: { userId: SOM } }));
    const backup = backUp();
    await world.run(await world.ask({ customerId: som.subjectId }));
    restore(backup);
    // Back again, and unreadable: the key is in no backup.
    expect(world.headOf(som.conversationId)).toBeDefined();
    const readable = await world.readable();
    expect([readable.get(som.conversationId), readable.get(nid.conversationId)]).toEqual([0, 1]);
    expect(readable.get(shared)).toBe(1);

    const report = await replayErasures(deps());
    expect(report).toMatchObject({ erasures: 1, left: 0 });
    expect(world.dump()).not.toContain(som.conversationId);
    expect(world.dump()).not.toContain('parked_1');
    expect(world.headOf(nid.conversationId)).toBeDefined();
    expect((await world.readable()).get(nid.conversationId)).toBe(1);
    expect([world.entriesIn(shared), (await world.readable()).get(shared)]).toEqual([1, 1]);
  });

  it('of somebody who came back loses what is of before, and keeps what is of now', async () => {
    const som = await world.receive(SOM, 'before');
    await world.run(await world.ask({ customerId: som.subjectId }));
    const backup = backUp();
    world.clock.moveTo(world.clock.now() + KEY_LIFE_MS);
    await world.receive(SOM, 'after');
    const now = backUp(['Inbox']);
    // A restore by hand that brings both together.
    restore(backup);
    for (const [id, row] of now.get('Inbox') ?? []) world.aws.table('Inbox').set(id, row);
    expect((await replayErasures(deps())).left).toBe(0);
    expect(world.entriesIn(som.conversationId)).toBe(1);
    expect((await world.readable()).get(som.conversationId)).toBe(1);
  });

  it('of before an erasure of a person who came back since: the old entries go, though their head stays', async () => {
    const som = await world.receive(SOM, 'before');
    const old = new Map(world.aws.table('Inbox'));
    await world.run(await world.ask({ customerId: som.subjectId }));
    world.clock.moveTo(world.clock.now() + KEY_LIFE_MS);
    await world.receive(SOM, 'after');
    for (const [id, row] of old) if (id.includes(' E#')) world.aws.table('Inbox').set(id, row);
    expect(world.entriesIn(som.conversationId)).toBe(2);
    expect((await replayErasures(deps())).left).toBe(0);
    expect(world.entriesIn(som.conversationId)).toBe(1);
  });

  it('members, connections and workspaces go again, too', async () => {
    await world.addMember('u_lek', 'lek@shop.example');
    await world.addMember('u_dao', 'dao@shop.example');
    const backup = backUp(['Inbox', 'Connections']);
    await world.run(await world.ask({ memberId: 'u_lek' }));
    await world.run(await world.ask({ connectionId: 'c_shop' }, 'request_2'));
    restore(backup);
    expect((await replayErasures(deps())).left).toBe(0);
    expect([...world.aws.table('Inbox').keys()].join()).not.toContain('u_lek');
    expect([...world.aws.table('Inbox').keys()].join()).toContain('u_dao');
    expect([...world.aws.table('Connections').keys()].join()).not.toContain('c_shop');
    const again = backUp(['Inbox', 'Connections']);
    await world.run(await world.ask({ workspace: true }, 'request_3'));
    restore(again);
    await replayErasures(deps());
    expect(world.aws.table('Inbox').size).toBe(0);
  });

  it('says so when something is left', async () => {
    const som = await world.receive(SOM, 'hello');
    const backup = backUp();
    await world.run(await world.ask({ customerId: som.subjectId }));
    restore(backup);
    const { data } = deps();
    const idle = data.map((one) => ({ store: one.store, find: one.find.bind(one), destroy: async () => {} }));
    expect((await replayErasures(deps({ data: idle }))).left).toBeGreaterThan(0);
  });

  it('can be replayed any number of times', async () => {
    const som = await world.receive(SOM, 'hello');
    const backup = backUp();
    await world.run(await world.ask({ customerId: som.subjectId }));
    restore(backup);
    await replayErasures(deps());
    expect(await replayErasures(deps())).toEqual({ erasures: 1, removed: {}, left: 0 });
  });
});
