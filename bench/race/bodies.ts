import { createHmac } from 'node:crypto';
import { PATH, SECRET } from './announce.ts';

/**
 * The sizes that the budgets speak of, in bytes. Only Meta sends bodies of hundreds of kilobytes (up to 1,000 updates each), and Meta writes
 * everything but ASCII as `\\uXXXX`: so does the body of 256 KB. `256kb_utf8` is the same in raw Thai, which has to be decoded and encoded.
 */
export const SIZES = { '0.6kb': 600, '4kb': 4_000, '256kb': 256_000, '256kb_utf8': 256_000 } as const;
export type SizeName = keyof typeof SIZES;

/** LINE's own limit of a text message, in UTF-16 units. */
const LONGEST_TEXT = 5_000;

/** What customers write to a shop in Thailand: Thai with Latin letters and digits in it. */
const THAI = 'สวัสดีค่ะ สนใจเสื้อรุ่น KJ-204 size M สีขาว ราคา 390 บาท มีของพร้อมส่งไหมคะ ';

/** So many different requests of a size, rightly signed. */
export function requestsOf(size: SizeName, count: number): Buffer[] {
  return Array.from({ length: count }, (_, i) => requestOf(bodyOf(size, i)));
}

function bodyOf(size: SizeName, number: number): Buffer {
  if (size !== '256kb') return lineWebhook(SIZES[size], number);
  // Thai takes six bytes a letter when it is escaped, and three when it is not.
  const escaped = lineWebhook(SIZES[size] * 0.545, number)
    .toString('utf8')
    .replace(/[^\u0020-\u007e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return Buffer.from(escaped);
}

/** A webhook of LINE with text messages of a customer, about so many bytes long; every number gives another. */
export function lineWebhook(bytes: number, number: number): Buffer {
  const destination = 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596';
  const events: object[] = [];
  let left = bytes - JSON.stringify({ destination, events }).length;
  while (left > 0) {
    const text = textOfBytes(Math.max(1, left - EVENT_BYTES));
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
function textOfBytes(bytes: number): string {
  const repeated = THAI.repeat(Math.ceil(LONGEST_TEXT / THAI.length)).slice(0, LONGEST_TEXT);
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
