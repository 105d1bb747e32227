import { consentPage, decisionOf, redirectTo } from '../consent-page.ts';
import type { SandboxAnswer, SandboxRequest, SandboxWorld } from '../platform-sandbox.ts';
import { cancelAuthorisation } from './pushes.ts';
import { type App, DAY_MS, type Login, type Memory } from './world.ts';

/** The pages of `open.shopee.com`, on which sellers log in and let an app in or out. */
export function pagesOf(
  world: SandboxWorld,
  memory: Memory,
): (request: SandboxRequest) => Promise<SandboxAnswer> {
  return async (request) => {
    const { path, query } = request;
    if (path !== '/auth' && path !== '/cancel_auth') return { status: 404, body: 'no such page' };
    const app = memory.apps.find(({ partnerId }) => partnerId === query.get('partner_id'));
    const problem = problemOf(query, app);
    if (problem !== null || !app) return refused(problem ?? '');
    const decision = decisionOf(request);
    if (decision === null) return page(memory, app);
    const redirectUri = query.get('redirect_uri') ?? '';
    const state = query.get('state') ?? undefined;
    // What a seller's "no" looks like is not documented; this is OAuth's word.
    if (decision.get('decision') !== 'allow')
      return redirectTo(redirectUri, { error: 'access_denied', state });
    const login = memory.logins.find(({ name }) => name === decision.get('login'));
    if (!login) return refused('error_param: no such login');
    if (login.kind === 'sub') return refused('error_auth: a sub-account cannot authorise');
    if (path === '/cancel_auth') return cancel(world, memory, app, login, redirectUri);
    const code = letIn(world, memory, app, login);
    const who = login.kind === 'shop' ? { shop_id: login.id } : { main_account_id: login.id };
    return redirectTo(redirectUri, { code, ...who, state });
  };
}

function problemOf(query: URLSearchParams, app: App | undefined): string | null {
  if (!app) return 'invalid_partner_id';
  if (query.get('auth_type') !== 'seller' || query.get('response_type') !== 'code')
    return 'error_param: auth_type or response_type';
  const redirectUri = query.get('redirect_uri');
  if (!redirectUri || !URL.canParse(redirectUri)) return 'error_param: redirect_uri';
  if (app.redirectDomain !== '' && new URL(redirectUri).hostname !== app.redirectDomain)
    return 'error_param: The domain of redirect_uri is not consistent with the Redirect URL Domain declared in console';
  return null;
}

function refused(problem: string): SandboxAnswer {
  return { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: problem };
}

function page({ logins }: Memory, app: App): SandboxAnswer {
  const choices = logins.map(({ name, kind, id }) => ({
    name: 'login',
    value: name,
    label: `${kind} account ${id}`,
    type: 'radio' as const,
  }));
  return consentPage({ platform: 'Shopee', appName: app.name, scopes: [], choices });
}

function letIn(world: SandboxWorld, memory: Memory, { partnerId }: App, login: Login): string {
  const now = world.now();
  for (const shopId of login.shops) {
    memory.authorisations = memory.authorisations.filter(
      (one) => one.partnerId !== partnerId || one.shopId !== shopId,
    );
    memory.authorisations.push({ partnerId, shopId, authTime: now, expireTime: now + 365 * DAY_MS });
  }
  const code = world.newToken('');
  memory.codes.push({ code, partnerId, login: login.name, issuedAt: now, spent: false });
  return code;
}

async function cancel(
  world: SandboxWorld,
  memory: Memory,
  { partnerId }: App,
  login: Login,
  redirectUri: string,
): Promise<SandboxAnswer> {
  for (const shopId of login.shops) await cancelAuthorisation(world, memory, partnerId, shopId);
  return redirectTo(redirectUri, {});
}
