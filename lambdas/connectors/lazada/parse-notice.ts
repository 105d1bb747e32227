import type { InboundItem } from '../../domain/inbound.ts';
import { defined, idField, required, textField, timeField } from '../shared/fields.ts';
import type { LazadaPush } from './parse.ts';
import { buyerOf, threadOf } from './parse-sides.ts';

/** Type 19: `to_position` is the time up to which the buyer has read; `self_position`, the seller's, is of no use here. */
export function readSessionUpdate({ accountId, data }: LazadaPush): InboundItem[] {
  const sessionId = required(idField(data, 'session_id'), 'session_id');
  const upTo = timeField(data, 'to_position');
  if (upTo === undefined) return [{ type: 'ignored', rule: 'lazada.session_update' }];
  const thread = threadOf(sessionId);
  return [{ type: 'receipt', accountId, thread, customer: buyerOf(sessionId), state: 'read', upTo }];
}

/** Type 8: fewer than 48 hours left, sent once a day. Not a disconnection. */
export function readExpiry({ accountId, data, pushedAt, receivedAt }: LazadaPush): InboundItem[] {
  const facts = defined({ authExpiryAt: timeField(data, 'auth_expiry_time') });
  return [{ type: 'connection', accountId, signal: 'expiring', at: pushedAt ?? receivedAt, data: facts }];
}

/** Type 13: Lazada closed the shop, or opened it again. */
export function readSellerStatus({ accountId, data, pushedAt, receivedAt }: LazadaPush): InboundItem[] {
  const at = pushedAt ?? receivedAt;
  const status = textField(data, 'status');
  if (status === 'close') return [{ type: 'connection', accountId, signal: 'suspended', at, data: {} }];
  if (status === 'normal') return [{ type: 'connection', accountId, signal: 'resumed', at, data: {} }];
  return [{ type: 'ignored', rule: 'lazada.unknown_seller_status' }];
}
