import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { CustomerProfile, PersonAtPlatform } from '../../../ports/account-messaging.ts';
import { defined, textField } from '../../shared/fields.ts';
import { shopCallerOf } from '../api/client.ts';
import { readConversation } from '../api/conversations.ts';
import { pictureAddress } from '../parse-content.ts';

/** The buyer's name and picture, which Shopee tells by the conversation and by nothing else. Null: the conversation is gone. */
export async function profile(
  calls: PlatformCalls,
  account: Account,
  { thread }: PersonAtPlatform,
): Promise<CustomerProfile | null> {
  try {
    const conversation = await readConversation(calls, shopCallerOf(account), thread.id);
    return defined({
      displayName: textField(conversation, 'to_name') || undefined,
      avatarUrl: pictureAddress(textField(conversation, 'to_avatar')),
    }) as CustomerProfile;
  } catch (error) {
    if (error instanceof PlatformRefusal && error.kind === 'not_found') return null;
    throw error;
  }
}
