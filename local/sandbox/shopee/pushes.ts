import { kit } from '../../../lambdas/connectors/shopee/samples/kit.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import type { SandboxWorld } from '../platform-sandbox.ts';
import type { App, Memory } from './world.ts';

/**
 * Sends a push to an app's address, if that type is on. Answers whether it was taken. The platform's repeats after 1, 2 and 3 s are left out:
 * the sandbox waits for nothing.
 */
export async function push(world: SandboxWorld, app: App, type: number, body: Buffer): Promise<boolean> {
  if (app.callbackUrl === '' || app.pushStatus === 'Suspended' || !app.pushTypes.includes(type)) return false;
  const credential = {
    ref: 'sandbox',
    secret: new SecretText(app.pushKey),
    facts: { callbackUrl: app.callbackUrl },
  };
  const headers = kit.sign({ surface: 'main', body, credential, at: world.now() });
  const status = await world.deliver(app.callbackUrl, headers, body);
  return status >= 200 && status <= 299;
}

/** Sends something that happened in a shop to every app that the seller let in. Answers whether any took it. */
export async function pushToApps(
  world: SandboxWorld,
  memory: Memory,
  shopId: string,
  type: number,
  body: Buffer,
): Promise<boolean> {
  const partnerIds = memory.authorisations
    .filter((one) => one.shopId === shopId && one.expireTime > world.now())
    .map(({ partnerId }) => partnerId);
  const apps = memory.apps.filter(
    (app) => partnerIds.includes(app.partnerId) && !app.blockedShops.includes(Number(shopId)),
  );
  const taken = await Promise.all(apps.map((app) => push(world, app, type, body)));
  return taken.includes(true);
}

/** The seller takes the authorisation back: codes 2, in which only a sentence names the shop. */
export async function cancelAuthorisation(
  world: SandboxWorld,
  memory: Memory,
  partnerId: string,
  shopId: string,
): Promise<void> {
  const others = (one: { partnerId: string; shopId: string }) =>
    one.partnerId !== partnerId || one.shopId !== shopId;
  const region = memory.shops.find((shop) => shop.shopId === shopId)?.region ?? 'TH';
  memory.authorisations = memory.authorisations.filter(others);
  memory.accessTokens = memory.accessTokens.filter(others);
  memory.refreshTokens = memory.refreshTokens.filter(others);
  const data = {
    authorize_type: 'user cancel shop authorization',
    success: 1,
    extra: `shop id ${shopId} (${region}) has been cancelled its authorization`,
  };
  const body = { data, code: 2, partner_id: Number(partnerId), timestamp: Math.floor(world.now() / 1000) };
  const app = memory.apps.find((one) => one.partnerId === partnerId);
  if (app) await push(world, app, 2, Buffer.from(JSON.stringify(body)));
}
