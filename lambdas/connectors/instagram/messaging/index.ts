import type { AccountMessaging } from '../../../ports/account-messaging.ts';
import type { MessagingProduct } from '../../shared/meta/messaging/product.ts';
import { profileOf } from '../../shared/meta/messaging/profile.ts';
import { sendMessage } from '../../shared/meta/messaging/send.ts';
import { nodeOf } from '../node.ts';

/** By the Instagram login; quoting is documented for the other one only. */
const BY_ACCOUNT: MessagingProduct = {
  files: 'fetched',
  typed: false,
  named: false,
  quotes: false,
  replies: 'replies',
};

const BY_PAGE: MessagingProduct = { ...BY_ACCOUNT, quotes: true };

const PROFILE_FIELDS = 'name,username,profile_pic';

/** Answering for an Instagram account. Customers' files have plain addresses, and sending costs nothing. */
export const messaging: AccountMessaging = {
  send: async (calls, account, batch) => {
    const product = account.login === 'facebook' ? BY_PAGE : BY_ACCOUNT;
    return sendMessage(nodeOf(calls, account), product, batch);
  },
  profile: async (calls, account, person) => profileOf(nodeOf(calls, account), PROFILE_FIELDS, person),
};
