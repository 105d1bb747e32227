import { consentPage, decisionOf, redirectTo } from '../consent-page.ts';
import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { OWNERS } from './accounts.ts';
import type { Api, Call } from './gateway.ts';
import {
  appOf,
  done,
  type Grant,
  grantBehind,
  issueTokens,
  type Lazada,
  MINUTE_MS,
  newGrant,
  own,
  ownerOf,
  refuse,
} from './platform.ts';

const CODE_MS = 30 * MINUTE_MS;

/** The page on which a seller consents. Its mistakes are shown to the seller, never sent back. */
export function authorize(lazada: Lazada, request: SandboxRequest): SandboxAnswer {
  const { query } = request;
  const address = query.get('redirect_uri') ?? '';
  const state = query.get('state') ?? undefined;
  const mistake = mistakeIn(lazada, query);
  if (mistake) return { status: 400, body: mistake };
  const decision = decisionOf(request);
  if (!decision) return page();
  // No page documents what a seller who says no is sent back with; the names are those of OAuth 2.0.
  if (decision.get('decision') !== 'allow') return redirectTo(address, { error: 'access_denied', state });
  const owner = ownerOf(decision.get('account') ?? '');
  if (!owner) return { status: 400, body: 'The account does not exist' };
  const code = lazada.world.newToken(`0_${query.get('client_id')}_`);
  lazada.memory.codes[code] = { person: owner.person, expiresAt: lazada.world.now() + CODE_MS };
  return redirectTo(address, { code, state });
}

function mistakeIn(lazada: Lazada, query: URLSearchParams): string | undefined {
  const app = appOf(lazada);
  if (query.get('response_type') !== 'code') return 'response_type must be code';
  if (!app || query.get('client_id') !== app.appKey) return 'The client_id is invalid';
  if (query.get('redirect_uri') !== `${lazada.world.publicBaseUrl}/oauth/lazada/callback`)
    return 'The redirect URI does not match the callback URL of the app';
  return query.has('uuid') ? 'The uuid is invalid' : undefined;
}

function page(): SandboxAnswer {
  return consentPage({
    platform: 'Lazada',
    appName: 'KaoJai.ai',
    scopes: [],
    choices: OWNERS.map(({ person, country }) => ({
      name: 'account',
      value: person,
      label: `${person} (${country})`,
      type: 'radio',
    })),
  });
}

/** A code is good once, and for 30 minutes. */
export const createTokens: Api<Call> = {
  methods: ['GET', 'POST'],
  required: ['code'],
  answer: ({ lazada, params }) => {
    const code = own(lazada.memory.codes, params.code ?? '');
    const owner = code && ownerOf(code.person);
    delete lazada.memory.codes[params.code ?? ''];
    if (!owner || code.expiresAt <= lazada.world.now())
      return refuse(lazada, 'InvalidCode', 'Invalid authorization code');
    return tokens(lazada, newGrant(lazada, owner), 'country_user_info');
  },
};

/** The refresh token is not spent by it, and does not live longer for it. */
export const refreshTokens: Api<Call> = {
  methods: ['GET', 'POST'],
  required: ['refresh_token'],
  answer: ({ lazada, params }) => {
    const known = params.refresh_token ?? '';
    const grant = grantBehind(lazada, lazada.memory.refreshTokens, known);
    if (!grant) return refuse(lazada, 'IllegalRefreshToken', 'The refresh token is invalid or expired');
    if (ownerOf(grant.person)?.subscribedDays !== undefined)
      return refuse(lazada, 'AUTH_TYPE_UNSUPPORTED', 'The authorization type does not support refreshing');
    const { grant: id } = lazada.memory.refreshTokens[known] as { grant: string };
    return tokens(lazada, id, 'country_user_info_list');
  },
};

function tokens(lazada: Lazada, grantId: string, listName: string): SandboxAnswer {
  const { memory, world } = lazada;
  const grant = memory.grants[grantId] as Grant;
  const { access, refresh } = issueTokens(lazada, grantId);
  const left = (until = 0) => Math.floor((until - world.now()) / 1000);
  const shops = grant.shops.flatMap((id) => memory.shops[id] ?? []);
  return done(lazada, {
    access_token: access,
    refresh_token: refresh,
    expires_in: left(memory.accessTokens[access]?.expiresAt),
    refresh_expires_in: left(grant.authorizedUntil),
    country: ownerOf(grant.person)?.country,
    account_platform: 'seller_center',
    account: grant.person,
    [listName]: shops.map(({ country, userId, sellerId, shortCode }) => ({
      country,
      user_id: userId,
      seller_id: sellerId,
      short_code: shortCode,
    })),
  });
}
