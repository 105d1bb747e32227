import type { InboundEvent, InboundItem } from '../../../domain/inbound.ts';
import { contentId } from '../digest.ts';
import { defined, idField, type JsonObject, textField, timeField } from '../fields.ts';
import { ignored } from './dialect.ts';
import { conversationOf, type MetaEvent, timeOf } from './event-context.ts';
import { referralData, referralWithin } from './referral.ts';
import { texts } from './rename-fields.ts';

/** A tap on a button, an ice breaker or the menu: an act of the customer. In standby Meta leaves the payload out. */
export function readPostback(context: MetaEvent, postback: JsonObject): InboundItem[] {
  const text = textField(postback, 'title');
  const payload = texts(postback, { payload: 'payload' });
  const derivedId = () => contentId('postback', context.senderId, timeOf(context), text, payload.payload);
  return [
    noticeOf(context, 'postback', {
      eventId: idField(postback, 'mid') ?? derivedId(),
      weight: 'action',
      opensWindow: true,
      text,
      data: { ...payload, ...referralWithin(postback) },
    }),
  ];
}

/** An old conversation entered anew by a link or an ad. Attribution only: no words. */
export function readReferral(context: MetaEvent, referral: JsonObject): InboundItem[] {
  const from = [textField(referral, 'ref'), idField(referral, 'ad_id')];
  const eventId = contentId('referral', context.senderId, timeOf(context), ...from);
  return [noticeOf(context, 'referral', { eventId, data: referralData(referral) })];
}

/**
 * Consent to marketing messages, or a plugin. The token in it is a credential and is not kept. From the checkbox plugin a
 * `user_ref` comes before the person is known, and there is no conversation to put it into.
 */
export function readOptin(context: MetaEvent, optin: JsonObject): InboundItem[] {
  if (context.senderId === undefined) return [ignored(context.dialect, 'optin_without_person')];
  const tokenExpiresAt = timeField(optin, 'token_expiry_timestamp');
  const data = {
    ...texts(optin, {
      optinType: 'type',
      title: 'title',
      payload: 'payload',
      ref: 'ref',
      status: 'notification_messages_status',
      timezone: 'notification_messages_timezone',
      tokenStatus: 'user_token_status',
    }),
    ...(tokenExpiresAt === undefined ? {} : { tokenExpiresAt }),
  };
  return [
    noticeOf(context, 'optin', { eventId: contentId('optin', context.senderId, timeOf(context)), data }),
  ];
}

/** The authorization code is a credential and is not kept. */
export function readAccountLinking(context: MetaEvent, linking: JsonObject): InboundItem[] {
  const data = texts(linking, { status: 'status' });
  const eventId = contentId('account_linking', context.senderId, timeOf(context), data.status);
  return [noticeOf(context, 'account_linking', { eventId, data })];
}

/** An event in the conversation; quiet unless told. */
export function noticeOf(
  context: MetaEvent,
  event: string,
  parts: Pick<InboundEvent, 'eventId' | 'data'> & {
    readonly weight?: InboundEvent['weight'];
    readonly opensWindow?: boolean;
    readonly text?: string | undefined;
  },
): InboundEvent {
  return defined({
    type: 'event' as const,
    ...conversationOf(context),
    event,
    at: timeOf(context),
    weight: 'quiet' as const,
    standby: context.standby || undefined,
    ...parts,
  }) as InboundEvent;
}
