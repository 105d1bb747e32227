import type { ConnectionSignal, ConnectionSignalName, InboundItem } from '../../domain/inbound.ts';
import type { Json } from '../../domain/platform.ts';
import {
  arrayField,
  defined,
  field,
  idField,
  type JsonObject,
  objectField,
  required,
  textField,
  timeField,
} from '../shared/fields.ts';

/** Code 2: why the authorisation ended, as Shopee words it, and as we do. */
const REASONS: Readonly<Record<string, string>> = {
  'user cancel shop authorization': 'cancelled_for_shop',
  'user cancel merchant authorization': 'cancelled_for_merchant',
  expiry: 'expired',
  'app status is abnormal': 'app_status_abnormal',
  'shop and main account is disconnected': 'main_account_disconnected',
};

/** Code 1: a seller let the app in, for one shop or for all shops of a main account. */
export function readAuthorized(push: JsonObject): InboundItem[] {
  const data = objectField(push, 'data');
  if (field(data, 'success') === 0) return [{ type: 'ignored', rule: 'shopee.authorization_failed' }];
  return signals(push, 'authorized', shopsOf(data), {});
}

function reasonOf(word: string | undefined): string {
  const name = word?.toLowerCase() ?? '';
  return (Object.hasOwn(REASONS, name) ? REASONS[name] : undefined) ?? 'other';
}

/** Code 2: the authorisation is gone, or (an app in an abnormal state) in abeyance. */
export function readCancelled(push: JsonObject): InboundItem[] {
  const data = objectField(push, 'data');
  const reason = reasonOf(textField(data, 'authorize_type'));
  const signal = reason === 'app_status_abnormal' ? 'suspended' : 'revoked';
  return signals(push, signal, shopsOf(data), { reason });
}

/** Code 12: shops whose authorisation ends within 7 days; paged, and a shop may be named more than once. */
export function readExpiring(push: JsonObject): InboundItem[] {
  const data = objectField(push, 'data');
  const shops = { ids: idsIn(data, 'shop_expire_soon') };
  return signals(push, 'expiring', shops, defined({ expiresBefore: timeField(data, 'expire_before') }));
}

interface Shops {
  readonly ids: readonly string[];
  /** Set when a sentence named the shop: the worker takes it only for a shop that is connected here. */
  readonly from?: 'extra';
}

function signals(
  push: JsonObject,
  signal: ConnectionSignalName,
  shops: Shops,
  data: Record<string, Json>,
): InboundItem[] {
  const at = required(timeField(push, 'timestamp'), 'timestamp');
  const ids = [...new Set(shops.ids)];
  // Only merchants or main accounts are named: the daily look at `get_shops_by_partner` finds out which shops it means.
  if (ids.length === 0) return [{ type: 'ignored', rule: 'shopee.merchant_authorization' }];
  return ids.map((accountId): ConnectionSignal => {
    const facts = shops.from ? { ...data, shopIdFrom: shops.from } : data;
    return { type: 'connection', accountId, signal, at, data: facts };
  });
}

/** Official samples name the shop in any of three fields, or only in the sentence `extra`. */
function shopsOf(data: JsonObject | undefined): Shops {
  const named = [idField(data, 'shop_id'), ...idsIn(data, 'shop_id_list'), idField(data, 'shopid')];
  const ids = named.filter((id) => id !== undefined);
  return ids.length > 0 ? { ids } : { ids: shopsInSentence(textField(data, 'extra') ?? ''), from: 'extra' };
}

/** "shop id 22000000 (VN) has been cancelled its authorization". Bounded repeats: a merchant could sign a hostile one. */
function shopsInSentence(sentence: string): string[] {
  const pattern = /shop\s{0,3}(?:\(?id:?\)?)?\s{0,3}:?\s{0,3}(\d{1,20})/gi;
  return [...sentence.slice(0, 1_000).matchAll(pattern)].map((match) => match[1] ?? '');
}

function idsIn(data: JsonObject | undefined, name: string): string[] {
  return (arrayField(data, name) ?? []).map((id) => idField({ id }, 'id')).filter((id) => id !== undefined);
}
