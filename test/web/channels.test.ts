import * as registry from '../../lambdas/connectors/registry.ts';
import {
  conditionOf,
  inOrder,
  problemOf,
  quotaUsed,
  reasonOf,
  wantsReconnect,
} from '../../web/src/channels/condition.ts';
import { orderOf, reconnectPath, startOf, wayOf } from '../../web/src/channels/connect-order.ts';
import { featuresOf, WAYS, waysOf } from '../../web/src/channels/ways.ts';
import { isTyped } from '../../web/src/ui/typed-confirmation.ts';

const connection = {
  id: 'c_1',
  platform: 'line',
  accountId: 'U1',
  displayName: 'Shop',
  features: ['inbox'],
  grantedScopes: [],
  state: 'connected',
  connectedAt: '2026-11-01T00:00:00Z',
  tokenExpiresAt: null,
  webhookUrl: 'https://api.example/webhooks/line/c_1',
  health: { checkedAt: null, problem: null },
} as const;
const like = (part: object) => ({ ...connection, features: [], grantedScopes: [], ...part }) as never;

describe('the ways to connect', () => {
  it('are those of the connectors, with the same permissions', () => {
    const there = Object.values(registry).flatMap(({ manifest: { id, logins } }) =>
      Object.entries(logins).map(([login, { surface, consent, credentials, scopes }]) => ({
        platform: id,
        login,
        surface,
        consent,
        credentials,
        scopes,
      })),
    );
    const here = WAYS.map(({ fields, ...way }) => ({ ...way, credentials: fields.length > 0 }));
    const byName = (one: { platform: string; login: string }) => `${one.platform} ${one.login}`;
    const sorted = <T extends { platform: string; login: string }>(list: readonly T[]) =>
      [...list].sort((one, other) => byName(one).localeCompare(byName(other)));
    expect(sorted(here)).toEqual(sorted(there));
  });

  it('always offer messages, first', () => {
    expect(WAYS.map((way) => featuresOf(way)[0])).toEqual(WAYS.map(() => 'inbox'));
  });
});

describe('what is asked of the API', () => {
  const [channel] = waysOf('line');

  it('leaves out what was not typed, and what the way does not have', () => {
    if (!channel) throw new Error('LINE has no way');
    const order = orderOf(channel, ['profiles', 'inbox', 'orders'], {
      channelId: ' 2001 ',
      channelSecret: 'x',
      accessToken: '  ',
      partnerId: '7',
    });
    expect(order).toEqual({
      platform: 'line',
      login: 'channel',
      surface: 'main',
      features: ['inbox', 'profiles'],
      credentials: { channelId: '2001', channelSecret: 'x' },
    });
  });

  it('has no credentials where nothing is typed', () => {
    const [facebook] = waysOf('facebook');
    expect(facebook && orderOf(facebook, ['inbox'], {})).not.toHaveProperty('credentials');
  });
});

describe('connecting again', () => {
  it.each([
    ['tiktok', 'https://api.example/webhooks/tiktok/business', [], 'business'],
    ['tiktok', 'https://api.example/webhooks/tiktok/shop', [], 'shop'],
    ['instagram', 'https://api.example/webhooks/instagram', ['instagram_basic'], 'facebook'],
    ['line', 'https://api.example/webhooks/line/module', ['message:send'], 'module'],
    ['line', 'https://api.example/webhooks/line/c_1', [], 'channel'],
  ] as const)('takes the way that it came by: %s %s', (platform, webhookUrl, grantedScopes, login) => {
    expect(wayOf({ platform, webhookUrl, grantedScopes: [...grantedScopes] })?.login).toBe(login);
  });

  it('fills the form in by its address', () => {
    const path = reconnectPath(like({ platform: 'facebook', features: ['inbox', 'comments'] }));
    const { way, features } = startOf(path.slice(path.indexOf('?')));
    expect([way?.platform, way?.login, features]).toEqual(['facebook', 'facebook', ['inbox', 'comments']]);
  });

  it('takes nothing from an address that says nonsense', () => {
    expect(startOf('?platform=telegram&features=inbox')).toEqual({ way: null, features: [] });
    expect(startOf('?platform=line&login=x&features=a,orders,inbox').features).toEqual(['inbox']);
  });
});

describe('the condition of a connection', () => {
  it.each([
    ['connected', null, 'well', false],
    ['connected', 'webhook_off', 'troubled', false],
    ['connected', 'permission_missing', 'troubled', true],
    ['connected', 'authorization_expires_soon', 'troubled', true],
    ['needs_reconnect', 'authorization_gone', 'broken', true],
    ['pending', null, 'choosing', false],
    ['disconnected', null, 'over', true],
  ] as const)('%s with %s is %s', (state, problem, condition, reconnect) => {
    const one = { state, health: { checkedAt: null, problem } };
    expect([conditionOf(one), wantsReconnect(one)]).toEqual([condition, reconnect]);
  });

  it('has words for what is known, and others for the rest', () => {
    expect([problemOf('webhook_off'), problemOf('new_code')]).toEqual(['webhook_off', 'other']);
    expect([reasonOf('not_linked'), reasonOf('new_code')]).toEqual(['not_linked', 'other']);
  });

  it('shows first what needs somebody', () => {
    const names = inOrder([
      like({ displayName: 'b' }),
      like({ displayName: 'gone', state: 'disconnected' }),
      like({ displayName: 'a' }),
      like({ displayName: 'lost', state: 'needs_reconnect' }),
    ]).map(({ displayName }) => displayName);
    expect(names).toEqual(['lost', 'a', 'b', 'gone']);
  });

  it.each([
    [undefined, null],
    [{ at: '', used: 3, limit: null }, null],
    [{ at: '', used: 3, limit: 0 }, null],
    [{ at: '', used: 45, limit: 200 }, 23],
    [{ at: '', used: 300, limit: 200 }, 100],
  ])('counts the quota %j', (quota, percent) => {
    expect(quotaUsed(quota)).toBe(percent);
  });
});

describe('a typed confirmation', () => {
  it.each([
    ['Baan  Suan', 'baan suan ', true],
    ['บ้านสวน', 'บ้านสวน', true],
    ['Baan Suan', 'Baan', false],
    ['', '', false],
  ])('%s by %s: %s', (wanted, typed, is) => {
    expect(isTyped(wanted, typed)).toBe(is);
  });
});
