import { createHmac } from 'node:crypto';
import { PATH, SECRET } from './announce.ts';

/** The sizes that the budgets speak of, in bytes. Latin text, of one byte a character, is cheaper to decode than Thai. */
export const SIZES = { '0.6kb': 600, '4kb': 4_000, '256kb': 256_000, '256kb_latin': 256_000 } as const;
export type SizeName = keyof typeof SIZES;

/** LINE's own limit of a text message, in UTF-16 units. */
const LONGEST_TEXT = 5_000;

/** What customers write to a shop in Thailand: Thai with Latin letters and digits in it. */
const THAI = 'สวัสดีค่ะ สนใจเสื้อรุ่น KJ-204 size M สีขาว ราคา 390 บาท มีของพร้อมส่งไหมคะ ';
const LATIN = 'Hello, I like the shirt KJ-204, size M, white, 390 baht. Do you have it in stock? ';

/** So many different requests of a size, rightly signed. */
export function requestsOf(size: SizeName, count: number): Buffer[] {
  const sentence = size.endsWith('latin') ? LATIN : THAI;
  return Array.from({ length: count }, (_, i) => requestOf(lineWebhook(SIZES[size], i, sentence)));
}

/** A webhook of LINE with text messages of a customer, about so many bytes long; every number gives another. */
export function lineWebhook(bytes: number, number: number, sentence = THAI): Buffer {
  const destination = 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596';
  const events: object[] = [];
  let left = bytes - JSON.stringify({ destination, events }).length;
  while (left > 0) {
    const text = textOfBytes(Math.max(1, left - EVENT_BYTES), sentence);
    events.push(textEvent(text, number * 1_000 + events.length));
    left -= EVENT_BYTES + Buffer.byteLength(text) + 1;
  }
  return Buffer.from(JSON.stringify({ destination, events }));
}

/** An event as the Messaging API sends it (fields and lengths as documented, values invented). */
function textEvent(text: string, number: number): object {
  return {
    type: 'message',
    message: {
      type: 'text',
      id: String(598_301_122_334_400_000n + BigInt(number)),
      quoteToken: 'q3Plxr4AgKd0gqIeGnHNaHQhVqvQ6wYwqyuMRrQXzq3E8V4k8wA',
      text,
    },
    webhookEventId: `01KB${String(number).padStart(22, '0')}`,
    deliveryContext: { isRedelivery: false },
    timestamp: 1_790_000_000_000 + number,
    source: { type: 'user', userId: 'U4af4980629e2d9a1b4c3f0a1b2c3d4e5' },
    replyToken: '38ef843bde154d9b91c21320ffd17a0f',
    mode: 'active',
  };
}

const EVENT_BYTES = Buffer.byteLength(JSON.stringify(textEvent('', 1_000)));

/** As much of the sentence, repeated, as fits into that many bytes of UTF-8, and into one message. */
function textOfBytes(bytes: number, sentence: string): string {
  const repeated = sentence.repeat(Math.ceil(LONGEST_TEXT / sentence.length)).slice(0, LONGEST_TEXT);
  const cut = Buffer.from(repeated).subarray(0, bytes).toString('utf8');
  return cut.replace(/\u{fffd}+$/u, '');
}

/** A body of whatever kind as a complete HTTP request, signed unless another signature (or none: null) is given. */
export function requestOf(body: Buffer, signature: string | null = sign(body)): Buffer {
  const head = [
    `POST ${PATH} HTTP/1.1`,
    'Host: 127.0.0.1',
    'User-Agent: LineBotWebhook/2.0',
    'Content-Type: application/json; charset=utf-8',
    ...(signature === null ? [] : [`X-Line-Signature: ${signature}`]),
    `Content-Length: ${body.length}`,
  ];
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body]);
}

export function sign(body: Buffer): string {
  return createHmac('sha256', SECRET).update(body).digest('base64');
}
