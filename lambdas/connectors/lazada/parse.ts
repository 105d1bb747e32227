import { UnreadableDelivery } from '../../domain/errors.ts';
import type { InboundItem } from '../../domain/inbound.ts';
import type { Millis } from '../../domain/platform.ts';
import type { ParseInput } from '../../ports/connector.ts';
import { readEach } from '../shared/each.ts';
import {
  asObject,
  field,
  idField,
  type JsonObject,
  numberField,
  required,
  timeField,
} from '../shared/fields.ts';
import { readJson } from '../shared/read-json.ts';
import { readMessagePush } from './parse-message.ts';
import { readExpiry, readSellerStatus, readSessionUpdate } from './parse-notice.ts';

/** One push, with what every kind has in common already read. */
export interface LazadaPush {
  readonly accountId: string;
  readonly data: JsonObject;
  /** When Lazada pushed it; IM pushes do not always say. */
  readonly pushedAt: Millis | undefined;
  readonly receivedAt: Millis;
}

const READERS: Readonly<Record<number, (push: LazadaPush) => InboundItem[]>> = {
  2: readMessagePush,
  8: readExpiry,
  13: readSellerStatus,
  19: readSessionUpdate,
};

/** Pushes about orders: the order panel reads the order itself. The console's check is one, for the seller 9999. */
const ORDER_PUSHES: Readonly<Record<number, string>> = {
  0: 'lazada.order_status',
  10: 'lazada.reverse_order',
  14: 'lazada.package',
};

/** Reads one push, `{"seller_id","message_type","data","timestamp","site"}`; Lazada never batches. */
export function parse({ body, receivedAt }: ParseInput): InboundItem[] {
  const push = asObject(readJson(body));
  if (push === undefined) throw new UnreadableDelivery('the body is no object');
  const type = numberField(push, 'message_type');
  if (type === undefined) throw new UnreadableDelivery('message_type is missing or no number');
  const read = READERS[type];
  if (read === undefined) return [{ type: 'ignored', rule: ORDER_PUSHES[type] ?? 'lazada.other_push' }];
  return readEach([push], () => read(envelopeOf(push, receivedAt)));
}

function envelopeOf(push: JsonObject, receivedAt: Millis): LazadaPush {
  const data = dataOf(push);
  return {
    accountId: required(sellerId(push) ?? sellerId(data), 'seller_id'),
    data,
    pushedAt: timeField(push, 'timestamp'),
    receivedAt,
  };
}

/** An object, or in odd cases the JSON text of one. */
function dataOf(push: JsonObject): JsonObject {
  const data = field(push, 'data');
  return required(asObject(typeof data === 'string' ? readJson(data) : data), 'data');
}

/** A string, a number, or the word "null" in token alerts, where only `data` names the seller. */
function sellerId(object: JsonObject): string | undefined {
  const id = idField(object, 'seller_id');
  return id === 'null' ? undefined : id;
}
