import { kit as facebookKit } from '../../../../../lambdas/connectors/facebook/samples/kit.ts';
import { connectorOf } from '../../../../../lambdas/connectors/index.ts';
import { kit as instagramKit } from '../../../../../lambdas/connectors/instagram/samples/kit.ts';
import type { Act, SampleKit } from '../../../../../lambdas/connectors/shared/sample-kit.ts';

const base = { surface: 'main', accountId: '10', customerId: '20', messageId: 'm_1', at: 1_791_162_764_301 };
const ACTS: Act[] = [
  { ...base, kind: 'message', text: 'สวัสดี 😊 a/b' },
  { ...base, kind: 'echo', text: 'yes' },
  { ...base, kind: 'edit', text: 'changed', order: 2 },
  { ...base, kind: 'unsend', sentAt: base.at - 1 },
  { ...base, kind: 'reaction', emoji: '👍' },
  { ...base, kind: 'reaction', emoji: null },
  { ...base, kind: 'read' },
  { ...base, kind: 'postback', text: 'Menu' },
];

const read = (kit: SampleKit, act: Act) => {
  const body = kit.compose(act);
  return body && connectorOf(kit.platform).parse({ surface: 'main', body, receivedAt: base.at + 1 });
};

describe.each([facebookKit, instagramKit])('the kit of $platform', (kit) => {
  it.each(ACTS)('plays $kind', (act) => {
    const items = read(kit, act);
    if (kit.platform === 'facebook' && act.kind === 'unsend') return expect(items).toBeNull();
    expect(items).toHaveLength(1);
    expect(items?.[0]).toMatchObject({ accountId: '10', thread: { kind: 'direct', id: '20' } });
    expect(JSON.stringify(items)).toContain(act.kind === 'read' ? 'read' : 'm_1');
  });

  it('writes text as Meta does, and it is read as it was', () => {
    const [act] = ACTS as [Act];
    expect(kit.compose(act)?.toString('latin1')).toMatch(/^[\x20-\x7e]+$/);
    expect(read(kit, act)).toMatchObject([{ direction: 'inbound', text: 'สวัสดี 😊 a/b', sentAt: base.at }]);
  });

  it('seeds an account that can be connected', () => {
    const connector = connectorOf(kit.platform);
    const { apps, credentials } = kit.seed('main', '10');
    const webhook = connector.webhookOf({
      connectionId: 'c',
      accountId: '10',
      publicBaseUrl: 'https://k',
      credentials,
    });
    expect(webhook.credential).toBe(kit.credentials.main?.ref);
    const [app] = connector.manifest.apps;
    expect(Object.keys(apps[app?.name ?? ''] ?? {}).sort()).toEqual(['appId', 'appSecret', 'verifyToken']);
  });
});
