import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectorOf } from '../../../../../lambdas/connectors/index.ts';
import type { InboundItem, InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import type { Feature } from '../../../../../lambdas/domain/platform.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type {
  AccountMessaging,
  OutboundBatch,
  OutboundFile,
  OutboundMessage,
  SentMessage,
} from '../../../../../lambdas/ports/account-messaging.ts';
import type { PhoneMessage, SandboxAction } from '../../../../../local/sandbox/platform-sandbox.ts';
import { connected, customerWrites, type MetaWorld, metaWorld, type Route } from '../meta-world.ts';

export const CUSTOMER = '7100000000000011';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A connected account, a customer who has just written, and a place where files can be fetched. */
export interface MessagingWorld extends MetaWorld {
  readonly messaging: AccountMessaging;
  readonly account: Account;
  /** Of the customer's first message. */
  readonly firstMid: string;
  /** Puts a file where it can be fetched; `status` is what the place answers. */
  fileOf(bytes: Buffer, mimeType: string, name?: string, status?: number): OutboundFile;
}

export async function messagingWorld(
  route: Route,
  features: readonly Feature[] = ['inbox'],
  customerId = CUSTOMER,
): Promise<MessagingWorld> {
  const world = await metaWorld(route);
  const account = await connected(world, features);
  const messaging = await connectorOf(route.platform).messaging?.();
  if (!messaging) throw new Error('no messaging');
  const { messageId } = await customerWrites(world, 'สวัสดีค่ะ', customerId);
  const served = await fileServer();
  return Object.assign(
    { ...world },
    {
      messaging,
      account,
      firstMid: messageId,
      fileOf: served.fileOf,
      stop: async () => {
        await served.stop();
        await world.stop();
      },
    },
  );
}

async function fileServer() {
  const files = new Map<string, { bytes: Buffer; mimeType: string; status: number }>();
  const server = http.createServer((request, response) => {
    const file = files.get(request.url ?? '');
    response
      .writeHead(file?.status ?? 404, { 'content-type': file?.mimeType ?? 'text/plain' })
      .end(file?.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    fileOf: (bytes: Buffer, mimeType: string, name = 'file', status = 200): OutboundFile => {
      const path = `/${files.size}/${encodeURIComponent(name)}`;
      files.set(path, { bytes, mimeType, status });
      const link = async () => `${base}${path}`;
      return { name, mimeType, size: bytes.length, read: async () => bytes, link, previewLink: link };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One message for the customer. */
export function batchOf(
  world: MessagingWorld,
  message: OutboundMessage,
  more: Partial<OutboundBatch> = {},
): OutboundBatch {
  return {
    to: { thread: { kind: 'direct', id: CUSTOMER } },
    messages: [message],
    idempotencyKey: '0b7e3a52-2d52-4c6c-9a38-1f3d6a3f0c11',
    echoName: 'msg_01J9-x',
    permission: { kind: 'response' },
    now: world.clock.now(),
    ...more,
  };
}

export async function send(
  world: MessagingWorld,
  message: OutboundMessage,
  more: Partial<OutboundBatch> = {},
): Promise<SentMessage> {
  const { messaging, calls, account } = world;
  const [sent] = await messaging.send(calls, account, batchOf(world, message, more));
  if (!sent) throw new Error('nothing is said to be sent');
  return sent;
}

export function text(words: string): OutboundMessage {
  return { kind: 'text', text: words };
}

/** The conversation on the customer's phone. */
export function phone(world: MetaWorld, customerId = CUSTOMER): Promise<PhoneMessage[]> {
  return act(world, { kind: 'phone', customerId }) as Promise<PhoneMessage[]>;
}

/** What reached the customer's phone from us. */
export async function received(world: MetaWorld, customerId = CUSTOMER): Promise<PhoneMessage[]> {
  return (await phone(world, customerId)).filter(({ from }) => from === 'merchant');
}

type OfAccount = Exclude<SandboxAction, { kind: 'accounts' }>;
type WithoutAccount<T> = T extends unknown ? Omit<T, 'accountId'> : never;

/** Something happens at Meta, about the route's account. */
export function act(world: MetaWorld, action: WithoutAccount<OfAccount>): Promise<unknown> {
  const { accountId } = world.route;
  return world.sandbox.act('meta', { accountId, ...action } as SandboxAction);
}

/** All that deliveries since said, as the connector reads it. */
export function parsedSince(world: MetaWorld, index: number): InboundItem[] {
  const { parse } = connectorOf(world.route.platform);
  return world.deliveries
    .slice(index)
    .flatMap(({ body }) => parse({ surface: 'main', body, receivedAt: world.clock.now() }));
}

export function messagesIn(items: readonly InboundItem[]): InboundMessage[] {
  return items.filter((item) => item.type === 'message');
}

/** Calls of the account's API since, as `METHOD edge`, in order. */
export function edgesSince(world: MetaWorld, index: number): string[] {
  return world.sandbox.calls.slice(index).map(({ method, path }) => `${method} ${path.split('/').at(-1)}`);
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
