import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import { defined, idField, objectField, textField } from '../../shared/fields.ts';
import { type Caller, read } from '../api/client.ts';

/** A shop as it is now. */
export interface Seller {
  readonly sellerId: string;
  readonly displayName?: string;
  /** INACTIVE or DELETED: Lazada closed it, or the seller did. */
  readonly closed: boolean;
}

const CLOSED: readonly string[] = ['INACTIVE', 'DELETED'];

/**
 * Whose token it is. The cheapest call there is, and the only one that shows whether the authorisation holds: no push tells.
 * @throws PlatformRefusal
 */
export async function readSeller(caller: Caller, token: SecretText | undefined): Promise<Seller> {
  const data = objectField(await read(caller, '/seller/get', token), 'data');
  const sellerId = idField(data, 'seller_id');
  if (sellerId === undefined) throw new PlatformRefusal('unavailable', 'lazada', 'no seller_id');
  const name = textField(data, 'name') || textField(data, 'short_code') || undefined;
  const closed = CLOSED.includes(textField(data, 'status')?.toUpperCase() ?? '');
  return defined({ sellerId, displayName: name, closed }) as Seller;
}
