import type { InboundEvent, Receipt } from '../../../domain/inbound.ts';
import type { Json } from '../../../domain/platform.ts';
import { contentId } from '../../shared/digest.ts';
import { defined, idField, objectField, required, textField, timeField } from '../../shared/fields.ts';
import { httpsUrl } from '../../shared/https-url.ts';
import type { BusinessChat } from './conversation.ts';

/** The customer saw all that was sent up to a time. */
export function readReadMark(chat: BusinessChat): Receipt {
  const upTo = timeField(objectField(chat.content, 'read'), 'last_read_timestamp');
  return {
    type: 'receipt',
    accountId: chat.accountId,
    thread: chat.thread,
    customer: chat.customer,
    state: 'read',
    upTo: required(upTo, 'content.read.last_read_timestamp'),
  };
}

/** By which advertisement or link the customer came into the chat. It has no id: its conversation and time identify it. */
export function readReferral(chat: BusinessChat): InboundEvent {
  const at = required(timeField(chat.content, 'timestamp'), 'content.timestamp');
  return {
    type: 'event',
    accountId: chat.accountId,
    thread: chat.thread,
    customer: chat.customer,
    event: 'referral',
    eventId: contentId('im_referral_msg', chat.accountId, chat.thread.id, at),
    data: referralFacts(chat),
    at,
    weight: 'quiet',
  };
}

function referralFacts(chat: BusinessChat): Record<string, Json> {
  const referral = objectField(chat.content, 'referral');
  const ad = objectField(referral, 'ad');
  return defined({
    source: idField(referral, 'source'),
    advertiserId: idField(ad, 'advertiser_id'),
    adId: idField(ad, 'ad_id'),
    adName: idField(ad, 'ad_name'),
    embedUrl: httpsUrl(textField(ad, 'embed_url')),
    materialId: idField(ad, 'message_material_id'),
    ref: idField(objectField(referral, 'short_link'), 'ref'),
  }) as Record<string, Json>;
}
