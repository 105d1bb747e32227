import type { ConversationRef } from '../domain/stored.ts';
import type { SealedPlace } from '../ports/sealer.ts';

/** Where each sealed value of a conversation belongs. */
export const place = {
  entry: (ref: ConversationRef, entryId: string): SealedPlace => at(ref, entryId, 'content'),
  mark: (ref: ConversationRef, token: string): SealedPlace => at(ref, `mark/${token}`, 'content'),
  preview: (ref: ConversationRef): SealedPlace => at(ref, 'head', 'preview'),
  ids: (ref: ConversationRef): SealedPlace => at(ref, 'head', 'ids'),
  name: (ref: ConversationRef): SealedPlace => at(ref, 'head', 'name'),
};

/** Where the content of a canned reply or a view belongs. */
export function placeOfSaved(kind: 'reply' | 'view', workspaceId: string, id: string): SealedPlace {
  return { workspaceId, record: `${kind}/${id}`, field: 'content' };
}

function at(ref: ConversationRef, record: string, field: string): SealedPlace {
  return { workspaceId: ref.workspaceId, record: `${ref.conversationId}/${record}`, field };
}
