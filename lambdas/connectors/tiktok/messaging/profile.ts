import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { CustomerProfile } from '../../../ports/account-messaging.ts';
import { defined, type JsonObject } from '../../shared/fields.ts';
import { httpsUrl } from '../../shared/https-url.ts';
import { NO_PERMISSION } from '../api/shop/refusals.ts';

/** What TikTok says of somebody; null when that is nothing. Pictures stand behind addresses that expire. */
export function toProfile(name: string | undefined, picture: string | undefined): CustomerProfile | null {
  const profile = defined({ displayName: name || undefined, avatarUrl: httpsUrl(picture) });
  return Object.keys(profile).length === 0 ? null : profile;
}

/** Null instead of a refusal that says that the conversation is not there or not to be seen. */
export async function orNull(call: Promise<JsonObject>): Promise<JsonObject | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof PlatformRefusal && isHidden(error)) return null;
    throw error;
  }
}

function isHidden({ kind, platformCode }: PlatformRefusal): boolean {
  return kind === 'not_found' || platformCode === NO_PERMISSION;
}
