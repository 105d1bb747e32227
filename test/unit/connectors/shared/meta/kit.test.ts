import { kit as facebookKit } from '../../../../../lambdas/connectors/facebook/samples/kit.ts';
import { connectorOf } from '../../../../../lambdas/connectors/index.ts';
import { kit as instagramKit } from '../../../../../lambdas/connectors/instagram/samples/kit.ts';
import type { Act, SampleKit } from '../../../../../lambdas/connectors/shared/sample-kit.ts';

const base = { surface: 'main', accountId: '10', customerId: '20', messageId: 'm_1', at: 1_791_162_764_301 };
const ID = { platformMessageId: 'm_1' };
const ACTS: (readonly [act: Act, item: object])[] = [
  [
    { ...base, kind: 'message', text: 'สวัสดี 😊 a/b' },
    { type: 'message', direction: 'inbound', ...ID },
  ],
  [
    { ...base, kind: 'echo', text: 'yes' },
    { type: 'message', direction: 'outbound', ...ID },
  ],
  [
    { ...base, kind: 'edit', text: 'changed', order: 2 },
    { type: 'edit', text: 'changed', order: 2, ...ID },
  ],
  [
    { ...base, kind: 'reaction', emoji: '👍' },
    { type: 'reaction', by: '20', emoji: '👍', ...ID },
  ],
  [
    { ...base, kind: 'reaction', emoji: null },
    { type: 'reaction', by: '20', emoji: null, ...ID },
  ],
  [
    { ...base, kind: 'postback', text: 'Menu' },
    { type: 'event', eventId: 'm_1', text: 'Menu' },
  ],
];
const unsend: Act = { ...base, kind: 'unsend', sentAt: base.at - 1 };
const seen: Act = { ...base, kind: 'read' };

const read = (kit: SampleKit, act: Act) => {
  const body = kit.compose(act);
  return body && connectorOf(kit.platform).parse({ surface: 'main', body, receivedAt: base.at + 1 });
};

describe.each([facebookKit, instagramKit])('the kit of $platform', (kit) => {
  it.each(ACTS)('plays %j', (act, item) => {
    const place = { accountId: '10', thread: { kind: 'direct', id: '20' } };
    expect(read(kit, act)).toMatchObject([{ ...place, ...item }]);
  });

  it('writes text as Meta does, and it is read as it was', () => {
    const [[act]] = ACTS as [[Act, object]];
    const written = kit.compose(act)?.toString('latin1');
    expect(written).toMatch(/^[\x20-\x7e]+$/);
    expect(written).toContain(String.raw`\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35 \ud83d\ude0a a\/b`);
    expect(read(kit, act)).toMatchObject([{ direction: 'inbound', text: 'สวัสดี 😊 a/b', sentAt: base.at }]);
  });

  it('seeds an account that can be connected', async () => {
    const connector = connectorOf(kit.platform);
    const { apps, credentials } = kit.seed('main', '10');
    const access = await connector.access();
    const { login, tokens } = access.readCredentials(credentials);
    expect(tokens.secrets.access_token).toBeDefined();
    const webhook = connector.webhookOf({ connectionId: 'c', login, publicBaseUrl: 'https://k' });
    expect(webhook.credentials).toContain(kit.credentials.main?.ref);
    const [app] = connector.manifest.apps;
    expect(Object.keys(apps[app?.name ?? ''] ?? {}).sort()).toEqual(['appId', 'appSecret', 'verifyToken']);
  });
});

describe('what only one of the two platforms plays', () => {
  it('Messenger: receipts by time, nothing unsent', () => {
    expect(read(facebookKit, seen)).toMatchObject([{ type: 'receipt', state: 'read', upTo: base.at }]);
    expect(facebookKit.compose(unsend)).toBeNull();
  });

  it('Instagram: receipts by message, and unsent messages', () => {
    expect(read(instagramKit, seen)).toMatchObject([{ type: 'receipt', state: 'read', ...ID }]);
    expect(read(instagramKit, unsend)).toMatchObject([{ type: 'unsend', at: base.at, ...ID }]);
  });
});
