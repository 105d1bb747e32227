import type { Schema } from '../../api/client.ts';

type Message = Schema<'Message'>;

/** What a product, an order, a place or a template says, as lines of text. */
export interface Card {
  readonly title: string | null;
  readonly lines: readonly string[];
  /** Where it leads; whoever shows it checks it. */
  readonly url: string | null;
}

type Facts = Readonly<Record<string, unknown>>;

const TITLES = ['title', 'templateText', 'subOrderTitle'];
const LINES = [
  'subtitle',
  'desc',
  'content',
  'address',
  'price',
  'discount',
  'status',
  'orderId',
  'refundOrderId',
  'refundOrderReason',
  'productId',
  'itemId',
  'voucherId',
  'couponId',
  'minOrderAmount',
  'period',
  'packageId',
];
const URLS = ['url', 'storyUrl', 'actionUrl', 'viewUrl4Seller'];
/** Where several stand in one message. */
const LISTS = ['products', 'elements'];
const WITH_CARD: readonly Message['kind'][] = [
  'location',
  'product',
  'order',
  'voucher',
  'template',
  'story_mention',
  'story_reply',
  'share',
];

/** The cards of a message; none for a kind that has nothing but words and files. */
export function cardsOf({
  kind,
  data,
}: {
  readonly kind: Message['kind'];
  readonly data: Facts;
}): readonly Card[] {
  if (!WITH_CARD.includes(kind)) return [];
  const parts = LISTS.flatMap((name) => data[name]).filter(
    (part): part is Facts => typeof part === 'object' && part !== null,
  );
  const whole = { ...cardOf(data), ...(kind === 'location' && { url: mapOf(data) }) };
  return [whole, ...parts.map(cardOf)].filter(
    ({ title, lines, url }) => title !== null || lines.length > 0 || url !== null,
  );
}

function cardOf(facts: Facts): Card {
  const first = (names: readonly string[]) =>
    names.map((name) => wordsOf(facts[name])).find((text) => text !== null) ?? null;
  const lines = LINES.map((name) => wordsOf(facts[name])).filter((text) => text !== null);
  return { title: first(TITLES), lines: [...lines, ...buttonsOf(facts.buttons)], url: first(URLS) };
}

function wordsOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function buttonsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return value
    .flatMap((button) => wordsOf(typeof button === 'object' ? (button as Facts | null)?.text : button) ?? [])
    .map((text) => `[${text}]`);
}

/** Opened only when somebody wants it: a map in the page would tell others where the customer is. */
function mapOf({ latitude, longitude }: Facts): string | null {
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return null;
  return `https://www.google.com/maps?q=${latitude},${longitude}`;
}
