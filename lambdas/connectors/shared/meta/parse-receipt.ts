import { UnreadableDelivery } from '../../../domain/errors.ts';
import type { InboundItem, Receipt } from '../../../domain/inbound.ts';
import { field, type JsonObject, timeField } from '../fields.ts';
import { ignored } from './dialect.ts';
import { conversationOf, type MetaEvent } from './event-context.ts';

/** `delivery` (Messenger only): everything we sent up to `watermark` arrived. The event may have no time of its own. */
export function readDelivered(context: MetaEvent, delivery: JsonObject): InboundItem[] {
  return receipts(context, 'delivered', delivery);
}

/** `read`: everything up to `watermark` (Messenger), or the message `mid` and all before it (Instagram). */
export function readSeen(context: MetaEvent, read: JsonObject): InboundItem[] {
  return receipts(context, 'read', read);
}

/** `mids` only repeats what the watermark says; it is used when the watermark is missing. */
function receipts(context: MetaEvent, state: Receipt['state'], body: JsonObject): InboundItem[] {
  // What the account itself has read says nothing about the customer.
  if (context.outbound) return [ignored(context.dialect, 'own_receipt')];
  const common = { type: 'receipt' as const, ...conversationOf(context), state };
  const upTo = timeField(body, 'watermark');
  if (upTo !== undefined) return [{ ...common, upTo }];
  const mids = midsOf(body);
  if (mids.length === 0) throw new UnreadableDelivery(`a receipt (${state}) without watermark and mid`);
  return mids.map((platformMessageId) => ({ ...common, platformMessageId }));
}

function midsOf(body: JsonObject): string[] {
  const mids = field(body, 'mids');
  return [field(body, 'mid'), ...(Array.isArray(mids) ? mids : [])].filter(
    (mid) => typeof mid === 'string' && mid !== '',
  ) as string[];
}
