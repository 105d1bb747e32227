import { access } from '../../../../lambdas/connectors/line/access/index.ts';
import { manifest } from '../../../../lambdas/connectors/line/manifest.ts';
import { kit } from '../../../../lambdas/connectors/line/samples/kit.ts';
import { webhookOf } from '../../../../lambdas/connectors/line/webhook-of.ts';
import { InvalidInput } from '../../../../lambdas/domain/errors.ts';

const place = { connectionId: 'c1', publicBaseUrl: 'https://api.example' };

describe('LINE webhookOf', () => {
  it('gives a channel an address and a secret of its own', () => {
    const { credentials } = kit.seed('main', 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596');
    const webhook = webhookOf({ ...place, login: 'channel', given: access.readCredentials(credentials) });
    expect(webhook.webhookUrl).toBe('https://api.example/webhooks/line/c1');
    expect(webhook.credentials).toEqual(['line/c1']);
    expect(webhook.own?.secret.reveal()).toBe(credentials.channelSecret);
    expect(webhook.own?.facts).toEqual({ channelId: '2001234567' });
  });

  it("gives a module's accounts the module's one address and secret", () => {
    expect(webhookOf({ ...place, login: 'module' })).toEqual({
      webhookUrl: 'https://api.example/webhooks/line/module',
      credentials: ['app/line-module'],
    });
  });

  it('S02: the address of the module takes only what the module signed', () => {
    const route = manifest.routes.find(({ path }) => path === '/webhooks/line/module');
    expect(route?.credentials).toEqual(['app/line-module']);
    expect(manifest.apps.map(({ credential }) => credential)).toEqual(['app/line-module']);
  });

  it('refuses a channel without credentials', () => {
    expect(() => webhookOf({ ...place, login: 'channel' })).toThrow(InvalidInput);
  });
});
