import { PlatformRefusal, type RefusalKind } from '../../../../domain/platform-refusal.ts';
import type { CustomerProfile, PersonAtPlatform } from '../../../../ports/account-messaging.ts';
import { type JsonObject, textField } from '../../fields.ts';
import { type GraphNode, graphCall } from '../graph/graph.ts';
import { fileUrl } from '../urls.ts';

/**
 * Not there, not to be seen, without a consent, or the application lacks the feature for it: the conversation goes on without a name, and
 * nobody is asked to connect again for it.
 */
const NAMELESS: readonly RefusalKind[] = [
  'not_found',
  'customer_unreachable',
  'permission_missing',
  'app_refused',
];

/**
 * Who wrote. Of people who only commented, the platforms tell the name with the comment and nothing here.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/identity/user-profile
 * @param fields to ask for
 */
export async function profileOf(
  { graph, token }: GraphNode,
  fields: string,
  { platformUserId, thread }: PersonAtPlatform,
): Promise<CustomerProfile | null> {
  if (thread.kind === 'comment') return null;
  try {
    const path = `/${encodeURIComponent(platformUserId)}`;
    return readProfile(await graphCall(graph, { path, query: { fields }, token }));
  } catch (error) {
    if (error instanceof PlatformRefusal && NAMELESS.includes(error.kind)) return null;
    throw error;
  }
}

/** Any field may be missing or null. The picture's address ends after some days. */
function readProfile(answer: JsonObject): CustomerProfile | null {
  const parts = [textField(answer, 'first_name'), textField(answer, 'last_name')].filter((part) => part);
  const displayName = textField(answer, 'name') || parts.join(' ') || textField(answer, 'username');
  const avatarUrl = fileUrl(answer, 'profile_pic');
  if (!displayName && !avatarUrl) return null;
  return { ...(displayName ? { displayName } : {}), ...(avatarUrl ? { avatarUrl } : {}) };
}
