import { chatAnswer, chatRefusal, noSession, sessionIn } from './chat.ts';
import type { Api, SellerCall } from './gateway.ts';
import { DAY_MS, type Message, MINUTE_MS, refuse, type Session } from './platform.ts';
import { composeMessage, keep, pushMessage } from './pushes.ts';

/** What each template takes, in the names of sending. 10010 takes nothing. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  '1': ['txt'],
  '3': ['img_url', 'width', 'height'],
  '4': ['txt'],
  '6': ['video_id', 'width', 'height'],
  '10006': ['item_id'],
  '10007': ['order_id'],
  '10008': ['promotion_id'],
  '10010': [],
};

/** A day after the buyer's last word, so many messages may follow. */
const UNANSWERED = 5;
const RECALL_MS = 2 * MINUTE_MS;

/** Accepts a message and sends it back as a push, like those that are typed in Seller Center. */
export const messageSend: Api<SellerCall> = {
  methods: ['POST'],
  required: ['session_id', 'template_id'],
  answer: async (call) => {
    const { lazada, params, sellerId } = call;
    const fields = Object.hasOwn(TEMPLATES, params.template_id ?? '')
      ? TEMPLATES[params.template_id ?? '']
      : undefined;
    if (!fields) return chatRefusal(lazada, '-4', 'template is not supported');
    const missing = fields.find((name) => !params[name]);
    if (missing) return refuse(lazada, 'MissingParameter', `The input parameter "${missing}" is missing`);
    const session = sessionIn(call);
    if (!session) return noSession(lazada);
    if (isSilent(session, lazada.world.now())) return chatRefusal(lazada, '-9', 'the buyer has not answered');
    const composed = composeMessage(lazada, 'echo', { sellerId, buyerId: session.buyerId }, params.txt ?? '');
    const message = { ...composed, ...templateOf(params) };
    keep(lazada, message, sellerId, session.buyerId);
    await pushMessage(lazada, sellerId, message);
    const { message_id, template_id, send_time } = message;
    return chatAnswer(lazada, { message_id, template_id, current_time: send_time });
  },
};

export const messageRecall: Api<SellerCall> = {
  methods: ['GET', 'POST'],
  required: ['session_id', 'message_id'],
  answer: async (call) => {
    const { lazada, params, sellerId } = call;
    const message = sessionIn(call)?.messages.find(({ message_id }) => message_id === params.message_id);
    if (message?.from_account_type !== 2) return chatRefusal(lazada, '-5', 'message does not exist');
    if (lazada.world.now() - message.send_time > RECALL_MS)
      return chatRefusal(lazada, '-6', 'the message is too old');
    Object.assign(message, { status: 1, content: JSON.stringify({ txt: '' }) });
    await pushMessage(lazada, sellerId, message);
    return chatAnswer(lazada, {});
  },
};

export const sessionRead: Api<SellerCall> = {
  methods: ['POST'],
  required: ['session_id', 'last_read_message_id'],
  answer: (call) => {
    const session = sessionIn(call);
    const message = session?.messages.find(
      ({ message_id }) => message_id === call.params.last_read_message_id,
    );
    if (!session || !message) return noSession(call.lazada);
    session.selfPosition = Math.max(session.selfPosition, message.send_time);
    return chatAnswer(call.lazada, {});
  },
};

function isSilent({ messages }: Session, now: number): boolean {
  const last = messages.findLastIndex(({ from_account_type }) => from_account_type === 1);
  const heard = messages[last]?.send_time ?? 0;
  const since = messages.slice(last + 1).filter(({ send_time }) => send_time - heard > DAY_MS);
  return now - heard > DAY_MS && since.length >= UNANSWERED;
}

/** What is sent in snake_case comes back in camelCase, as JSON in a string. */
function templateOf(params: SellerCall['params']): Pick<Message, 'template_id' | 'content'> {
  const names = TEMPLATES[params.template_id ?? ''] ?? [];
  const content = names.map((name) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    params[name],
  ]);
  return { template_id: Number(params.template_id), content: JSON.stringify(Object.fromEntries(content)) };
}
