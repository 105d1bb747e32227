import type { SandboxAnswer } from '../platform-sandbox.ts';
import type { Api, SellerCall } from './gateway.ts';
import { DAY_MS, done, type Lazada, livingGrants, MINUTE_MS, type Session } from './platform.ts';
import { unreadOf } from './pushes.ts';

/** Earlier than that after the consent there is nothing; what is older than a month is not prepared. */
const PREPARED_AFTER_MS = 10 * MINUTE_MS;
const PREPARED_MS = 30 * DAY_MS;

/** How the chat says no: the gateway says yes. */
export function chatRefusal(lazada: Lazada, err_code: string, err_message: string): SandboxAnswer {
  return done(lazada, { success: false, err_code, err_message });
}

export function chatAnswer(lazada: Lazada, data: object): SandboxAnswer {
  return done(lazada, { success: true, err_code: '0', err_message: 'SUCCESS', data });
}

/** The call's session, if it is the shop's own. */
export function sessionIn({ lazada, params, sellerId }: SellerCall): Session | undefined {
  const id = params.session_id ?? '';
  const session = Object.hasOwn(lazada.memory.sessions, id) ? lazada.memory.sessions[id] : undefined;
  return session?.sellerId === sellerId ? session : undefined;
}

/** For a session that is not the shop's, or not there. */
export function noSession(lazada: Lazada): SandboxAnswer {
  return chatRefusal(lazada, '-7', 'session does not exist');
}

export const sessionList: Api<SellerCall> = {
  methods: ['GET'],
  required: ['start_time', 'page_size'],
  answer: (call) => {
    const { lazada, sellerId } = call;
    if (!isPageSize(call)) return tooLarge(lazada);
    const since = preparedSince(lazada, sellerId);
    const own = Object.values(lazada.memory.sessions).filter((session) => session.sellerId === sellerId);
    const found = own.filter((session) => lastTime(session) >= since).map(describe);
    return pageAnswer(call, found, ['session_list', 'last_session_id', 'session_id', 'last_message_time']);
  },
};

export const sessionGet: Api<SellerCall> = {
  methods: ['GET'],
  required: ['session_id'],
  answer: (call) => {
    const session = sessionIn(call);
    return session ? chatAnswer(call.lazada, describe(session)) : noSession(call.lazada);
  },
};

export const messageList: Api<SellerCall> = {
  methods: ['GET'],
  required: ['session_id', 'start_time', 'page_size'],
  answer: (call) => {
    const session = sessionIn(call);
    if (!isPageSize(call)) return tooLarge(call.lazada);
    if (!session) return noSession(call.lazada);
    const since = preparedSince(call.lazada, call.sellerId);
    const found = session.messages.filter(({ send_time }) => send_time >= since);
    return pageAnswer(call, found, ['message_list', 'last_message_id', 'message_id', 'send_time']);
  },
};

/** Nothing is there before Lazada has prepared it. */
function preparedSince(lazada: Lazada, sellerId: string): number {
  const now = lazada.world.now();
  const first = Math.min(...livingGrants(lazada, sellerId).map(({ authorizedAt }) => authorizedAt));
  return now - first < PREPARED_AFTER_MS ? Number.POSITIVE_INFINITY : now - PREPARED_MS;
}

function isPageSize({ params }: SellerCall): boolean {
  return /^\d{1,2}$/.test(params.page_size ?? '') && Number(params.page_size) <= 20;
}

function tooLarge(lazada: Lazada): SandboxAnswer {
  return chatRefusal(lazada, '-3', 'page_size must be 20 at most');
}

/**
 * Backwards in time from `start_time`, after the named element.
 * @param found oldest first
 * @param names of the list, of the parameter that names its last element, of the element's id and of its time
 */
function pageAnswer<T extends object>(
  { lazada, params }: SellerCall,
  found: readonly T[],
  [listName, lastName, idName, timeName]: readonly [string, string, string, string],
): SandboxAnswer {
  const read = (one: T, name: string) => (one as Record<string, unknown>)[name];
  const newestFirst = [...found]
    .reverse()
    .sort((a, b) => Number(read(b, timeName)) - Number(read(a, timeName)));
  const after = newestFirst.findIndex((one) => read(one, idName) === params[lastName]) + 1;
  const rest = newestFirst
    .slice(after)
    .filter((one) => Number(read(one, timeName)) <= Number(params.start_time));
  const page = rest.slice(0, Number(params.page_size));
  const last = page.at(-1);
  return chatAnswer(lazada, {
    [listName]: page,
    // In words, as some of the booleans come.
    has_more: String(rest.length > page.length),
    ...(last ? { next_start_time: read(last, timeName), [lastName]: read(last, idName) } : {}),
  });
}

function lastTime({ messages }: Session): number {
  return messages.at(-1)?.send_time ?? 0;
}

function describe(session: Session) {
  const { sessionId, buyerId, messages, selfPosition, toPosition = 0 } = session;
  return {
    session_id: sessionId,
    title: `ผู้ซื้อ ${buyerId.slice(-4)}`,
    head_url: `https://th-live-02.slatic.net/other/head/${buyerId}.png`,
    buyer_id: buyerId,
    summary: '',
    last_message_id: messages.at(-1)?.message_id,
    last_message_time: lastTime(session),
    unread_count: unreadOf(session),
    self_position: selfPosition,
    to_position: toPosition,
    tags: [],
    site_id: 'TH',
  };
}
