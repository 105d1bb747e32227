import { access } from '../../../../lambdas/connectors/tiktok/access/index.ts';
import { tiktok } from '../../../../lambdas/connectors/tiktok/index.ts';
import { kit } from '../../../../lambdas/connectors/tiktok/samples/kit.ts';
import type { InboundItem } from '../../../../lambdas/domain/inbound.ts';

const AT = 1_773_110_402_000;

describe.each(['shop', 'business'])('TikTok’s sample kit plays %s', (surface) => {
  const act = { surface, accountId: 'account-1', customerId: 'customer-1', messageId: 'message-1', at: AT };
  const read = (body: Buffer | null): InboundItem[] | null =>
    body && tiktok.parse({ surface, body, receivedAt: AT });
  const threadOf = (items: InboundItem[] | null) => (items?.[0] as { thread?: unknown } | undefined)?.thread;

  it('a message and an echo, in one conversation', () => {
    const message = read(kit.compose({ ...act, kind: 'message', text: 'สวัสดี 🙏' }));
    const echo = read(kit.compose({ ...act, kind: 'echo', text: 'ค่ะ' }));
    const common = { accountId: 'account-1', platformMessageId: 'message-1', sentAt: AT };
    expect(message).toMatchObject([{ ...common, direction: 'inbound', text: 'สวัสดี 🙏' }]);
    expect(message).toMatchObject([{ customer: { platformUserId: 'customer-1' } }]);
    expect(echo).toMatchObject([{ ...common, direction: 'outbound', author: { type: 'external' } }]);
    // Shop names the buyer only in what the buyer sends.
    const named = surface === 'business' ? { platformUserId: 'customer-1', displayName: 'nok_shopper' } : {};
    expect(echo?.map((item) => 'customer' in item && item.customer)).toEqual([
      { key: expect.any(String), ...named },
    ]);
    expect(threadOf(echo)).toEqual(threadOf(message));
  });

  it('an echo from the account’s side', () => {
    const raw = JSON.parse(String(kit.compose({ ...act, kind: 'echo', text: 'ค่ะ' })));
    if (surface === 'shop') return expect(raw.data.sender.role).toBe('CUSTOMER_SERVICE');
    expect(JSON.parse(raw.content)).toMatchObject({ from: 'brand.th', from_user: { id: 'account-1' } });
  });

  it('different conversations for different customers', () => {
    const one = read(kit.compose({ ...act, kind: 'message', text: 'a' }));
    const other = read(kit.compose({ ...act, customerId: 'customer-2', kind: 'message', text: 'a' }));
    expect(threadOf(one)).not.toEqual(threadOf(other));
  });

  it('reactions and read marks, where the product has them', () => {
    const reaction = read(kit.compose({ ...act, kind: 'reaction', emoji: '👍' }));
    const taken = read(kit.compose({ ...act, kind: 'reaction', emoji: null }));
    const seen = read(kit.compose({ ...act, kind: 'read' }));
    if (surface === 'shop') return expect([reaction, taken, seen]).toEqual([null, null, null]);
    const common = { type: 'reaction', platformMessageId: 'message-1', by: 'customer-1', at: AT };
    expect(reaction).toMatchObject([{ ...common, emoji: '👍' }]);
    expect(taken).toMatchObject([{ ...common, emoji: null }]);
    expect(seen).toMatchObject([{ type: 'receipt', state: 'read', upTo: AT }]);
  });

  it('nothing that TikTok does not have', () => {
    expect(kit.compose({ ...act, kind: 'edit', text: 'a', order: 1 })).toBeNull();
    expect(kit.compose({ ...act, kind: 'unsend', sentAt: AT })).toBeNull();
    expect(kit.compose({ ...act, kind: 'postback', text: 'a' })).toBeNull();
  });

  it('an account that can be connected', () => {
    const seed = kit.seed(surface, 'account-1');
    const [app] = tiktok.manifest.apps.filter((app) => Object.hasOwn(seed.apps, app.name));
    const { login, tokens } = access.readCredentials(seed.credentials);
    expect(tiktok.manifest.logins[login]).toMatchObject({ surface, app: app?.name });
    expect(Object.keys(tokens.secrets)).toEqual(['access_token', 'refresh_token']);
    const where = tiktok.webhookOf({ connectionId: 'c1', login, publicBaseUrl: '' });
    expect(where).toMatchObject({ credentials: [app?.credential] });
    const signing = kit.credentials[surface];
    const secret = { [app?.secretField ?? '']: signing?.secret.reveal() };
    expect(seed.apps[app?.name ?? '']).toEqual({ ...secret, ...signing?.facts });
    expect(Object.keys(signing?.facts ?? {})).toEqual(app?.factFields);
  });
});
