import type { InboundAttachment, InboundItem, Person } from '../../domain/inbound.ts';
import type { Millis } from '../../domain/platform.ts';
import {
  defined,
  idField,
  type JsonObject,
  objectField,
  required,
  textField,
  timeField,
} from '../shared/fields.ts';
import { commentMessage, commentThread } from '../shared/meta/comment.ts';
import { type Change, ignored } from '../shared/meta/dialect.ts';
import { ids } from '../shared/meta/rename-fields.ts';
import { fileUrl } from '../shared/meta/urls.ts';

const FACEBOOK = { platform: 'facebook' };

/** `feed` tells of everything on a Page; only comments are for an inbox. Times are seconds. */
export function readFeed(change: Change): InboundItem[] {
  if (change.field !== 'feed') return [ignored(FACEBOOK, 'unknown_field')];
  if (textField(change.value, 'item') !== 'comment') return [ignored(FACEBOOK, 'feed_other_item')];
  switch (textField(change.value, 'verb')) {
    case 'add':
      return [addedOf(change)];
    case 'edited':
    case 'edit':
      return [editOf(change)];
    case 'remove':
      return [removalOf(change)];
    case 'hide':
    case 'unhide':
      // Hiding is the merchant's own act on the Page and takes nothing away from the conversation.
      return [ignored(FACEBOOK, 'comment_visibility')];
    default:
      return [ignored(FACEBOOK, 'comment_other_verb')];
  }
}

function addedOf({ accountId, value, notifiedAt }: Change): InboundItem {
  const comment = commentOf(value);
  const author = authorOf(value);
  return commentMessage({
    accountId,
    ...comment,
    author,
    own: author?.key === accountId,
    text: textField(value, 'message') ?? null,
    attachments: attachmentsOf(value),
    data: ids(value, { postId: 'post_id' }),
    at: required(timeField(value, 'created_time') ?? notifiedAt, 'created_time'),
  });
}

/**
 * `created_time` stays that of the first writing, so edits are ordered by their own time or the notification's. Without
 * `message` the words were taken away and a picture stays.
 */
function editOf(change: Change): InboundItem {
  const at = changedAt(change, timeField(change.value, 'edited_time'));
  return { type: 'edit', ...commonOf(change), text: textField(change.value, 'message') ?? '', at, order: at };
}

function removalOf(change: Change): InboundItem {
  return { type: 'unsend', ...commonOf(change), at: changedAt(change) };
}

function commonOf({ accountId, value }: Change) {
  const comment = commentOf(value);
  const author = authorOf(value);
  return {
    accountId,
    thread: commentThread(comment),
    customer: author?.key === accountId ? null : author,
    platformMessageId: comment.id,
  };
}

/** A comment directly below the post names the post as its parent. */
function commentOf(value: JsonObject): { id: string; parentId: string | undefined } {
  const parentId = idField(value, 'parent_id');
  return {
    id: required(idField(value, 'comment_id'), 'comment_id'),
    parentId: parentId === idField(value, 'post_id') ? undefined : parentId,
  };
}

/** Hidden from apps without the permission to read user content. */
function authorOf(value: JsonObject): Person | null {
  const from = objectField(value, 'from');
  const id = idField(from, 'id');
  if (id === undefined) return null;
  return defined({ key: id, platformUserId: id, displayName: textField(from, 'name') }) as Person;
}

function attachmentsOf(value: JsonObject): InboundAttachment[] {
  return (['photo', 'video'] as const).flatMap((name) => {
    const url = fileUrl(value, name);
    return url ? [{ kind: name === 'photo' ? ('image' as const) : name, url }] : [];
  });
}

function changedAt({ value, notifiedAt }: Change, own?: Millis): Millis {
  return required(own ?? notifiedAt ?? timeField(value, 'created_time'), 'entry.time');
}
