import { createHash } from 'node:crypto';
import { lazada } from '../../../../../lambdas/connectors/lazada/index.ts';
import { messaging } from '../../../../../lambdas/connectors/lazada/messaging/index.ts';
import type { InboundItem } from '../../../../../lambdas/domain/inbound.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type {
  OutboundBatch,
  OutboundFile,
  OutboundMessage,
  SentMessage,
} from '../../../../../lambdas/ports/account-messaging.ts';
import type { PhoneMessage } from '../../../../../local/sandbox/platform-sandbox.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { DEMO_SHOP, demoAccount } from '../access/world.ts';

export { messaging };

export const BUYER = '700312455';
export const SESSION = `${DEMO_SHOP}_2_${BUYER}_1_103`;

export const text = (words: string): OutboundMessage => ({ kind: 'text', text: words });

export function batchOf(message: OutboundMessage, more: Partial<OutboundBatch> = {}): OutboundBatch {
  return {
    to: { thread: { kind: 'direct', id: SESSION } },
    messages: [message],
    idempotencyKey: '4c7c6a44-9d3e-4a0e-8f6e-1f2b3c4d5e6f',
    echoName: 'm_1',
    permission: { kind: 'response' },
    now: Date.UTC(2026, 10, 24),
    ...more,
  };
}

/** Sends for the shop of the demo seed, at the world's own time. */
export async function sendIn(
  world: PlatformWorld,
  message: OutboundMessage,
  { account = demoAccount(world), ...more }: Partial<OutboundBatch> & { account?: Account } = {},
): Promise<SentMessage> {
  const batch = batchOf(message, { now: world.clock.now(), ...more });
  const sent = await messaging.send(world.calls, account, batch);
  expect(sent).toHaveLength(1);
  return sent[0] as SentMessage;
}

const to = { accountId: DEMO_SHOP, customerId: BUYER } as const;

export const buyerWrites = (world: PlatformWorld, words = 'มีของไหมคะ') =>
  world.sandbox.act('lazada', { kind: 'message', ...to, text: words });

export async function phone(world: PlatformWorld, customerId = BUYER): Promise<PhoneMessage[]> {
  return (await world.sandbox.act('lazada', { kind: 'phone', ...to, customerId })) as PhoneMessage[];
}

/** What the merchant sent, as the buyer sees it. */
export async function answers(world: PlatformWorld): Promise<PhoneMessage[]> {
  return (await phone(world)).filter(({ from }) => from === 'merchant');
}

/** What the connector makes of all deliveries. */
export function delivered(world: PlatformWorld): InboundItem[] {
  return world.deliveries.flatMap(({ body }) =>
    lazada.parse({ surface: 'main', body, receivedAt: world.clock.now() }),
  );
}

/** How often a call was made. */
export const callsTo = (world: PlatformWorld, api: string): number =>
  world.sandbox.calls.filter(({ path }) => path === `/rest${api}`).length;

export function fileOf(
  bytes: Buffer,
  mimeType = 'image/png',
  link = 'https://files.kaojai.example/none',
): OutboundFile {
  return {
    name: 'ลายผ้า "ใหม่".png',
    mimeType,
    size: bytes.length,
    read: async () => bytes,
    link: async () => link,
    previewLink: async () => link,
  };
}

export const image = (bytes: Buffer, mimeType?: string, link?: string): OutboundMessage => ({
  kind: 'image',
  file: fileOf(bytes, mimeType, link),
});

export const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** The beginning of a PNG, and so many bytes altogether. */
export function png(width: number, height: number, length = 64): Buffer {
  const bytes = Buffer.alloc(length, 7);
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

const segment = (marker: number, content: Buffer): Buffer => {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
};

/** A JPEG up to its frame, with the orientation that a phone notes. */
export function jpeg(width: number, height: number, orientation?: number, order: 'II' | 'MM' = 'MM'): Buffer {
  const frame = Buffer.alloc(15);
  frame.writeUInt8(8, 0);
  frame.writeUInt16BE(height, 1);
  frame.writeUInt16BE(width, 3);
  const exif = orientation === undefined ? [] : [segment(0xe1, exifOf(orientation, order))];
  const begin = [Buffer.from([0xff, 0xd8]), segment(0xe0, Buffer.from('JFIF\0'))];
  return Buffer.concat([
    ...begin,
    ...exif,
    Buffer.from([0xff]),
    segment(0xdb, Buffer.alloc(65)),
    segment(0xc4, Buffer.alloc(29, 1)),
    segment(0xc2, frame),
  ]);
}

function exifOf(orientation: number, order: 'II' | 'MM'): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 2 * 12);
  const [short, long] =
    order === 'II'
      ? [
          (v: number, at: number) => tiff.writeUInt16LE(v, at),
          (v: number, at: number) => tiff.writeUInt32LE(v, at),
        ]
      : [
          (v: number, at: number) => tiff.writeUInt16BE(v, at),
          (v: number, at: number) => tiff.writeUInt32BE(v, at),
        ];
  tiff.write(order, 0);
  short(42, 2);
  long(8, 4);
  short(2, 8);
  short(0x010f, 10);
  short(0x0112, 22);
  short(3, 24);
  long(1, 26);
  short(orientation, 30);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}
