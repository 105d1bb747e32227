import { kit as facebookKit } from '../../../../lambdas/connectors/facebook/samples/kit.ts';
import { connectorOf } from '../../../../lambdas/connectors/index.ts';
import { kit as instagramKit } from '../../../../lambdas/connectors/instagram/samples/kit.ts';
import type { Feature } from '../../../../lambdas/domain/platform.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import type {
  Account,
  AccountAccess,
  Grant,
  GrantedAccount,
  PlatformApp,
  SharedLinks,
} from '../../../../lambdas/ports/account-access.ts';
import type { PlatformManifest } from '../../../../lambdas/ports/connector.ts';
import { metaSandbox } from '../../../../local/sandbox/meta/index.ts';
import { consent, type PlatformWorld, platformWorld } from '../../../support/platform-world.ts';

/** Seed apps of both kits. */
export const APPS = { ...facebookKit.seed('main', '').apps, ...instagramKit.seed('main', '').apps };

/** One way of connecting an account of Meta, and an invented account for it. */
export interface Route {
  readonly platform: 'facebook' | 'instagram';
  readonly login: 'facebook' | 'instagram';
  readonly accountId: string;
  /** Chosen on the consent page. */
  readonly person: string;
  readonly links: readonly string[];
}

export const PERSON = '10158000000000777';
export const SILK_PAGE = '106600112233441';
export const COFFEE_PAGE = '106600112233442';
export const GIFT_PAGE = '106600112233443';
export const DURIAN_PERSON = '10158000000000888';
export const DURIAN_PAGE = '106600112233444';
export const SILK_INSTAGRAM = '17841400000000101';
export const SILK_SCOPED = '26000000000000101';

export const PAGE_ROUTE: Route = {
  platform: 'facebook',
  login: 'facebook',
  accountId: SILK_PAGE,
  person: PERSON,
  links: [`meta/person/${PERSON}`, `meta/page/${SILK_PAGE}`],
};
export const LINKED_ROUTE: Route = {
  platform: 'instagram',
  login: 'facebook',
  accountId: SILK_INSTAGRAM,
  person: PERSON,
  links: [`meta/person/${PERSON}`, `meta/page/${SILK_PAGE}`],
};
export const LOGIN_ROUTE: Route = {
  platform: 'instagram',
  login: 'instagram',
  accountId: SILK_INSTAGRAM,
  person: SILK_SCOPED,
  links: [`meta/person/${SILK_SCOPED}`, `meta/person/${SILK_INSTAGRAM}`],
};
export const ROUTES = [PAGE_ROUTE, LINKED_ROUTE, LOGIN_ROUTE];

/** The sandbox as one connector sees it, with what a connection would keep. */
export interface MetaWorld extends PlatformWorld {
  readonly route: Route;
  readonly access: AccountAccess;
  readonly manifest: PlatformManifest;
  readonly app: PlatformApp;
  readonly redirectUri: string;
}

export async function metaWorld(route: Route): Promise<MetaWorld> {
  const connector = connectorOf(route.platform);
  const world = await platformWorld(connector.manifest, metaSandbox, APPS);
  const app = appOf(connector.manifest.logins[route.login]?.app ?? '');
  const redirectUri = `${world.publicBaseUrl}/oauth/${route.platform}/callback`;
  const access = await connector.access();
  return Object.assign(world, { route, access, manifest: connector.manifest, app, redirectUri });
}

export function appOf(name: string): PlatformApp {
  const { appId = '', appSecret = '', verifyToken = '' } = APPS[name] ?? {};
  return { id: appId, secret: new SecretText(appSecret), facts: { appId, verifyToken } };
}

export function scopesOf(world: MetaWorld, features: readonly Feature[]): string[] {
  const scopes = world.manifest.logins[world.route.login]?.scopes;
  return [...new Set(features.flatMap((feature) => scopes?.[feature] ?? []))];
}

/** A request for the dialog. */
export function authorizeUrl(world: MetaWorld, scopes: readonly string[], state = 'state-1'): string {
  const { access, app, redirectUri, route } = world;
  return access.authorizeUrl?.({ login: route.login, app, redirectUri, state, scopes }) ?? '';
}

type Form = Readonly<Record<string, string | readonly string[]>>;

/** Consents in the dialog and takes the code. */
export async function codeOf(world: MetaWorld, form: Form = {}, features: readonly Feature[] = ['inbox']) {
  const address = authorizeUrl(world, scopesOf(world, features));
  const { query } = await consent(world.sandbox, address, {
    person: world.route.person,
    decision: 'allow',
    ...form,
  });
  const back = world.access.readReturn?.(query);
  if (back?.kind !== 'code') throw new Error(`no code: ${back?.kind}`);
  return back;
}

/** Spends a code. */
export async function exchange(
  world: MetaWorld,
  code: SecretText,
  redirectUri = world.redirectUri,
): Promise<Grant> {
  const { access, route, app, clock, calls } = world;
  const request = { login: route.login, app, code, redirectUri, scopes: [], facts: {}, now: clock.now() };
  const grant = await access.exchange?.(calls, request);
  if (!grant) throw new Error('no exchange');
  return grant;
}

/** The grant of a consent. */
export async function grantOf(world: MetaWorld, form: Form = {}, features: readonly Feature[] = ['inbox']) {
  return exchange(world, (await codeOf(world, form, features)).code);
}

/** A connected account. */
export function accountFrom(
  world: MetaWorld,
  granted: GrantedAccount,
  features: readonly Feature[] = ['inbox'],
): Account {
  return {
    connectionId: 'c_test',
    accountId: granted.accountId,
    surface: granted.surface,
    login: world.route.login,
    features,
    webhookUrl: `${world.publicBaseUrl}/webhooks/${world.route.platform}`,
    app: world.app,
    tokens: granted.tokens ?? { secrets: {}, expiresAt: null, authorizedUntil: null },
    facts: granted.facts,
    now: world.clock.now(),
  };
}

/** Consents, chooses the route's account and switches its deliveries on. */
export async function connected(
  world: MetaWorld,
  features: readonly Feature[] = ['inbox'],
): Promise<Account> {
  const grant = await grantOf(world, {}, features);
  const granted = grant.accounts.find(({ accountId }) => accountId === world.route.accountId);
  if (!granted) throw new Error('the account is not in the grant');
  const account = accountFrom(world, granted, features);
  await world.access.subscribe(world.calls, account);
  return account;
}

export function shared(...links: readonly string[]): SharedLinks {
  return { isShared: (link) => links.includes(link) };
}

/** A customer writes. */
export async function customerWrites(world: MetaWorld, text: string, customerId = '7100000000000011') {
  const { accountId } = world.route;
  const done = await world.sandbox.act('meta', { kind: 'message', accountId, customerId, text });
  return done as { messageId: string; delivered: boolean };
}

/** What the connector makes of the newest delivery. */
export function lastParsed(world: MetaWorld) {
  const body = world.deliveries.at(-1)?.body ?? Buffer.alloc(0);
  return connectorOf(world.route.platform).parse({ surface: 'main', body, receivedAt: world.clock.now() });
}

/** The calls since, as `METHOD host/path`. */
export function callsSince(world: MetaWorld, index: number): string[] {
  return world.sandbox.calls.slice(index).map(({ method, host, path }) => `${method} ${host}${path}`);
}
