import type { SandboxWorld } from '../platform-sandbox.ts';
import { ShopeeError } from './api-errors.ts';
import type { Asked } from './callers.ts';
import { addressOf } from './files.ts';
import { isOwn, type Said, say, talkOf } from './messages.ts';
import { DAY_MS, type Memory, type Shop, type Stored } from './world.ts';

const WINDOW_MS = 7 * DAY_MS;
const MOST_IN_A_ROW = 5;
const MOST_CHARACTERS = 600;

/** A buyer who has blocked every shop. */
export const BLOCKER = '900100666';
/** Shopee's list of words is not public. */
export const CENSORED = 'คำต้องห้าม';

type Content = Pick<Said, 'type' | 'content' | 'fileId'>;

/** A message of the seller's, by Shopee's rules for who may write to whom. */
export async function send(
  world: SandboxWorld,
  memory: Memory,
  shop: Shop,
  body: Asked['body'],
): Promise<object> {
  const said = contentOf(memory, shop, body);
  const customerId = String(body.to_id);
  checkTalk(world, talkOf(memory, shop.shopId, customerId), customerId);
  checkText(world, talkOf(memory, shop.shopId, customerId), said.content.text);
  const spoken = { kind: 'echo', shopId: shop.shopId, customerId, ...said } as const;
  const { message } = (await say(world, memory, spoken)).stored;
  const { message_id, conversation_id, to_id, message_type, content, region, created_timestamp } = message;
  const what = { message_id, conversation_id, to_id, message_type, content, region, created_timestamp };
  return { ...what, message_option: 0 };
}

function checkTalk(world: SandboxWorld, talk: readonly Stored[], customerId: string): void {
  if (customerId === BLOCKER) throw new ShopeeError('error_blocked', 'The buyer has blocked the shop.');
  if (talk.length === 0) throw new ShopeeError('first_chat_without_order_info', 'An order is needed.');
  const heard = talk.find((one) => !isOwn(one));
  if (!heard || world.now() - heard.at > WINDOW_MS) throw new ShopeeError('user_is_forbidden', 'Too late.');
  if (talk.findIndex((one) => !isOwn(one)) >= MOST_IN_A_ROW)
    throw new ShopeeError('reach_5_message_limit', 'Wait for the buyer.');
}

function checkText(world: SandboxWorld, talk: readonly Stored[], text: unknown): void {
  if (typeof text !== 'string') return;
  if (text.includes(CENSORED)) throw new ShopeeError('message_is_censored', 'A forbidden word.');
  const isSame = (one: Stored) =>
    isOwn(one) && one.message.content.text === text && world.now() - one.at < DAY_MS;
  if (talk.some(isSame)) throw new ShopeeError('error_business', 'The same message again.');
}

function contentOf(
  memory: Memory,
  shop: Shop,
  { to_id: to, message_type: type, content }: Asked['body'],
): Content {
  const given = typeof content === 'object' && content !== null ? (content as Record<string, unknown>) : {};
  if (Number.isInteger(to) && type === 'text') return text(given);
  if (Number.isInteger(to) && type === 'image') return image(memory, shop, given);
  if (Number.isInteger(to) && type === 'video') return video(memory, shop, given);
  throw new ShopeeError('error_param', 'to_id or message_type.');
}

function text({ text }: Record<string, unknown>): Content {
  if (typeof text !== 'string' || text === '') throw new ShopeeError('error_param', 'content.text.');
  if ([...text].length > MOST_CHARACTERS) throw new ShopeeError('message_too_long', 'Too long.');
  return { type: 'text', content: { text } };
}

/** Only what that shop has uploaded. In the conversation the address is called otherwise than in the call. */
function image({ files }: Memory, { shopId }: Shop, { image_url: url }: Record<string, unknown>): Content {
  const file = files.find((one) => one.kind === 'image' && one.shopId === shopId && addressOf(one) === url);
  if (!file) throw new ShopeeError('error_param', 'content.image_url.');
  const thumb = { thumb_url: `${file.id}_tn`, thumb_width: 320, thumb_height: 320 };
  return { type: 'image', content: { url, ...thumb, file_server_id: 0 }, fileId: file.id };
}

/** All that the result of the upload said, and only when it was prepared. The conversation has bare ids. */
function video({ files }: Memory, { shopId }: Shop, given: Record<string, unknown>): Content {
  const { vid, video_url: url, thumb_url, thumb_width, thumb_height, duration_seconds } = given;
  const file = files.find((one) => one.kind === 'video' && one.shopId === shopId && one.id === vid);
  if (!file || file.asked < 2 || addressOf(file) !== url || typeof thumb_url !== 'string')
    throw new ShopeeError('error_param', 'content.video_url.');
  if (![thumb_width, thumb_height, duration_seconds].every(Number.isInteger))
    throw new ShopeeError('error_param', 'content.');
  if (Number(duration_seconds) < 1 || Number(duration_seconds) > 180)
    throw new ShopeeError('error_param', 'content.duration_seconds.');
  const shown = { video_url: file.id, thumb_url, thumb_width, thumb_height, duration_seconds };
  return { type: 'video', content: shown, fileId: file.id };
}
