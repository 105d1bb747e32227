import type { SandboxAnswer } from '../platform-sandbox.ts';
import { chatRefusal } from './chat.ts';
import { bytesAt, digestOf } from './files.ts';
import type { SellerCall } from './gateway.ts';
import { DAY_MS, type Lazada, type Message, refuse, type Session } from './platform.ts';

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

/** No limit is published; none shall be found by going beyond it. */
const MAX_TEXT = 1_000;
/** A day after the buyer's last word, so many messages may follow. */
const UNANSWERED = 5;

/** What is wrong with what is sent, whoever is to have it. Which codes the chat uses, no page says. */
export function mistakeIn({ lazada, params }: SellerCall): SandboxAnswer | undefined {
  const fields = fieldsOf(params.template_id);
  if (!fields) return chatRefusal(lazada, '-4', 'template is not supported');
  const missing = fields.find((name) => !params[name]);
  if (missing) return refuse(lazada, 'MissingParameter', `The input parameter "${missing}" is missing`);
  const { txt = '', img_url, width, height } = params;
  if (fields.includes('txt') && [...txt].length > MAX_TEXT)
    return chatRefusal(lazada, '-10', 'the text is too long');
  if (fields.includes('width') && ![width, height].every((side) => /^[1-9]\d{0,4}$/.test(side ?? '')))
    return chatRefusal(lazada, '-11', 'width and height must be numbers');
  if (fields.includes('img_url') && !/^https?:\/\//.test(img_url ?? ''))
    return chatRefusal(lazada, '-12', 'the address of the image is invalid');
  return undefined;
}

/** Whether the shop has to wait for the buyer. */
export function isSilent({ messages }: Session, now: number): boolean {
  const last = messages.findLastIndex(({ from_account_type }) => from_account_type === 1);
  const heard = messages[last]?.send_time ?? 0;
  const since = messages.slice(last + 1).filter(({ send_time }) => send_time - heard > DAY_MS);
  return now - heard > DAY_MS && since.length >= UNANSWERED;
}

/** What is sent in snake_case comes back in camelCase, as JSON in a string. */
export function templateOf(params: SellerCall['params']): Pick<Message, 'template_id' | 'content'> {
  const content = (fieldsOf(params.template_id) ?? []).map((name) => [
    name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    params[name],
  ]);
  return { template_id: Number(params.template_id), content: JSON.stringify(Object.fromEntries(content)) };
}

/** Words that lead the buyer elsewhere are kept from them: the shop alone sees the message, with this warning. */
export function safetyCheck(text: string): { process_msg: string } {
  const leadsAway = /\b(?:line\.me|wa\.me|m\.me)\b/i.test(text);
  return { process_msg: leadsAway ? 'Not delivered: it may lead the buyer away from Lazada' : '' };
}

/** Remembers which picture the buyer got. */
export async function noteDigest(lazada: Lazada, messageId: string, imgUrl: string | undefined) {
  const bytes = imgUrl === undefined ? undefined : await bytesAt(lazada, imgUrl);
  if (!bytes) return;
  lazada.memory.digests ??= {};
  lazada.memory.digests[messageId] = digestOf(bytes);
}

function fieldsOf(template: string | undefined): readonly string[] | undefined {
  return Object.hasOwn(TEMPLATES, template ?? '') ? TEMPLATES[template ?? ''] : undefined;
}
