import { consentPage, decisionOf, redirectTo } from '../../consent-page.ts';
import type { SandboxAnswer, SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { callbackOf, tickedScopes } from '../product.ts';
import { APP_SCOPES, CODE_LIFE_MS, type ShopState } from './state.ts';

/** `services.tiktokshop.com/open/authorize`: leads back to the address in the app's settings, whatever the query says. */
export function consent(world: SandboxWorld, state: ShopState, request: SandboxRequest): SandboxAnswer {
  const app = world.apps.tiktokShop;
  if (request.path !== '/open/authorize') return { status: 404 };
  if (!app || request.query.get('service_id') !== app.serviceId) {
    return { status: 400, body: 'This service does not exist.' };
  }
  const form = decisionOf(request);
  if (!form) return page(state);
  const stateParameter = request.query.get('state') ?? undefined;
  const back = (params: Record<string, string | undefined>) =>
    redirectTo(callbackOf(world.publicBaseUrl), { ...params, state: stateParameter });
  const seller = state.sellers.find(({ openId }) => openId === form.get('person'));
  if (form.get('decision') !== 'allow') return back({ code: 'null', error: 'auth_denied' });
  if (!seller) return { status: 400, body: 'Choose an account.' };
  const code = world.newToken('ROW_code');
  const scopes = tickedScopes(form, APP_SCOPES);
  state.codes[code] = { openId: seller.openId, scopes, until: world.now() + CODE_LIFE_MS, used: false };
  return back({ code, app_key: app.appKey, locale: 'th-TH', shop_region: seller.region });
}

function page({ sellers }: ShopState): SandboxAnswer {
  const people = sellers.map(({ openId, name, shops }) => ({
    name: 'person',
    value: openId,
    label: shops.length > 0 ? `${name}: ${shops.map((shop) => shop.name).join(', ')}` : `${name} (creator)`,
    type: 'radio' as const,
  }));
  return consentPage({ platform: 'TikTok Shop', appName: 'KaoJai', scopes: APP_SCOPES, choices: people });
}
