import { UnreadableDelivery } from '../../domain/errors.ts';
import type { InboundItem } from '../../domain/inbound.ts';
import type { ParseInput } from '../../ports/connector.ts';
import { readEach } from '../shared/each.ts';
import { asObject, type JsonObject, numberField } from '../shared/fields.ts';
import { readJson } from '../shared/read-json.ts';
import { readAuthorized, readCancelled, readExpiring } from './parse-authorization.ts';
import { readChat } from './parse-chat.ts';

/** Pushes about orders: the order panel reads the order itself, and no conversation begins with one. */
const ORDER_PUSHES: Readonly<Record<number, string>> = {
  3: 'shopee.order_status',
  4: 'shopee.order_trackingno',
  29: 'shopee.return_updates',
};

/** Reads one push, `{"code","timestamp","shop_id","data"}`; Shopee never batches. */
export function parse({ body }: ParseInput): InboundItem[] {
  // The console's check of the address is sometimes signed.
  if (body.length === 0) return [{ type: 'ignored', rule: 'shopee.empty_body' }];
  const push = asObject(readJson(body));
  if (push === undefined) throw new UnreadableDelivery('the body is no object');
  const code = numberField(push, 'code');
  if (code === undefined) throw new UnreadableDelivery('code is missing or no number');
  return readEach([push], () => readPush(code, push));
}

function readPush(code: number, push: JsonObject): InboundItem[] {
  switch (code) {
    case 1:
      return readAuthorized(push);
    case 2:
      return readCancelled(push);
    case 10:
      return readChat(push);
    case 12:
      return readExpiring(push);
    default:
      return [{ type: 'ignored', rule: ORDER_PUSHES[code] ?? 'shopee.other_push' }];
  }
}
