import type { AccountMessaging } from '../../../ports/account-messaging.ts';
import { byLogin } from '../api/by-login.ts';
import { beforeSending } from './before-sending.ts';
import { profileOfPerson } from './business/profile.ts';
import { sendToPerson } from './business/send.ts';
import type { LoginMessaging } from './login-messaging.ts';
import { onlyMessage } from './only-message.ts';
import { profileOfBuyer } from './shop/profile.ts';
import { sendToBuyer } from './shop/send.ts';
import { sourceOf } from './source.ts';

const by = byLogin<LoginMessaging>({
  shop: { send: sendToBuyer, profile: profileOfBuyer },
  business: { send: sendToPerson, profile: profileOfPerson },
});

/**
 * Answering in Shop chat and in a Business Account's direct messages: text and pictures, one message per call. Neither has a key by
 * which it would tell a repeated message, so none is repeated.
 */
export const messaging: AccountMessaging = {
  send: async (calls, account, batch) => {
    const { thread } = batch.to;
    const sending = { account: { ...account, now: batch.now }, thread, message: onlyMessage(batch) };
    return [await by(account.login).send(beforeSending(calls), sending)];
  },
  source: sourceOf,
  profile: async (calls, account, person) => by(account.login).profile(calls, account, person),
};
