import type { AccountProblem, PlatformCalls } from '../../../ports/account-access.ts';
import { arrayField, idField, type JsonObject, objectField, textField } from '../../shared/fields.ts';
import { type AppCaller, callAsApp } from '../api/client.ts';
import { jsonBody } from '../api/json-body.ts';

/** Push types: chat, and what becomes of the authorisation (given, taken back, about to end). */
export const CHAT = '10';
const AUTHORISATION = ['1', '2', '12'];
const ORDER_STATUS = '3';

/** Shopee blocks at most so many shops per app. */
export const MOST_BLOCKED = 500;

/** How an app's pushes are set: once for all its shops. */
export interface PushConfig {
  /** As registered, character for character: signatures cover it. Empty = none. */
  readonly callbackUrl: string;
  /** `Normal`, `Warning` (too many failures), `Suspended` (switched off for them). */
  readonly status: string | undefined;
  readonly on: readonly string[];
  /** Shops that nothing is pushed for. */
  readonly blocked: readonly string[];
}

/** Which push types an account needs. Order pushes only for those who chose orders. */
export function pushTypesFor(features: readonly string[]): string[] {
  return [...AUTHORISATION, CHAT, ...(features.includes('orders') ? [ORDER_STATUS] : [])];
}

/** All push types that KaoJai switches on for anybody. */
export const OUR_PUSH_TYPES: readonly string[] = [...AUTHORISATION, CHAT, ORDER_STATUS];

export async function readPushConfig(calls: PlatformCalls, caller: AppCaller): Promise<PushConfig> {
  const call = { method: 'GET', path: '/push/get_app_push_config', idempotent: true } as const;
  const config = objectField(await callAsApp(calls, caller, call), 'response');
  return {
    callbackUrl: textField(config, 'callback_url') ?? '',
    status: textField(config, 'live_push_status'),
    on: idsIn(config, 'push_config_on_list'),
    blocked: [...idsIn(config, 'blocked_shop_id'), ...idsIn(config, 'blocked_shop_id_list')],
  };
}

export interface PushChange {
  readonly callbackUrl: string;
  readonly on: readonly string[];
  readonly off: readonly string[];
  /** The whole list. */
  readonly blocked: readonly string[];
}

/** Shopee tries the address at once and has to get a good answer within 3 s. Setting the same again changes nothing. */
export async function writePushConfig(
  calls: PlatformCalls,
  caller: AppCaller,
  change: PushChange,
): Promise<void> {
  const lists = {
    set_push_config_on: change.on,
    set_push_config_off: change.off,
    blocked_shop_id_list: change.blocked,
  };
  await callAsApp(calls, caller, {
    method: 'POST',
    path: '/push/set_app_push_config',
    body: jsonBody(lists, { callback_url: change.callbackUrl }),
    idempotent: true,
  });
}

/** Whether a shop's chat comes to this address. */
export function deliveryOf(
  config: PushConfig,
  webhookUrl: string,
  shopId: string,
): { webhook: 'on' | 'off'; problem: AccountProblem | null } {
  if (config.callbackUrl === '') return { webhook: 'off', problem: 'webhook_off' };
  if (config.callbackUrl !== webhookUrl) return { webhook: 'off', problem: 'webhook_elsewhere' };
  if (config.status === 'Suspended') return { webhook: 'off', problem: 'webhook_failing' };
  if (!config.on.includes(CHAT) || config.blocked.includes(shopId))
    return { webhook: 'off', problem: 'webhook_off' };
  return { webhook: 'on', problem: config.status === 'Warning' ? 'webhook_failing' : null };
}

function idsIn(config: JsonObject | undefined, name: string): string[] {
  return (arrayField(config, name) ?? []).map((id) => idField({ id }, 'id')).filter((id) => id !== undefined);
}
