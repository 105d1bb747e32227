import type { PurposeName } from './purpose.ts';

/** What sealed records may be opened for. Apart from the data inventory, which quotes it: functions carry this much of it with them, and no more. */
export const SEALED_PURPOSES = {
  conversation: ['inbox', 'support', 'automation', 'analytics', 'privacy_request', 'security'],
  member: ['administration', 'privacy_request', 'security'],
  upload: ['inbox', 'support', 'privacy_request'],
  saved: ['inbox', 'support', 'privacy_request'],
  request: ['privacy_request'],
} as const satisfies Readonly<Record<string, readonly PurposeName[]>>;

/**
 * What a value sealed in that record may be opened for. Records are named by whoever seals (`SealedPlace`): a member's, an upload's, a canned
 * reply's, a view's, a privacy request's; everything else belongs to a conversation.
 */
export function purposesOfSealed(record: string): readonly PurposeName[] {
  if (record.startsWith('member/')) return SEALED_PURPOSES.member;
  if (record.startsWith('upload/')) return SEALED_PURPOSES.upload;
  if (record.startsWith('reply/') || record.startsWith('view/')) return SEALED_PURPOSES.saved;
  if (record.startsWith('privacy/')) return SEALED_PURPOSES.request;
  return SEALED_PURPOSES.conversation;
}
