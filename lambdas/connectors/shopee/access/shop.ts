import type { Millis } from '../../../domain/platform.ts';
import type { PlatformCalls, UnusableReason } from '../../../ports/account-access.ts';
import { textField, timeField } from '../../shared/fields.ts';
import { callAsShop, type ShopCaller } from '../api/client.ts';

/** A shop as it describes itself. */
export interface Shop {
  readonly name: string | undefined;
  /** Two letters, such as `TH`. */
  readonly region: string | undefined;
  readonly suspended: boolean;
  /** When the seller's authorisation ends, which nothing but a new consent moves. */
  readonly authorizedUntil: Millis | undefined;
}

/** The cheapest call in the shop's name; its answer is flat. */
export async function readShop(calls: PlatformCalls, caller: ShopCaller): Promise<Shop> {
  const call = { method: 'GET', path: '/shop/get_shop_info', idempotent: true } as const;
  const answer = await callAsShop(calls, caller, call);
  const status = textField(answer, 'status');
  return {
    name: textField(answer, 'shop_name') || undefined,
    region: textField(answer, 'region') || undefined,
    suspended: status === 'BANNED' || status === 'FROZEN',
    authorizedUntil: timeField(answer, 'expire_time'),
  };
}

/** Why the shop cannot be connected. Only Thai shops are served: names of hosts and rules of sending depend on the country. */
export function unusableShop({ region, suspended }: Shop): UnusableReason | undefined {
  if (region !== undefined && region !== 'TH') return 'wrong_country';
  return suspended ? 'inactive' : undefined;
}
