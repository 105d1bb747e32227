import type { SandboxWorld } from '../platform-sandbox.ts';
import type { ApiCall } from './api.ts';
import { denied, ShopeeError } from './api-errors.ts';
import type { Asked } from './callers.ts';
import { isOwn, messagesOf } from './messages.ts';
import { send } from './send-calls.ts';
import { uploadImage, uploadVideo, videoResult } from './upload-calls.ts';
import type { Memory, Shop, Stored } from './world.ts';

const LARGEST_LIST = 25;
const LARGEST_PAGE = 60;

/** The seller's chat, for apps whose type has it. */
export function chatCalls(world: SandboxWorld, memory: Memory): Record<string, ApiCall> {
  const chat = (
    method: 'GET' | 'POST',
    answer: (shop: Shop, asked: Asked) => object | Promise<object>,
    form = false,
  ): ApiCall => ({
    method,
    kind: 'shop',
    form,
    run: async (asked) => {
      if (asked.app.type !== 'in_house')
        throw denied('error_api_permission', 'The app may not use this API.');
      return { response: await answer(asked.shop as Shop, asked) };
    },
  });
  return {
    '/sellerchat/get_conversation_list': chat('GET', (shop, { query }) =>
      listConversations(memory, shop, query),
    ),
    '/sellerchat/get_one_conversation': chat('GET', (shop, { query }) =>
      oneConversation(memory, shop, query),
    ),
    '/sellerchat/get_message': chat('GET', (shop, { query }) => listMessages(memory, shop, query)),
    '/sellerchat/send_message': chat('POST', (shop, { body }) => send(world, memory, shop, body)),
    '/sellerchat/upload_image': chat('POST', (shop, asked) => uploadImage(world, memory, shop, asked), true),
    '/sellerchat/upload_video': chat('POST', (shop, asked) => uploadVideo(world, memory, shop, asked), true),
    '/sellerchat/get_video_upload_result': chat('GET', (shop, { query }) => videoResult(memory, shop, query)),
  };
}

function listConversations(memory: Memory, shop: Shop, query: URLSearchParams): object {
  const direction = query.get('direction');
  const size = Number(query.get('page_size') ?? LARGEST_LIST);
  if (direction !== 'older' && direction !== 'latest') throw new ShopeeError('error_param', 'direction.');
  if (!['all', 'pinned', 'unread'].includes(query.get('type') ?? ''))
    throw new ShopeeError('error_param', 'type.');
  const place = BigInt(query.get('next_timestamp_nano') ?? (direction === 'older' ? 10n ** 19n : 0n));
  const all = newestOfEach(memory, shop.shopId);
  const beyond =
    direction === 'older'
      ? all.filter((one) => nanosOf(one) < place)
      : all.filter((one) => nanosOf(one) > place).reverse();
  // Larger pages than this come back empty, as integrators measured.
  const page = size > LARGEST_LIST ? [] : beyond.slice(0, size);
  const last = page.at(-1);
  return {
    conversations: page.map((newest) => conversationOf(shop, newest)),
    page_result: {
      page_size: page.length,
      next_cursor: {
        next_message_time_nano: last ? String(nanosOf(last)) : '0',
        conversation_id: last?.message.conversation_id ?? '0',
      },
      more: beyond.length > page.length && page.length > 0,
    },
  };
}

function oneConversation(memory: Memory, shop: Shop, query: URLSearchParams): object {
  const [newest] = messagesOf(memory, shop.shopId, query.get('conversation_id') ?? '');
  if (!newest) throw new ShopeeError('error_not_found', 'No such conversation.');
  return conversationOf(shop, newest);
}

function listMessages(memory: Memory, shop: Shop, query: URLSearchParams): object {
  const size = Number(query.get('page_size') ?? 25);
  if (size < 1 || size > LARGEST_PAGE) throw new ShopeeError('error_param', 'page_size.');
  const all = messagesOf(memory, shop.shopId, query.get('conversation_id') ?? '');
  if (all.length === 0) throw new ShopeeError('error_not_found', 'No such conversation.');
  const offset = Number(query.get('offset') ?? 0);
  const page = all.slice(offset, offset + size);
  const end = offset + page.length;
  return {
    messages: page.map(inHistory),
    page_result: { next_offset: end < all.length ? String(end) : '', page_size: page.length },
  };
}

/** The history has no names, no sub-account and no state of the chatbot. */
function inHistory({ message }: Stored): object {
  const { message_id, conversation_id, message_type, content, created_timestamp, region, status } = message;
  const { from_id, to_id, from_shop_id, to_shop_id, source_content, quoted_msg } = message;
  const sides = { from_id, from_shop_id, to_id, to_shop_id };
  const what = { message_id, message_type, conversation_id, created_timestamp, region, status, content };
  return { ...what, ...sides, source: 'open_api', source_content, quoted_msg, message_option: 0 };
}

function conversationOf(shop: Shop, newest: Stored): object {
  const { message } = newest;
  const own = isOwn(newest);
  return {
    conversation_id: message.conversation_id,
    to_id: own ? message.to_id : message.from_id,
    to_name: own ? message.to_user_name : message.from_user_name,
    to_avatar: avatarOf(newest.customerId),
    shop_id: Number(shop.shopId),
    unread_count: own ? 0 : 1,
    pinned: false,
    mute: false,
    latest_message_id: message.message_id,
    latest_message_type: message.message_type,
    latest_message_content: message.content,
    latest_message_from_id: message.from_id,
    last_message_timestamp: String(nanosOf(newest)),
  };
}

/** Every other buyer has a picture, named by a bare id. */
function avatarOf(customerId: string): string {
  return Number(customerId) % 2 === 0 ? `th-avatar-${customerId}` : '';
}

function newestOfEach(memory: Memory, shopId: string): Stored[] {
  const seen = new Set<string>();
  return messagesOf(memory, shopId).filter(({ message }) => {
    if (seen.has(message.conversation_id)) return false;
    seen.add(message.conversation_id);
    return true;
  });
}

/** Not all messages come at another millisecond: the id's last digits keep two apart. */
function nanosOf({ at, message }: Stored): bigint {
  return BigInt(at) * 1_000_000n + (BigInt(message.message_id) % 1_000_000n);
}
