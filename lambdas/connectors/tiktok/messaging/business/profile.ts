import type { Account, PlatformCalls } from '../../../../ports/account-access.ts';
import type { CustomerProfile, PersonAtPlatform } from '../../../../ports/account-messaging.ts';
import { idField, objectsField, textField } from '../../../shared/fields.ts';
import { accessTokenOf } from '../../api/account.ts';
import { businessCall } from '../../api/business/client.ts';
import { orNull, toProfile } from '../profile.ts';

/**
 * The person among a conversation's participants, whom TikTok names only beside its last messages.
 * https://business-api.tiktok.com/portal/docs?id=1832184425841170
 */
export async function profileOfPerson(
  calls: PlatformCalls,
  account: Account,
  { thread, platformUserId }: PersonAtPlatform,
): Promise<CustomerProfile | null> {
  const data = await orNull(
    businessCall(calls, {
      path: '/business/message/content/list/',
      query: { business_id: account.accountId, conversation_id: thread.id },
      token: accessTokenOf(account),
    }),
  );
  const participants = objectsField(data ?? undefined, 'participants');
  const person = participants.find((it) => idField(it, 'id') === platformUserId);
  return person ? toProfile(textField(person, 'display_name'), textField(person, 'profile_image')) : null;
}
