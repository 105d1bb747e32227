import { access } from '../../../../../lambdas/connectors/lazada/access/index.ts';
import { lazada } from '../../../../../lambdas/connectors/lazada/index.ts';
import { kit } from '../../../../../lambdas/connectors/lazada/samples/kit.ts';
import { PlatformRefusal } from '../../../../../lambdas/domain/platform-refusal.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type {
  Account,
  Grant,
  GrantedAccount,
  PlatformApp,
} from '../../../../../lambdas/ports/account-access.ts';
import { lazadaSandbox } from '../../../../../local/sandbox/lazada.ts';
import { consent, type PlatformWorld, platformWorld } from '../../../../support/platform-world.ts';
import { appKey, appSecret } from '../vectors.ts';

export { access, appKey, appSecret };

export const DEMO_SHOP = '100245518';
/** An ordinary shop, and who consents for it. */
export const SILK = { sellerId: '100377204', person: 'kham@mae-kham.example' };
/** Subscribed in the Service Marketplace. */
export const COFFEE = { sellerId: '100388115', person: 'lan@doi-lan.example' };

export const app: PlatformApp = {
  id: appKey,
  secret: new SecretText(appSecret),
  facts: { appKey },
};

export const openWorld = (): Promise<PlatformWorld> =>
  platformWorld(lazada.manifest, lazadaSandbox, kit.seed('main', DEMO_SHOP).apps);

export const redirectOf = (world: PlatformWorld) => `${world.publicBaseUrl}/oauth/lazada/callback`;

export function authorizeUrlOf(world: PlatformWorld): string {
  const redirectUri = redirectOf(world);
  return access.authorizeUrl?.({ login: 'seller', app, redirectUri, state: 'st&te', scopes: [] }) ?? '';
}

/** The code that comes back when this person allows it. */
export async function codeOf(world: PlatformWorld, person: string): Promise<SecretText> {
  const decision = { decision: 'allow', account: person };
  const { address, query } = await consent(world.sandbox, authorizeUrlOf(world), decision);
  expect(address).toBe(redirectOf(world));
  expect(query.state).toBe('st&te');
  const back = access.readReturn?.(query);
  if (back?.kind !== 'code') throw new Error('no code came back');
  return back.code;
}

export async function exchangeOf(world: PlatformWorld, code: SecretText): Promise<Grant> {
  const request = { login: 'seller', app, code, redirectUri: redirectOf(world), scopes: [], facts: {} };
  const grant = await access.exchange?.(world.calls, { ...request, now: world.clock.now() });
  if (!grant) throw new Error('no grant');
  return grant;
}

export function accountOf(
  world: PlatformWorld,
  granted: Pick<GrantedAccount, 'accountId' | 'tokens' | 'facts'>,
): Account {
  if (!granted.tokens) throw new Error('no tokens');
  return {
    connectionId: 'c_test',
    accountId: granted.accountId,
    surface: 'main',
    login: 'seller',
    features: ['inbox'],
    webhookUrl: `${world.publicBaseUrl}/webhooks/lazada`,
    app,
    tokens: granted.tokens,
    facts: granted.facts,
    now: world.clock.now(),
  };
}

export async function connect(world: PlatformWorld, person: string): Promise<Account> {
  const { accounts } = await exchangeOf(world, await codeOf(world, person));
  const [usable] = accounts.filter(({ unusable }) => unusable === undefined);
  if (!usable) throw new Error('nothing that could be connected');
  return accountOf(world, usable);
}

/** The shop of the demo seed, with the seed's tokens. */
export function demoAccount(world: PlatformWorld): Account {
  const { tokens, facts } = access.readCredentials(kit.seed('main', DEMO_SHOP).credentials);
  return accountOf(world, { accountId: DEMO_SHOP, tokens, facts });
}

/** The refusal that a promise ends in. */
export async function refusalOf(promise: Promise<unknown> | undefined): Promise<PlatformRefusal> {
  const error = await promise?.then(
    () => undefined,
    (reason) => reason,
  );
  if (error instanceof PlatformRefusal) return error;
  throw new Error('no refusal', { cause: error });
}
