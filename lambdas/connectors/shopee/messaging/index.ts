import { setTimeout as sleep } from 'node:timers/promises';
import type { Millis } from '../../../domain/platform.ts';
import type { AccountMessaging } from '../../../ports/account-messaging.ts';
import { profile } from './profile.ts';
import { send } from './send.ts';

/** Chat of Shopee shops. Files come with plain addresses, and sending is free: there is no `source` and no `quota`. */
export const messaging: AccountMessaging = messagingWith((ms) => sleep(ms));

/** The same with another way to wait for a video that Shopee is preparing. */
export function messagingWith(wait: (ms: Millis) => Promise<unknown>): AccountMessaging {
  return { send: (calls, account, batch) => send({ calls, account, batch, wait }), profile };
}
