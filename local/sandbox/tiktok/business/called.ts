import type { SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { Refused } from '../product.ts';
import type { BusinessGrant, BusinessState } from './state.ts';

/** A call of the API, with its parameters read. */
export interface Called {
  readonly world: SandboxWorld;
  readonly state: BusinessState;
  readonly request: SandboxRequest;
  /** Of the query of a GET, or the JSON body of a POST. */
  readonly params: Readonly<Record<string, unknown>>;
}

/** A parameter that must be a non-empty text. @throws Refused 40002 */
export function param({ params }: Called, name: string): string {
  const value = params[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new Refused(200, 40002, `${name}: Field is required`);
}

/** Checks the app's own id and secret, under the names that this call has for them. @throws Refused */
export function checkApp(called: Called, idName: string, secretName: string): void {
  const app = called.world.apps.tiktokBusiness;
  const id = param(called, idName);
  const secret = param(called, secretName);
  if (!app || id !== app.clientKey || secret !== app.clientSecret) {
    throw new Refused(200, 40002, `${idName} or ${secretName} is incorrect`);
  }
}

/** The grant of an access token. @throws Refused 40102 for an old one, 40105 for any other that is not good */
export function grantOf({ world, state }: Called, token: string): [openId: string, grant: BusinessGrant] {
  const found = Object.entries(state.grants).find(([, { access }]) => access === token);
  if (!found) throw new Refused(200, 40105, 'Access token is incorrect or has been revoked.');
  if (world.now() > found[1].accessUntil) throw new Refused(200, 40102, 'Access token is expired.');
  return found;
}

/** The account that a call is for: its holder's token, `business_id`, and a scope. @throws Refused */
export function admit(called: Called, scope: string): string {
  const token = called.request.headers['access-token'];
  if (!token) throw new Refused(200, 40104, 'Access token is empty.');
  const [openId, grant] = grantOf(called, token);
  if (param(called, 'business_id') !== openId)
    throw new Refused(200, 40001, 'No permission for this account');
  if (!grant.scopes.includes(scope)) throw new Refused(200, 40001, `Scope ${scope} is missing`);
  return openId;
}
