import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls, Subscription } from '../../../ports/account-access.ts';
import { type AppCaller, appCallerOf } from '../api/client.ts';
import {
  CHAT,
  deliveryOf,
  type PushConfig,
  pushTypesFor,
  readPushConfig,
  writePushConfig,
} from './push-config.ts';

/**
 * Registers the address with the merchant's app, which has one for all its shops, and switches the push types on. An address of somebody
 * else's is left alone: the merchant's other system depends on it, and only the merchant can give it up.
 */
export async function subscribe(calls: PlatformCalls, account: Account): Promise<Subscription> {
  const caller = appCallerOf(account);
  const config = await readPushConfig(calls, caller);
  if (isComplete(config, account)) return report(config, account);
  if (!isFreeFor(config.callbackUrl, account.webhookUrl))
    return { webhook: 'off', problem: 'webhook_elsewhere' };
  if (!(await switchOn(calls, caller, config, account)))
    return { webhook: 'off', problem: 'permission_missing' };
  return report(await readPushConfig(calls, caller), account);
}

function report(config: PushConfig, { webhookUrl, accountId }: Account): Subscription {
  return deliveryOf(config, webhookUrl, accountId);
}

function isComplete(config: PushConfig, { webhookUrl, accountId, features }: Account): boolean {
  const { webhook } = deliveryOf(config, webhookUrl, accountId);
  return webhook === 'on' && pushTypesFor(features).every((type) => config.on.includes(type));
}

/** None yet, or ours up to slashes at the end, which signatures cover. */
function isFreeFor(registered: string, webhookUrl: string): boolean {
  return registered === '' || registered.replace(/\/+$/, '') === webhookUrl;
}

/** False when the app's type has no chat. */
async function switchOn(
  calls: PlatformCalls,
  caller: AppCaller,
  config: PushConfig,
  { webhookUrl, accountId, features }: Account,
): Promise<boolean> {
  const types = pushTypesFor(features);
  const change = {
    callbackUrl: webhookUrl,
    off: [],
    blocked: config.blocked.filter((shopId) => shopId !== accountId),
  };
  try {
    await writePushConfig(calls, caller, { ...change, on: types });
    return true;
  } catch (error) {
    // Shopee's code for a push type that the app may not have is that of every wrong parameter: without chat it shows which one it was.
    if (!(error instanceof PlatformRefusal && error.platformCode === 'error_param')) throw error;
    await writePushConfig(calls, caller, { ...change, on: types.filter((type) => type !== CHAT) });
    return false;
  }
}
