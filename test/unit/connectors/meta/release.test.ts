import type { Account } from '../../../../lambdas/ports/account-access.ts';
import {
  callsSince,
  connected,
  LINKED_ROUTE,
  LOGIN_ROUTE,
  type MetaWorld,
  metaWorld,
  PAGE_ROUTE,
  PERSON,
  SILK_INSTAGRAM,
  SILK_PAGE,
  SILK_SCOPED,
  shared,
} from './meta-world.ts';

const UNSUBSCRIBE = `DELETE graph.facebook.com/v25.0/${SILK_PAGE}/subscribed_apps`;
const REVOKE = `DELETE graph.facebook.com/v25.0/${PERSON}/permissions`;
const PAGE = `meta/page/${SILK_PAGE}`;
const PERSON_LINK = `meta/person/${PERSON}`;

const GONE = { secrets: {}, expiresAt: null, authorizedUntil: null };

describe.each([PAGE_ROUTE, LINKED_ROUTE])(
  'letting go of an account of $platform by the Facebook login',
  (route) => {
    let world: MetaWorld;
    let account: Account;
    beforeEach(async () => {
      world = await metaWorld(route);
      account = await connected(world);
    });
    afterEach(() => world.stop());

    const release = async (links: string[], of = account) => {
      const from = world.sandbox.calls.length;
      const { byHand } = await world.access.release(world.calls, of, shared(...links));
      return { calls: callsSince(world, from), byHand };
    };

    it.each([
      ['nothing is shared', [], [UNSUBSCRIBE, REVOKE]],
      ['the person has another Page here', [PERSON_LINK], [UNSUBSCRIBE]],
      ['the other platform’s account of the Page stays', [PERSON_LINK, PAGE], []],
      ['somebody else’s connection needs the Page', [PAGE], [REVOKE]],
    ])('%s', async (_, links, calls) => {
      expect(await release(links)).toEqual({ calls, byHand: null });
    });

    it('leaves another connection of the same person alive', async () => {
      await release([PERSON_LINK]);
      expect(await world.access.check(world.calls, account)).toMatchObject({ webhook: 'off' });
    });

    it('revokes all when it was the last one, and again without an error', async () => {
      await release([]);
      await expect(world.access.check(world.calls, account)).rejects.toMatchObject({
        platformCode: '190/458',
      });
      expect(await release([])).toEqual({ calls: [UNSUBSCRIBE, REVOKE], byHand: null });
    });

    it('takes the consent back even when the Page’s token is gone', async () => {
      expect(await release([], { ...account, tokens: GONE })).toEqual({ calls: [REVOKE], byHand: null });
    });

    it('tells what remains to be done when nobody knows who consented', async () => {
      const { userId: _, ...facts } = account.facts;
      const { calls, byHand } = await release([], { ...account, facts });
      expect(calls).toEqual([UNSUBSCRIBE]);
      expect(byHand?.en).toMatch(/Business integrations/);
      expect(byHand?.th).toMatch(/Facebook.*KaoJai/);
    });

    it('passes on what may work later', async () => {
      world.sandbox.addFault({ path: 'permissions', how: { answer: 500 }, times: 1 });
      await expect(release([])).rejects.toMatchObject({ kind: 'unavailable' });
      expect((await release([])).calls).toContain(REVOKE);
    });
  },
);

describe('letting go of an account by the Instagram login', () => {
  let world: MetaWorld;
  let account: Account;
  beforeEach(async () => {
    world = await metaWorld(LOGIN_ROUTE);
    account = await connected(world);
  });
  afterEach(() => world.stop());

  const UNSUBSCRIBE_INSTAGRAM = 'DELETE graph.instagram.com/v25.0/me/subscribed_apps';

  it('switches deliveries off; the rest is the merchant’s', async () => {
    const from = world.sandbox.calls.length;
    const { byHand } = await world.access.release(world.calls, account, shared());
    expect(callsSince(world, from)).toEqual([UNSUBSCRIBE_INSTAGRAM]);
    expect(byHand?.en).toMatch(/Apps and websites/);
    expect(byHand?.th).toMatch(/Instagram.*KaoJai/);
    expect(await world.access.check(world.calls, account)).toMatchObject({ webhook: 'off' });
  });

  it.each([SILK_SCOPED, SILK_INSTAGRAM])('leaves everything alone while %s is shared', async (id) => {
    const from = world.sandbox.calls.length;
    expect(await world.access.release(world.calls, account, shared(`meta/person/${id}`))).toEqual({
      byHand: null,
    });
    expect(callsSince(world, from)).toEqual([]);
  });

  it('is no error without a token, or with a dead one', async () => {
    const { byHand } = await world.access.release(world.calls, { ...account, tokens: GONE }, shared());
    expect(byHand).not.toBeNull();
    await world.sandbox.act('meta', { kind: 'expire', accountId: SILK_INSTAGRAM });
    await expect(world.access.release(world.calls, account, shared())).resolves.toEqual({ byHand });
  });
});
