import type { Thread } from '../../../domain/inbound.ts';
import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { CustomerProfile, PersonAtPlatform } from '../../../ports/account-messaging.ts';
import { defined, textField } from '../../shared/fields.ts';
import { httpsUrl } from '../../shared/https-url.ts';
import { callApi } from '../api/client.ts';
import { sessionOf } from '../api/tokens.ts';

/** 404: blocked, never wrote, never consented. 400: an id that is no person's of this account. */
const UNKNOWN: ReadonlySet<RefusalKind> = new Set(['not_found', 'rejected']);

/**
 * A person's name and picture as the chat shows them; of members of groups also if they are no friends. Where the group itself stands for
 * somebody whom LINE does not name, the group's. https://developers.line.biz/en/reference/messaging-api/#get-profile
 */
export async function profile(
  calls: PlatformCalls,
  account: Account,
  { platformUserId, thread }: PersonAtPlatform,
): Promise<CustomerProfile | null> {
  const path = pathOf(thread, platformUserId);
  if (path === null) return null;
  try {
    const found = await callApi(await sessionOf(calls, account), { method: 'GET', path, idempotent: true });
    return defined({
      displayName: textField(found, 'displayName') || textField(found, 'groupName') || undefined,
      avatarUrl: httpsUrl(textField(found, 'pictureUrl')),
    }) as CustomerProfile;
  } catch (error) {
    if (error instanceof PlatformRefusal && UNKNOWN.has(error.kind)) return null;
    throw error;
  }
}

/** Rooms have no name. */
function pathOf({ kind, id }: Thread, platformUserId: string): string | null {
  const [chat, person] = [encodeURIComponent(id), encodeURIComponent(platformUserId)];
  if (kind !== 'group' && kind !== 'room') return `/v2/bot/profile/${person}`;
  if (platformUserId !== id) return `/v2/bot/${kind}/${chat}/member/${person}`;
  return kind === 'group' ? `/v2/bot/group/${chat}/summary` : null;
}
