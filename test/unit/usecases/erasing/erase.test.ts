import { isGenuine } from '../../../../lambdas/domain/certificate.ts';
import { ErasingWorld, KEY_LIFE_MS, NOON } from '../../../support/erasing-world.ts';

const SOM = 'U4af4980629som0001';
const NID = 'U4af4980629nid0002';

let world: ErasingWorld;

beforeEach(async () => {
  world = new ErasingWorld();
  await world.begin();
});

const requestOf = async () => {
  const request = await world.deps.requests.request('ws_shop', 'request_1');
  if (!request) throw new Error('the request is gone');
  return request;
};

describe('erasing a customer', () => {
  it('leaves nothing of the person and everything of others', async () => {
    const som = await world.receive(SOM, 'my address is 7 Sukhumvit');
    const nid = await world.receive(NID, 'do you have blue?');
    world.keepFile(som.conversationId, 'picture_1');
    world.keepFile(nid.conversationId, 'picture_2');
    await world.park('parked_1', JSON.stringify({ source: { userId: SOM } }));
    await world.park('parked_2', JSON.stringify({ source: { userId: NID } }));
    const ref = await world.ask({ customerId: som.subjectId });
    expect(await world.run(ref)).toBe('completed');
    const rows = world.dump();
    const own = rows.split('\n').filter((row) => row.includes(som.conversationId));
    // The request, its scope and its audit events: by ids.
    expect(own.filter((row) => !row.startsWith('Ledger '))).toEqual([]);
    expect(rows).toContain(nid.conversationId);
    expect(rows).toContain('picture_2');
    expect(rows).toContain('parked_2');
    expect(rows).not.toContain('parked_1');
    expect((await requestOf()).state).toBe('completed');
  });

  it('gives a certificate that its public key proves, and that says what was done without naming anybody', async () => {
    const som = await world.receive(SOM, 'hello');
    await world.run(await world.ask({ customerId: som.subjectId }));
    const { certificateId = '' } = await requestOf();
    const signed = await world.deps.certificates.certificate('ws_shop', certificateId);
    if (!signed) throw new Error('there is no certificate');
    expect(isGenuine(signed, world.publicKey)).toBe(true);
    expect(
      isGenuine({ ...signed, certificate: { ...signed.certificate, requestId: 'x' } }, world.publicKey),
    ).toBe(false);
    expect(signed.certificate).toMatchObject({
      subject: 'customer',
      erasedAt: new Date(NOON).toISOString(),
      // Head, entry, look-up.
      erased: { Inbox: 3, SubjectKeys: 1 },
      proof: { found: 0, rounds: 1 },
      keyMaterial: { memorySeconds: KEY_LIFE_MS / 1_000, recoveryDays: 1, backupDays: 35 },
    });
    expect(JSON.stringify(signed)).not.toContain(SOM);
    expect(JSON.stringify(signed)).not.toContain(som.subjectId);
  });

  it('makes every copy unreadable as soon as the keys are destroyed', async () => {
    const som = await world.receive(SOM, 'a secret');
    const nid = await world.receive(NID, 'another secret');
    // A table export, or a backup that is restored: rows as they were, and the keys of today.
    const backup = new Map(world.aws.table('Inbox'));
    const ref = await world.ask({ customerId: som.subjectId });
    await world.step('check_holds', ref);
    await world.step('restrict', ref);
    await world.step('destroy_keys', ref);
    for (const [id, row] of backup) world.aws.table('Inbox').set(id, row);
    const readable = await world.readable();
    expect(readable.get(som.conversationId)).toBe(0);
    expect(readable.get(nid.conversationId)).toBeGreaterThan(0);
  });

  it('what a person wrote in a group goes, and what others wrote there stays', async () => {
    const group = { kind: 'group', id: 'Cgroup0001' } as const;
    await world.receive(NID, 'from Nid', { thread: group });
    const { conversationId, subjectId } = await world.receive(SOM, 'from Som', { thread: group });
    const before = world.entriesIn(conversationId);
    await world.run(await world.ask({ customerId: subjectId }));
    expect(before).toBe(2);
    expect(world.entriesIn(conversationId)).toBe(1);
    const head = world.headOf(conversationId);
    expect(head).toBeDefined();
    // The group's preview showed what Som wrote last.
    expect(head).not.toHaveProperty('pv');
  });

  it('somebody unknown is erased like anybody, and nothing is found', async () => {
    const ref = await world.ask({ connectionId: 'c_shop', platformUserId: 'U4af4980629nobody99' });
    expect(await world.run(ref)).toBe('completed');
    expect((await requestOf()).steps.find(({ name }) => name === 'delete')?.counts).toEqual({});
  });

  it('by the platform and its id of the person', async () => {
    const som = await world.receive(SOM, 'hello');
    await world.run(await world.ask({ connectionId: 'c_shop', platformUserId: SOM }));
    expect(world.headOf(som.conversationId)).toBeUndefined();
  });

  it('by the platform and its id of the person, where the platform knows people by their threads', async () => {
    const thread = { kind: 'direct', id: '4611686018429455778' } as const;
    const customer = { key: thread.id, platformUserId: 'buyer_700312455' };
    const som = await world.receive('buyer_700312455', 'hello', { thread, customer });
    const nid = await world.receive(NID, 'hello');
    await world.run(await world.ask({ connectionId: 'c_shop', platformUserId: 'buyer_700312455' }));
    expect(world.headOf(som.conversationId)).toBeUndefined();
    expect(world.headOf(nid.conversationId)).toBeDefined();
  });

  it('a request that has ended, or was rejected, is not carried out', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await world.ask({ customerId: som.subjectId });
    await world.deps.requests.save({ ...(await requestOf()), state: 'rejected', completedAt: NOON });
    expect(await world.run(ref)).toBe('stopped');
    expect(world.headOf(som.conversationId)).toBeDefined();
  });

  it('the platform id that the proof looks for is forgotten with the request', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await world.ask({ customerId: som.subjectId });
    await world.step('check_holds', ref);
    expect((await requestOf()).canaries).toEqual([SOM]);
    await world.run(ref);
    expect((await requestOf()).canaries).toBeUndefined();
    expect(world.dump()).not.toContain(SOM);
  });
});

describe('the proof', () => {
  it('sees what the deletion forgot, erases it, and looks again', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await world.ask({ customerId: som.subjectId });
    for (const step of ['check_holds', 'restrict', 'destroy_keys', 'delete']) await world.step(step, ref);
    // Somebody who is not told of erasures writes it down again, in a place that nobody looks after.
    await world.inbox.put({
      pk: 'W#ws_shop',
      sk: 'MEMBER#x',
      email: { by: som.subjectId, sealed: Buffer.from('x') },
    });
    expect((await world.step('prove', ref)).next).toBe('found');
    await expect(world.step('certify', ref)).rejects.toThrow('nothing to certify');
    expect((await world.step('prove', ref)).next).toBe('done');
    expect((await requestOf()).steps.find(({ name }) => name === 'prove')?.counts).toMatchObject({
      found: 0,
      rounds: 2,
    });
    expect(world.meter.counts.get('ErasureTraceFound')).toBe(1);
  });

  it('sees the words of a person in the clear, also in bytes', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await world.ask({ customerId: som.subjectId });
    for (const step of ['check_holds', 'restrict', 'destroy_keys', 'delete']) await world.step(step, ref);
    await world.inbox.put({
      pk: 'W#ws_shop',
      sk: 'MEMBER#y',
      email: { by: 'z', sealed: Buffer.from(`id ${SOM}`) },
    });
    expect((await world.step('prove', ref)).next).toBe('found');
  });
});

describe('erasing others', () => {
  it('a member: the account, the address, and nothing that the member wrote for the shop', async () => {
    await world.addMember('u_lek', 'lek@shop.example');
    await world.addMember('u_dao', 'dao@shop.example');
    expect(await world.run(await world.ask({ memberId: 'u_lek' }))).toBe('completed');
    expect(world.deleted).toEqual(['u_lek']);
    expect([...world.aws.table('Inbox').keys()].join()).not.toContain('u_lek');
    expect([...world.aws.table('Inbox').keys()].join()).toContain('u_dao');
  });

  it('a connection: all its conversations, with the keys of their people', async () => {
    const som = await world.receive(SOM, 'hello');
    await world.run(await world.ask({ connectionId: 'c_shop' }));
    expect(world.headOf(som.conversationId)).toBeUndefined();
    expect([...world.aws.table('Connections').keys()].join()).not.toContain('c_shop');
    expect(await world.keys().existingKey('ws_shop', som.subjectId)).toBeNull();
  });

  it('a workspace: everything, and its key', async () => {
    await world.receive(SOM, 'hello');
    await world.addMember('u_lek', 'lek@shop.example');
    expect(await world.run(await world.ask({ workspace: true }))).toBe('completed');
    expect(world.aws.table('Inbox').size).toBe(0);
    expect(world.aws.table('Connections').size).toBe(0);
    await expect(world.keys().workspace('ws_shop')).rejects.toThrow('no key');
  });
});

describe('legal holds', () => {
  const hold = (target: Parameters<ErasingWorld['hold']>[0]) => world.hold(target);

  it('a held customer waits as a whole, and goes when the hold ends', async () => {
    const som = await world.receive(SOM, 'hello');
    await hold({ customerId: som.subjectId });
    const ref = await world.ask({ customerId: som.subjectId });
    expect(await world.run(ref)).toBe('held');
    expect((await requestOf()).state).toBe('held');
    expect(world.headOf(som.conversationId)).toBeDefined();
    await world.deps.holds.active('ws_shop', NOON);
    await world.releaseHolds();
    expect(await world.run(ref)).toBe('completed');
    expect(world.headOf(som.conversationId)).toBeUndefined();
  });

  it('of a connection only the held conversation stays, and everything else goes at once', async () => {
    const som = await world.receive(SOM, 'hello');
    const nid = await world.receive(NID, 'hello');
    await hold({ conversationId: som.conversationId });
    const ref = await world.ask({ connectionId: 'c_shop' });
    expect(await world.run(ref)).toBe('held');
    expect(world.headOf(som.conversationId)).toBeDefined();
    expect((await world.readable()).get(som.conversationId)).toBeGreaterThan(0);
    expect(world.headOf(nid.conversationId)).toBeUndefined();
    await world.releaseHolds();
    expect(await world.run(ref)).toBe('completed');
    expect(world.headOf(som.conversationId)).toBeUndefined();
  });
});
