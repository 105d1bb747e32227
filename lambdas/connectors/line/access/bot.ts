import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import { withQuery } from '../../shared/access/addresses.ts';
import { defined, idField, objectsField, textField } from '../../shared/fields.ts';
import { callApi, expected, type Session } from '../api/client.ts';

/** An Official Account as LINE describes it. */
export interface Bot {
  /** What deliveries call it: `destination`. */
  readonly userId: string;
  readonly displayName: string;
  /** `basicId` for links to add it as a friend; `chatMode` and `markAsReadMode` decide whether messages can be marked as read. */
  readonly facts: Readonly<Record<string, string>>;
}

/**
 * The account of the session. https://developers.line.biz/en/reference/messaging-api/#get-bot-info
 * @throws PlatformRefusal `app_refused` when LINE answers for another account than `expectedId`
 */
export async function botInfo(session: Session, expectedId?: string): Promise<Bot> {
  const info = await callApi(session, { method: 'GET', path: '/v2/bot/info', idempotent: true });
  const userId = expected(idField(info, 'userId'));
  if (expectedId !== undefined && userId !== expectedId)
    throw new PlatformRefusal('app_refused', 'line', 'another account');
  return {
    userId,
    displayName: textField(info, 'displayName') || textField(info, 'basicId') || userId,
    facts: defined({
      basicId: textField(info, 'basicId'),
      chatMode: textField(info, 'chatMode'),
      markAsReadMode: textField(info, 'markAsReadMode'),
    }),
  };
}

/** More pages than any module has accounts by; an answer that leads in circles ends. */
const MOST_PAGES = 100;

/** Whether the account is among those that the module channel is attached to. */
export async function isAttached(session: Session, botId: string): Promise<boolean> {
  let start: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const path = withQuery('/v2/bot/list', { limit: 100, start });
    const answer = await callApi({ ...session, botHeader: {} }, { method: 'GET', path, idempotent: true });
    if (objectsField(answer, 'bots').some((bot) => idField(bot, 'userId') === botId)) return true;
    start = textField(answer, 'next');
    if (!start) return false;
  }
  return false;
}
