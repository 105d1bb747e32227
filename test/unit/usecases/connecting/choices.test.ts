import type { Connection } from '../../../../lambdas/ports/connections.ts';
import { chooseAccounts, listChoices } from '../../../../lambdas/usecases/connecting/choose-accounts.ts';
import { disconnect } from '../../../../lambdas/usecases/connecting/disconnect.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { ConnectingWorld, DAY, HOUR, MALI, SUDA, sessionOf } from '../../../support/connecting-world.ts';
import type { FakePerson } from '../../../support/fake-platform.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const me = sessionOf('owner');

/** A consent behind which there are several accounts. */
async function consented(person: FakePerson, n = 1): Promise<{ world: ConnectingWorld; id: string }> {
  const world = await ConnectingWorld.create();
  return { world, id: await consentIn(world, person, n) };
}

async function consentIn(world: ConnectingWorld, person: FakePerson, n = 1): Promise<string> {
  const started = await world.start({ session: sessionOf('owner', n) });
  await world.comeBack(started, world.platform.consent(started.authorizeUrl, person));
  return started.connectionId;
}

const choose = (world: ConnectingWorld, id: string, accounts: readonly string[]) =>
  chooseAccounts(world.main.deps, me, id, accounts);

const ALL = ['shop_mali_1', 'shop_mali_2'];

describe.each([
  ['tokens of their own', MALI],
  ['shared tokens', SUDA],
])('choosing accounts with %s', (_what, person) => {
  const [one, two] = person.accounts.map(({ id }) => id) as [string, string];

  it('offers all of them, says why one cannot be connected, and which is connected already', async () => {
    const third = { id: 'shop_3', name: 'Three', unusable: 'inactive' };
    const { world, id } = await consented({ ...person, accounts: [...person.accounts, third] });
    const before = await listChoices(world.main.deps, me, id);
    expect(before.map(({ accountId, unusable }) => [accountId, unusable]).sort()).toEqual([
      ['shop_3', 'inactive'],
      [one, null],
      [two, null],
    ]);
    const [first] = await choose(world, id, [one]);
    const again = await consentIn(world, person);
    const offered = await listChoices(world.main.deps, me, again);
    expect(Object.fromEntries(offered.map((choice) => [choice.accountId, choice.connectionId]))).toEqual({
      [one]: first?.id,
      [two]: null,
    });
  });

  it('connects the chosen ones, the first under the id of the consent; all of them work for a day', async () => {
    const { world, id } = await consented(person);
    const chosen = await choose(world, id, [two, one]);
    expect(chosen.map(({ accountId, state }) => [accountId, state])).toEqual([
      [two, 'connected'],
      [one, 'connected'],
    ]);
    expect(chosen[0]?.id).toBe(id);
    expect(world.keysLeft().filter((key) => key.includes('CHOICE'))).toEqual([]);
    await world.live(DAY);
    for (const connection of chosen) {
      expect(await world.connection(connection.id)).toMatchObject({
        state: 'connected',
        health: { problem: null },
      });
      const stored = await world.tokens(connection);
      expect(stored?.access_token).toBe(world.platform.grantOf(connection.accountId)?.access);
    }
  });

  it('of one chosen, nothing of the other stays', async () => {
    const { world, id } = await consented(person);
    await choose(world, id, [one]);
    expect(world.keysLeft().filter((key) => /CHOICE|CONSENT/.test(key))).toEqual([]);
    expect(world.sealedLeft()).toEqual(['AUTHORIZATION', 'CONNECTION']);
    expect(await world.connections()).toHaveLength(1);
  });

  it('refuses what is not offered, and connects nothing of such a request', async () => {
    const { world, id } = await consented(person);
    const asked = choose(world, id, [one, 'shop_of_somebody']);
    await expect(asked).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await world.connections()).map(({ state }) => state)).toEqual(['pending']);
    expect(await listChoices(world.main.deps, me, id)).toHaveLength(2);
  });

  it('S07: refuses one that another workspace has taken meanwhile, and connects nothing of such a request', async () => {
    const { world, id } = await consented(person);
    await world.connect(
      { ...person, id: 'p_other', shared: false, accounts: person.accounts.slice(0, 1) },
      { session: sessionOf('owner', 2) },
    );
    for (const both of [
      [one, two],
      [two, one],
    ])
      await expect(choose(world, id, both)).rejects.toMatchObject({ code: 'account_taken' });
    expect((await world.connections()).map(({ state }) => state)).toEqual(['pending']);
    const offered = await listChoices(world.main.deps, me, id);
    expect(offered.find(({ accountId }) => accountId === one)?.unusable).toBe('account_taken');
    expect(await choose(world, id, [two])).toHaveLength(1);
  });

  it("S04: another workspace's choices are not found", async () => {
    const { world, id } = await consented(person);
    const other = sessionOf('owner', 2);
    await expect(listChoices(world.main.deps, other, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(chooseAccounts(world.main.deps, other, id, [one])).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('an hour later there is nothing to choose, and nothing sealed', async () => {
    const { world, id } = await consented(person);
    world.clock.moveTo(world.clock.now() + HOUR);
    await expect(listChoices(world.main.deps, me, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(choose(world, id, [one])).rejects.toMatchObject({ code: 'not_found' });
    world.purge();
    expect(world.keysLeft()).toEqual([]);
  });

  it('given up: nothing sealed stays', async () => {
    const { world, id } = await consented(person);
    const { connection } = await disconnect(world.main.deps, me, id, 'keep');
    expect(connection.state).toBe('disconnected');
    expect(world.keysLeft()).toEqual([]);
    await expect(choose(world, id, [one])).rejects.toMatchObject({ code: 'not_found' });
  });

  it('given up while another connection lives by the same consent: that one goes on', async () => {
    const { world, id } = await consented(person);
    const [first] = (await choose(world, id, [one])) as [Connection];
    const second = await consentIn(world, person);
    await disconnect(world.main.deps, me, second, 'keep');
    await world.live(DAY);
    const wanted = person.shared
      ? { state: 'connected', health: { problem: null } }
      : { state: 'needs_reconnect' };
    // With tokens of its own, the second consent ended the first at the platform; shared ones were renewed by it.
    expect(await world.connection(first.id)).toMatchObject(wanted);
  });

  it('chosen again after a new consent: the same connections', async () => {
    const { world, id } = await consented(person);
    const before = await choose(world, id, [one, two]);
    const again = await consentIn(world, person);
    const after = await choose(world, again, [one, two]);
    expect(after.map((connection) => connection.id)).toEqual(before.map((connection) => connection.id));
    // Whoever waits under the id of the second consent is led to the first.
    expect((await world.connection(again))?.id).toBe(before[0]?.id);
    expect(await world.connections()).toHaveLength(2);
  });
});

it('a choice of one account named twice is one', async () => {
  const { world, id } = await consented(MALI);
  expect(await choose(world, id, ['shop_mali_1', 'shop_mali_1'])).toHaveLength(1);
});

it('all of them at once by two requests: each account is connected once', async () => {
  const { world, id } = await consented(MALI);
  const done = await Promise.allSettled([choose(world, id, ALL), choose(world, id, ALL)]);
  expect(done.some(({ status }) => status === 'fulfilled')).toBe(true);
  const connected = (await world.connections()).filter(({ state }) => state === 'connected');
  expect(connected.map(({ accountId }) => accountId).sort()).toEqual(ALL);
});
