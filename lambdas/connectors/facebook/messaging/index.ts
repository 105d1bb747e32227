import type { AccountMessaging } from '../../../ports/account-messaging.ts';
import type { MessagingProduct } from '../../shared/meta/messaging/product.ts';
import { profileOf } from '../../shared/meta/messaging/profile.ts';
import { sendMessage } from '../../shared/meta/messaging/send.ts';
import { nodeOf } from '../node.ts';

const MESSENGER: MessagingProduct = {
  files: 'uploaded',
  typed: true,
  named: true,
  quotes: true,
  replies: 'comments',
};

const PROFILE_FIELDS = 'name,first_name,last_name,profile_pic';

/** Answering for a Page. Customers' files have plain addresses, and sending costs nothing. */
export const messaging: AccountMessaging = {
  send: async (calls, account, batch) => sendMessage(nodeOf(calls, account), MESSENGER, batch),
  profile: async (calls, account, person) => profileOf(nodeOf(calls, account), PROFILE_FIELDS, person),
};
