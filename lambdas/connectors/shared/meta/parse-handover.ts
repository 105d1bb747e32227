import type { InboundItem } from '../../../domain/inbound.ts';
import { contentId } from '../digest.ts';
import type { JsonObject } from '../fields.ts';
import { type MetaEvent, timeOf } from './event-context.ts';
import { noticeOf } from './parse-notice.ts';
import { ids, texts } from './rename-fields.ts';

/**
 * Which application owns the thread. App ids come as strings or numbers, and null where nobody owned it.
 * @param event `control_passed`, `control_taken` or `control_requested`
 */
export function readHandover(event: string): (context: MetaEvent, handover: JsonObject) => InboundItem[] {
  return (context, handover) => {
    const data = {
      ...ids(handover, {
        previousOwnerAppId: 'previous_owner_app_id',
        newOwnerAppId: 'new_owner_app_id',
        requestedOwnerAppId: 'requested_owner_app_id',
      }),
      ...texts(handover, { metadata: 'metadata' }),
    };
    return [noticeOf(context, event, { eventId: contentId(event, context.senderId, timeOf(context)), data })];
  };
}
