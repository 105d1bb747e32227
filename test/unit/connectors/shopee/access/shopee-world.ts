import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import { manifest } from '../../../../../lambdas/connectors/shopee/manifest.ts';
import { PlatformRefusal } from '../../../../../lambdas/domain/platform-refusal.ts';
import type {
  Account,
  ExchangeRequest,
  Grant,
  PlatformApp,
  PlatformCall,
  PlatformCalls,
} from '../../../../../lambdas/ports/account-access.ts';
import { shopeeSandbox } from '../../../../../local/sandbox/shopee.ts';
import { consent, type PlatformWorld, platformWorld } from '../../../../support/platform-world.ts';

export const SHOP = '511200301';
export const OTHER_SHOP = '511200302';
export const FROZEN_SHOP = '511200303';
export const FOREIGN_SHOP = '511200304';
export const SHOP_LOGIN = 'shop-511200301';
export const MAIN_LOGIN = 'main-71820';
export const REDIRECT = '/oauth/shopee/callback';

/** What the merchant types. */
export const TYPED = {
  partnerId: '2033117',
  partnerKey: 'invented_partner_key_kanom_yai_kaew',
  pushKey: 'invented_push_key_kanom_yai_kaew',
};
export const TYPED_ERP = {
  partnerId: '2044990',
  partnerKey: 'invented_partner_key_erp',
  pushKey: 'invented_push_key_erp',
};

export function shopeeWorld(): Promise<PlatformWorld> {
  return platformWorld(manifest, shopeeSandbox, {});
}

/** As the caller makes it. */
export function appOf(fields: Readonly<Record<string, string>>): PlatformApp {
  const { facts, tokens } = access.readCredentials(fields);
  const { client_secret: secret } = tokens.secrets;
  if (!secret) throw new Error('no client secret');
  return { id: facts.partnerId ?? '', secret, facts };
}

/** What the seller's consent sends back, ready for the exchange. */
export async function consented(
  world: PlatformWorld,
  login: string,
  fields: Readonly<Record<string, string>> = TYPED,
): Promise<ExchangeRequest> {
  const app = appOf(fields);
  const redirectUri = `${world.publicBaseUrl}${REDIRECT}`;
  const request = { login: 'in_house', app, redirectUri, scopes: [] };
  const url = access.authorizeUrl?.({ ...request, state: 'a-state' }) ?? '';
  const { query } = await consent(world.sandbox, url, { decision: 'allow', login });
  const back = access.readReturn?.(query);
  if (back?.kind !== 'code') throw new Error(`the consent sent back ${back?.kind}`);
  return { ...request, code: back.code, facts: back.facts, now: world.clock.now() };
}

export async function granted(
  world: PlatformWorld,
  login: string = SHOP_LOGIN,
  fields: Readonly<Record<string, string>> = TYPED,
): Promise<Grant> {
  const grant = await access.exchange?.(world.calls, await consented(world, login, fields));
  if (!grant) throw new Error('no exchange');
  return grant;
}

/** A connected account, as the caller would hold it. */
export function accountIn(world: PlatformWorld, grant: Grant, shopId: string = SHOP): Account {
  const found = grant.accounts.find(({ accountId }) => accountId === shopId);
  if (!found?.tokens) throw new Error(`the grant has no tokens for ${shopId}`);
  const { partnerId = '' } = found.facts;
  return {
    connectionId: 'c_test',
    accountId: shopId,
    surface: 'main',
    login: 'in_house',
    features: ['inbox'],
    webhookUrl: `${world.publicBaseUrl}/webhooks/shopee/${partnerId}`,
    app: null,
    tokens: found.tokens,
    facts: found.facts,
    now: world.clock.now(),
  };
}

export async function connected(world: PlatformWorld, shopId: string = SHOP): Promise<Account> {
  const login = shopId === SHOP ? SHOP_LOGIN : MAIN_LOGIN;
  const account = accountIn(world, await granted(world, login), shopId);
  await access.subscribe(world.calls, account);
  return account;
}

/** The refusal that it ends with. */
export async function refusalOf(work: Promise<unknown> | undefined): Promise<PlatformRefusal> {
  try {
    await work;
  } catch (error) {
    if (error instanceof PlatformRefusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

/** The calls to the push settings that went out. */
export function watched(world: PlatformWorld): { calls: PlatformCalls; sent: PlatformCall[] } {
  const sent: PlatformCall[] = [];
  const send = (call: PlatformCall) => {
    sent.push(call);
    return world.calls.send(call);
  };
  return { calls: { send }, sent };
}

/** Calls in which the app's push settings are these. */
export function withConfig(world: PlatformWorld, config: object): PlatformCalls {
  const response = {
    callback_url: '',
    live_push_status: 'Normal',
    push_config_on_list: [1, 2, 10, 12],
    ...config,
  };
  const isConfig = (url: string) => url.includes('/push/get_app_push_config');
  return {
    send: (call) =>
      isConfig(call.url)
        ? Promise.resolve({
            status: 200,
            headers: {},
            body: Buffer.from(JSON.stringify({ error: '', response })),
          })
        : world.calls.send(call),
  };
}
