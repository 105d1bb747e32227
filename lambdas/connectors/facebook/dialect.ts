import { defined, numberField, objectField, timeField } from '../shared/fields.ts';
import { type AttachmentReader, unsupported } from '../shared/meta/attachment-piece.ts';
import { commonAttachments, shared } from '../shared/meta/attachments.ts';
import type { Dialect } from '../shared/meta/dialect.ts';
import { ids, texts } from '../shared/meta/rename-fields.ts';
import { readFeed } from './parse-feed.ts';

const reel: AttachmentReader = (payload) => shared('reel', payload, ['reelVideoId', 'reel_video_id']);
const post: AttachmentReader = (payload) => shared('post', payload, ['postId', 'id']);

/** Made by the booking feature of a Page; times as milliseconds. */
const appointment: AttachmentReader = (payload) => ({
  kind: 'template',
  data: defined({
    templateType: 'appointment_booking',
    ...ids(payload, { bookingId: 'booking_id' }),
    ...texts(payload, { status: 'status', timezone: 'timezone' }),
    startsAt: timeField(payload, 'start_time'),
    endsAt: timeField(payload, 'end_time'),
  }),
});

/** Legacy. */
const location: AttachmentReader = (payload) => {
  const coordinates = objectField(payload, 'coordinates');
  const latitude = numberField(coordinates, 'lat');
  const longitude = numberField(coordinates, 'long');
  if (latitude === undefined || longitude === undefined) return unsupported('location');
  return { kind: 'location', data: { latitude, longitude } };
};

/** Messenger for Pages. */
export const dialect: Dialect = {
  platform: 'facebook',
  object: 'page',
  entryIdMayBePlaceholder: false,
  attachments: {
    ...commonAttachments,
    reel,
    ig_reel: reel,
    post,
    ig_post: post,
    appointment_booking: appointment,
    location,
  },
  readChange: readFeed,
};
