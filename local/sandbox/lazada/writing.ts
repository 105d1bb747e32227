import { chatAnswer, chatRefusal, noSession, sessionIn } from './chat.ts';
import type { Api, SellerCall } from './gateway.ts';
import { MINUTE_MS } from './platform.ts';
import { composeMessage, keep, pushMessage } from './pushes.ts';
import { isSilent, mistakeIn, noteDigest, safetyCheck, templateOf } from './sending.ts';

const RECALL_MS = 2 * MINUTE_MS;

/** Accepts a message and sends it back as a push, like those that are typed in Seller Center. */
export const messageSend: Api<SellerCall> = {
  methods: ['POST'],
  required: ['session_id', 'template_id'],
  answer: async (call) => {
    const { lazada, params, sellerId } = call;
    const mistake = mistakeIn(call);
    if (mistake) return mistake;
    const session = sessionIn(call);
    if (!session) return noSession(lazada);
    if (lazada.memory.shops[sellerId]?.status !== 'ACTIVE')
      return chatRefusal(lazada, '-8', 'the seller is closed');
    if (isSilent(session, lazada.world.now())) return chatRefusal(lazada, '-9', 'the buyer has not answered');
    const composed = composeMessage(lazada, 'echo', { sellerId, buyerId: session.buyerId }, params.txt ?? '');
    const message = { ...composed, ...templateOf(params), ...safetyCheck(params.txt ?? '') };
    keep(lazada, message, sellerId, session.buyerId);
    await noteDigest(lazada, message.message_id, params.template_id === '3' ? params.img_url : undefined);
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
