import type { SandboxWorld } from '../platform-sandbox.ts';
import type { ApiCall } from './api.ts';
import { ShopeeError } from './api-errors.ts';
import type { Asked } from './callers.ts';
import type { Memory } from './world.ts';

const CHAT = 10;
const PUSH_TYPES = [
  1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12, 13, 15, 16, 22, 23, 24, 25, 27, 28, 29, 30, 37, 38, 47,
];

/** How an app's pushes are set. */
export function pushCalls(world: SandboxWorld, _memory: Memory): Record<string, ApiCall> {
  return {
    '/push/get_app_push_config': { method: 'GET', kind: 'public', run: ({ app }) => read(app) },
    '/push/set_app_push_config': { method: 'POST', kind: 'public', run: (asked) => write(world, asked) },
  };
}

function read(app: Asked['app']): object {
  return {
    response: {
      callback_url: app.callbackUrl,
      live_push_status: app.pushStatus,
      suspended_time: 0,
      push_config_on_list: app.pushTypes,
      push_config_off_list: PUSH_TYPES.filter((type) => !app.pushTypes.includes(type)),
      blocked_shop_id: app.blockedShops,
    },
  };
}

async function write(world: SandboxWorld, { app, body }: Asked): Promise<object> {
  const on = numbers(body.set_push_config_on);
  const off = numbers(body.set_push_config_off);
  const blocked = numbers(body.blocked_shop_id_list);
  if ([...on, ...off].some((type) => !PUSH_TYPES.includes(type)))
    throw new ShopeeError('error_param', 'Unknown push type.');
  if (on.includes(CHAT) && app.type !== 'in_house')
    throw new ShopeeError('error_param', 'Whether the push can be turned on is determined by the app type.');
  if (blocked.length > 500) throw new ShopeeError('error_param', 'Too many blocked shops.');
  const callbackUrl = typeof body.callback_url === 'string' ? body.callback_url : app.callbackUrl;
  await tryAddress(world, callbackUrl);
  app.callbackUrl = callbackUrl;
  app.pushTypes = [...new Set([...app.pushTypes, ...on])].filter((type) => !off.includes(type));
  app.blockedShops = blocked;
  // What lifts a suspension is not documented; here it is a good answer to the check of the address.
  app.pushStatus = 'Normal';
  return { response: { result: 'success' } };
}

/** Saving the address makes the platform call it: unsigned, without a body. The local cloud has no certificate. */
async function tryAddress(world: SandboxWorld, address: string): Promise<void> {
  if (!address.startsWith('https://') && !address.startsWith(`${world.publicBaseUrl}/`))
    throw new ShopeeError('error_param', 'callback_url must be https.');
  const status = await world.deliver(address, { 'content-type': 'application/json' }, Buffer.alloc(0));
  if (status < 200 || status > 299) throw new ShopeeError('error_param', 'callback_url cannot be verified.');
}

function numbers(value: unknown): number[] {
  if (value === undefined) return [];
  if (Array.isArray(value) && value.every((one) => Number.isInteger(one))) return value as number[];
  throw new ShopeeError('error_param', 'A list of integers is wanted.');
}
