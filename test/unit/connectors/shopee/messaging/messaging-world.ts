import { createHash, randomUUID } from 'node:crypto';
import { messagingWith } from '../../../../../lambdas/connectors/shopee/messaging/index.ts';
import { parse } from '../../../../../lambdas/connectors/shopee/parse.ts';
import type { InboundItem, InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import type { Account, PlatformCall, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import type {
  OutboundBatch,
  OutboundFile,
  OutboundMessage,
  Recipient,
  SentMessage,
} from '../../../../../lambdas/ports/account-messaging.ts';
import type { EgressAnswer } from '../../../../../lambdas/ports/egress.ts';
import type { PhoneMessage } from '../../../../../local/sandbox/platform-sandbox.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { connected, SHOP, shopeeWorld } from '../access/shopee-world.ts';

export const BUYER = '900100200';
const MB = 1024 * 1024;

/** A connected shop, and a buyer who has written to it. */
export interface Chat {
  readonly world: PlatformWorld;
  readonly account: Account;
  readonly to: Recipient;
  /** How long the connector waited for videos. */
  readonly waited: number[];
  send(message: OutboundMessage, over?: Partial<OutboundBatch>): Promise<readonly SentMessage[]>;
  /** The same by other calls. */
  sendBy(calls: PlatformCalls, message: OutboundMessage): Promise<readonly SentMessage[]>;
  phone(customerId?: string): Promise<PhoneMessage[]>;
}

export async function chatWith(customerId: string = BUYER): Promise<Chat> {
  const world = await shopeeWorld();
  const account = await connected(world);
  await says(world, customerId, 'มีของไหมคะ');
  const [heard] = delivered(world) as InboundMessage[];
  if (!heard) throw new Error('nothing was delivered');
  const to = { thread: heard.thread, platformUserId: customerId };
  const waited: number[] = [];
  const messaging = messagingWith(async (ms) => void waited.push(ms));
  const sendWith = (calls: PlatformCalls, message: OutboundMessage, over: Partial<OutboundBatch> = {}) =>
    messaging.send(calls, account, { ...batchOf(world, to, message), ...over });
  return {
    world,
    account,
    to,
    waited,
    send: (message, over) => sendWith(world.calls, message, over),
    sendBy: (calls, message) => sendWith(calls, message),
    phone: async (buyer = customerId) =>
      (await world.sandbox.act('shopee', {
        kind: 'phone',
        accountId: SHOP,
        customerId: buyer,
      })) as PhoneMessage[],
  };
}

export function batchOf(world: PlatformWorld, to: Recipient, message: OutboundMessage): OutboundBatch {
  return {
    to,
    messages: [message],
    idempotencyKey: randomUUID(),
    echoName: 'an-echo-name',
    permission: { kind: 'response' },
    now: world.clock.now(),
  };
}

export function says(world: PlatformWorld, customerId: string, text: string): Promise<unknown> {
  return world.sandbox.act('shopee', { kind: 'message', accountId: SHOP, customerId, text });
}

/** What KaoJai makes of the pushes, without the console's check. */
export function delivered(world: PlatformWorld): InboundItem[] {
  return world.deliveries
    .filter(({ body }) => body.length > 0)
    .flatMap(({ body }) => parse({ surface: 'main', body, receivedAt: 0 }));
}

export const text = (words: string): OutboundMessage => ({ kind: 'text', text: words });

const STARTS: Readonly<Record<string, string>> = {
  'image/jpeg': 'ffd8ffe0',
  'image/png': '89504e470d0a1a0a',
  'image/gif': '474946383961',
  'video/mp4': '0000001c66747970',
};

/** Bytes that begin like that type, and that no text reader leaves as they are. */
export function bytesOf(mimeType: string, size = 2_000): Buffer {
  const bytes = Buffer.alloc(size, Buffer.from([0x0d, 0x0a, 0x2d, 0x2d, 0xff, 0x00, 0x80]));
  Buffer.from(STARTS[mimeType] ?? '', 'hex').copy(bytes);
  return bytes;
}

export function fileOf(mimeType: string, bytes: Buffer = bytesOf(mimeType)): OutboundFile {
  const no = () => Promise.reject(new Error('Shopee fetches no links'));
  return {
    name: 'CANARY ใบเสร็จคุณสมหญิง.jpg',
    mimeType,
    size: bytes.length,
    read: async () => bytes,
    link: no,
    previewLink: no,
  };
}

export const image = (mimeType = 'image/jpeg', size?: number): OutboundMessage => ({
  kind: 'image',
  file: fileOf(mimeType, bytesOf(mimeType, size)),
});
export const video = (size?: number): OutboundMessage => ({
  kind: 'video',
  file: fileOf('video/mp4', bytesOf('video/mp4', size)),
});

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
export const mb = (n: number) => n * MB;

/** How often that API was called. */
export function callsOf(world: PlatformWorld, name: string): number {
  return world.sandbox.calls.filter(({ path }) => path.endsWith(`/${name}`)).length;
}

/** Calls of which some are answered by the test: with this body, after the platform has done them if `after` says so. */
export function answering(world: PlatformWorld, name: string, body: object, after = false): PlatformCalls {
  return answeringHttp(world, name, { body: Buffer.from(JSON.stringify(body)) }, after);
}

/** The same with status and headers. */
export function answeringHttp(
  world: PlatformWorld,
  name: string,
  answer: Partial<EgressAnswer>,
  after = false,
): PlatformCalls {
  return {
    send: async (call: PlatformCall) => {
      if (!call.url.includes(`/${name}?`)) return world.calls.send(call);
      if (after) await world.calls.send(call);
      return { status: 200, headers: {}, body: Buffer.alloc(0), ...answer };
    },
  };
}
