import { UnreadableDelivery } from '../../domain/errors.ts';
import type { InboundItem, Person } from '../../domain/inbound.ts';
import { contentId } from '../shared/digest.ts';
import { defined, idField, type JsonObject, objectField, required, textField } from '../shared/fields.ts';
import { commentMessage } from '../shared/meta/comment.ts';
import { type Change, ignored } from '../shared/meta/dialect.ts';
import { ids, texts } from '../shared/meta/rename-fields.ts';

const INSTAGRAM = { platform: 'instagram' };

/** Comments and mentions. Edits and removals of comments are not told. */
export function readChange(change: Change): InboundItem[] {
  switch (change.field) {
    case 'comments':
      return [commentOf(change, {})];
    case 'live_comments':
      return [commentOf(change, { live: true })];
    case 'mentions':
      return [mentionOf(change)];
    case 'story_insights':
      // Figures of a story that ended, nothing that anybody wrote.
      return [ignored(INSTAGRAM, 'story_insights')];
    default:
      return [ignored(INSTAGRAM, 'unknown_field')];
  }
}

/** A sample for the Facebook login calls the id `comment_id`. The text is missing for a GIF. No time but the notification's. */
function commentOf({ accountId, value, notifiedAt }: Change, more: { live?: true }): InboundItem {
  const from = objectField(value, 'from');
  return commentMessage({
    accountId,
    id: required(idField(value, 'id') ?? idField(value, 'comment_id'), 'id'),
    parentId: idField(value, 'parent_id'),
    author: personOf(from),
    // The account's own name is not known here; these two say the same.
    own: idField(from, 'id') === accountId || idField(from, 'self_ig_scoped_id') !== undefined,
    text: textField(value, 'text') ?? null,
    attachments: [],
    data: { ...mediaData(objectField(value, 'media')), ...more },
    at: required(notifiedAt, 'entry.time'),
  });
}

function mediaData(media: JsonObject | undefined): Record<string, string> {
  return {
    ...ids(media, { mediaId: 'id', adId: 'ad_id', originalMediaId: 'original_media_id' }),
    ...texts(media, { mediaProductType: 'media_product_type', adTitle: 'ad_title' }),
  };
}

/** Names change, so the id is the key. */
function personOf(from: JsonObject | undefined): Person | null {
  const id = idField(from, 'id');
  if (id === undefined) return null;
  return defined({ key: id, platformUserId: id, displayName: textField(from, 'username') }) as Person;
}

/** Ids only: who mentioned the account where has to be asked for. Without comment id it was in a caption. */
function mentionOf({ accountId, value, notifiedAt }: Change): InboundItem {
  const data = ids(value, { mediaId: 'media_id', commentId: 'comment_id' });
  const threadId = data.commentId ?? data.mediaId;
  if (threadId === undefined) throw new UnreadableDelivery('a mention without comment_id and media_id');
  return {
    type: 'event',
    accountId,
    thread: { kind: 'comment', id: threadId },
    customer: null,
    event: 'mention',
    eventId: contentId('mention', data.mediaId, data.commentId),
    data,
    at: required(notifiedAt, 'entry.time'),
    weight: 'notice',
  };
}
