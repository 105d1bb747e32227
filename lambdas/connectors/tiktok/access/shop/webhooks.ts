import type { AccountReport } from '../../../../ports/account-access.ts';
import { objectsField, textField } from '../../../shared/fields.ts';
import type { ShopClient } from '../../api/shop/shops.ts';

const PATH = '/event/202309/webhooks';

/**
 * What a shop sends us: topics 14, 13, 6 and 7. Not `NEW_MESSAGE_LISTENER` (chats of creators, which another API answers), and not
 * `ORDER_STATUS_CHANGE`, of which the inbox keeps nothing.
 */
export const TOPICS = [
  'NEW_MESSAGE',
  'NEW_CONVERSATION',
  'SELLER_DEAUTHORIZATION',
  'UPCOMING_AUTHORIZATION_EXPIRATION',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Sets one topic's address; the same again changes nothing. */
export async function putWebhook(shop: ShopClient, topic: Topic, address: string): Promise<void> {
  await shop.call({ method: 'PUT', path: PATH, body: { event_type: topic, address } });
}

/** Takes one topic's address away; TikTok answers well also when none was set. */
export async function deleteWebhook(shop: ShopClient, topic: Topic): Promise<void> {
  await shop.call({ method: 'DELETE', path: PATH, body: { event_type: topic } });
}

/** Whether every topic is sent to this address. */
export async function webhookState(
  shop: ShopClient,
  address: string,
): Promise<Pick<AccountReport, 'webhook' | 'problem'>> {
  const data = await shop.call({ method: 'GET', path: PATH });
  const set = objectsField(data, 'webhooks').map((hook): [string | undefined, string | undefined] => [
    textField(hook, 'event_type'),
    textField(hook, 'address'),
  ]);
  const addresses = new Map(set);
  const found = TOPICS.map((topic) => addresses.get(topic));
  if (found.every((it) => it === address)) return { webhook: 'on', problem: null };
  const elsewhere = found.some((it) => it !== undefined && it !== address);
  return { webhook: 'off', problem: elsewhere ? 'webhook_elsewhere' : null };
}
