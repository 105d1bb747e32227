import type { Account, PlatformCalls } from '../../../../ports/account-access.ts';
import type { CustomerProfile, PersonAtPlatform } from '../../../../ports/account-messaging.ts';
import { idField, objectField, objectsField, textField } from '../../../shared/fields.ts';
import { ShopClient } from '../../api/shop/shops.ts';
import { orNull, toProfile } from '../profile.ts';

/**
 * The buyer among a conversation's participants: deliveries have neither name nor picture.
 * https://partner.tiktokshop.com/docv2/page/get-conversations-202309
 */
export async function profileOfBuyer(
  calls: PlatformCalls,
  account: Account,
  { thread, platformUserId }: PersonAtPlatform,
): Promise<CustomerProfile | null> {
  const path = `/customer_service/202601/conversations/${encodeURIComponent(thread.id)}`;
  const data = await orNull(new ShopClient(calls, account).call({ method: 'GET', path }));
  const participants = objectsField(objectField(data ?? undefined, 'conversation'), 'participants');
  const buyers = participants.filter((person) => textField(person, 'role')?.toUpperCase() === 'BUYER');
  // One conversation has one buyer; the id would only be needed if that changed.
  const buyer =
    buyers.length === 1 ? buyers[0] : buyers.find((it) => idField(it, 'im_user_id') === platformUserId);
  return buyer ? toProfile(textField(buyer, 'nickname'), textField(buyer, 'avatar')) : null;
}
