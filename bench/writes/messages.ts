import { createHash } from 'node:crypto';
import type { SampleKit } from '../../lambdas/connectors/shared/sample-kit.ts';
import type { AcceptedDelivery } from '../../lambdas/domain/delivery.ts';
import type { PlatformId } from '../../lambdas/domain/platform.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';

/** Webhook bodies of so many bytes, from the shortest to the longest that the budget speaks of. */
const SHORTEST = 200;
const LONGEST = 1_000;

const START = Date.UTC(2026, 10, 24);
const HOUR_MS = 3_600_000;
const BETWEEN_MS = 20_000;

const SENTENCE = 'สวัสดีค่ะ สนใจเสื้อรุ่น KJ-204 size M สีขาว ราคา 390 บาท มีของพร้อมส่งไหมคะ ';

/** Deliveries with one text message each, their bodies spread evenly over the sizes; a body has at least one word. */
export function messages(
  kit: SampleKit,
  connection: Connection,
  customer: number,
  count: number,
): AcceptedDelivery[] {
  return Array.from({ length: count }, (_, i) => {
    const bytes = SHORTEST + ((LONGEST - SHORTEST) * ((i * 37) % count)) / Math.max(1, count - 1);
    return message(kit, connection, { customer, number: i, bytes });
  });
}

/** One delivery with a text message, its body as near to so many bytes as whole characters allow. */
export function message(
  kit: SampleKit,
  connection: Connection,
  { customer, number, bytes }: { customer: number; number: number; bytes: number },
): AcceptedDelivery {
  const at = START + customer * HOUR_MS + number * BETWEEN_MS;
  const compose = (text: string) => {
    const body = kit.compose({
      kind: 'message',
      surface: connection.surface,
      accountId: connection.accountId,
      customerId: customerId(kit.platform, customer),
      messageId: messageId(kit.platform, customer, number),
      at,
      text,
    });
    if (body === null) throw new Error(`${kit.platform} has no text messages`);
    return body;
  };
  let text = SENTENCE.slice(0, 9);
  const longer = () => SENTENCE.repeat(20).slice(0, text.length + 1);
  while (compose(longer()).length <= bytes) text = longer();
  return {
    id: createHash('sha256').update(`${connection.id}/${customer}/${number}`).digest('hex').slice(0, 36),
    platform: kit.platform,
    surface: connection.surface,
    credential: connection.credentials[0] ?? '',
    receivedAt: at + 300,
    body: compose(text),
  };
}

/** Ids as long as the platforms' own: they count in the size of what is stored. */
function messageId(platform: PlatformId, customer: number, number: number): string {
  const digest = createHash('sha512').update(`${platform}/${customer}/${number}`).digest('base64url');
  if (platform === 'facebook') return `m_${digest.slice(0, 84)}`;
  if (platform === 'instagram') return `aWdf${digest}${digest.slice(0, 60)}`;
  return String(598_301_122_334_400_000n + BigInt(customer) * 1_000n + BigInt(number));
}

function customerId(platform: PlatformId, customer: number): string {
  const digest = createHash('sha256').update(`customer ${customer}`).digest('hex');
  return platform === 'line' ? `U${digest.slice(0, 32)}` : String(7_100_000_000_000_000 + customer);
}
