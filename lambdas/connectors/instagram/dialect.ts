import type { AttachmentReader } from '../shared/meta/attachment-piece.ts';
import { commonAttachments, shared } from '../shared/meta/attachments.ts';
import type { Dialect } from '../shared/meta/dialect.ts';
import { webUrl } from '../shared/meta/urls.ts';
import { readChange } from './parse-change.ts';

const reel: AttachmentReader = (payload) => shared('reel', payload, ['reelVideoId', 'reel_video_id']);
/** `share` is the older form of `ig_post`; for some months both came for one share. */
const post: AttachmentReader = (payload) => shared('post', payload, ['postId', 'ig_post_media_id']);
const story: AttachmentReader = (payload) => {
  const piece = shared('story', payload, ['storyId', 'story_media_id']);
  const url = webUrl(payload, 'url') ?? webUrl(payload, 'story_media_url');
  return url ? { ...piece, data: { ...piece.data, url } } : piece;
};

/** The customer mentioned the account in a story of their own. The link lives as long as the story, at most 24 hours. */
const storyMention: AttachmentReader = (payload) => {
  const storyUrl = webUrl(payload, 'url');
  return { kind: 'story_mention', data: storyUrl ? { storyUrl } : {} };
};

/** Instagram. */
export const dialect: Dialect = {
  platform: 'instagram',
  object: 'instagram',
  entryIdMayBePlaceholder: true,
  attachments: {
    ...commonAttachments,
    story_mention: storyMention,
    story,
    ig_story: story,
    ig_post: post,
    share: post,
    ig_reel: reel,
    reel,
  },
  readChange,
};
