import { connectorOf } from '../../../../lambdas/connectors/index.ts';
import { readSignedRequest } from '../../../../lambdas/connectors/shared/meta/signed-request.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import {
  APPS,
  connected,
  customerWrites,
  lastParsed,
  type MetaWorld,
  metaWorld,
  ROUTES,
  shared,
} from './meta-world.ts';

describe.each(ROUTES)('an account of $platform by the $login login', (route) => {
  let world: MetaWorld;
  beforeEach(async () => {
    world = await metaWorld(route);
  });
  afterEach(() => world.stop());

  it('is connected, receives, is checked, and stops receiving when it is released', async () => {
    const account = await connected(world);
    expect(await world.access.check(world.calls, account)).toMatchObject({ webhook: 'on', problem: null });

    const { messageId, delivered } = await customerWrites(world, 'สวัสดีค่ะ');
    expect(delivered).toBe(true);
    expect(lastParsed(world)).toMatchObject([
      { type: 'message', accountId: route.accountId, platformMessageId: messageId, text: 'สวัสดีค่ะ' },
    ]);

    const { byHand } = await world.access.release(world.calls, account, shared());
    expect(byHand === null).toBe(route.login === 'facebook');
    expect(await customerWrites(world, 'ยังอยู่ไหม')).toMatchObject({ delivered: false });
    await expect(world.access.release(world.calls, account, shared())).resolves.toBeDefined();
  });

  it('sends deliveries that the route’s credentials prove', async () => {
    const connector = connectorOf(route.platform);
    await connected(world);
    await customerWrites(world, 'มีของไหม');
    const delivery = world.deliveries.at(-1);
    const names = connector.webhookOf({
      connectionId: 'c',
      login: route.login,
      publicBaseUrl: '',
    }).credentials;
    const credentials = names.map((ref) => ({
      ref,
      secret: new SecretText(APPS[ref.replace('app/', '')]?.appSecret ?? ''),
      facts: {},
    }));
    const raw = {
      platform: route.platform,
      surface: 'main',
      headers: delivery?.headers as Record<string, string>,
      body: delivery?.body ?? Buffer.alloc(0),
      receivedAt: 0,
    };
    const credential = route.login === 'facebook' ? 'app/meta' : 'app/instagram';
    expect(connector.verify(raw, credentials, 0)).toEqual({ kind: 'trusted', credential });
  });

  it('tells when the person removes the application, with an id among the links', async () => {
    const account = await connected(world);
    await world.sandbox.act('meta', { kind: 'revoke', accountId: route.accountId });

    const callback = world.deliveries.at(-1);
    expect(callback?.path).toBe('/callbacks/meta/deauthorize');
    const text = new URLSearchParams(callback?.body.toString()).get('signed_request') ?? '';
    const secrets = ['instagram', 'meta'].map((name) => ({
      ref: `app/${name}`,
      secret: new SecretText(APPS[name]?.appSecret ?? ''),
    }));
    const { ref, userId } = readSignedRequest(text, secrets, world.clock.now());
    expect(ref).toBe(`app/${world.manifest.logins[route.login]?.app}`);
    expect(route.links).toContain(`meta/person/${userId}`);

    await expect(world.access.check(world.calls, account)).rejects.toMatchObject({
      kind: 'authorization_gone',
      platformCode: '190/458',
    });
    const { byHand } = await world.access.release(world.calls, account, shared());
    expect(byHand === null).toBe(route.login === 'facebook');
  });
});
