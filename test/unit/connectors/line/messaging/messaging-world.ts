import { createHash } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { line } from '../../../../../lambdas/connectors/line/index.ts';
import type { InboundMessage, Thread } from '../../../../../lambdas/domain/inbound.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type {
  AccountMessaging,
  OutboundBatch,
  OutboundFile,
  OutboundMessage,
  SentMessage,
} from '../../../../../lambdas/ports/account-messaging.ts';
import type { PhoneMessage, SandboxAction } from '../../../../../local/sandbox/platform-sandbox.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  access,
  accountOf,
  CUSTOMER,
  exchanged,
  identified,
  lineWorld,
  MALI,
  renewed,
} from '../access/line-world.ts';

export const GROUP = 'C9d2f7a06b3e84c15907d8e6f5a4b3c21';
export const ROOM = 'Ra0b1c2d3e4f5061728394a5b6c7d8e9f';
export const KEY = '123e4567-e89b-12d3-a456-426614174000';

/** As the runtime gets it. */
export async function messagingOfLine(): Promise<Required<AccountMessaging>> {
  return (await line.messaging?.()) as Required<AccountMessaging>;
}

/** A connected account, its customers, and a place where files can be fetched. */
export interface MessagingWorld extends PlatformWorld {
  readonly account: Account;
  /** Offers a file, as the media store would. */
  offer(bytes: Buffer, mimeType: string, more?: Partial<Offered>): OutboundFile;
}

interface Offered {
  readonly durationMs: number;
  readonly preview: { readonly bytes: Buffer; readonly mimeType: string };
  /** What the server says of the file's size, where it shall say more than there is. */
  readonly size: number;
  /** After the address's path. */
  readonly query: string;
}

const PREVIEW = { bytes: Buffer.from('a small picture'), mimeType: 'image/jpeg' };

export async function messagingWorld(login: 'channel' | 'module' = 'channel'): Promise<MessagingWorld> {
  const world = await lineWorld();
  const grant = login === 'module' ? await exchanged(world, MALI) : await identified(world, MALI);
  const account = await renewed(world, accountOf(world, grant, login));
  await access.subscribe(world.calls, account);
  const served: { bytes: Buffer; mimeType: string; size: number }[] = [];
  const files = http.createServer(({ url = '' }, response) => {
    const file = served[Number(/^\/(\d+)/.exec(url)?.[1] ?? -1)];
    if (!file) return response.writeHead(404).end();
    const headers = { 'content-type': file.mimeType, 'content-length': file.size };
    return response.writeHead(200, headers).end(file.bytes);
  });
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  const serve = (bytes: Buffer, mimeType: string, size = bytes.length) =>
    `${base}/${served.push({ bytes, mimeType, size }) - 1}`;
  const offer = (bytes: Buffer, mimeType: string, more: Partial<Offered> = {}): OutboundFile => {
    const { preview = PREVIEW, durationMs, query = '', size } = more;
    const links = [serve(bytes, mimeType, size) + query, serve(preview.bytes, preview.mimeType)] as const;
    return new StoredFile(bytes, mimeType, links, durationMs);
  };
  const { stop } = world;
  return Object.assign(world, {
    account,
    offer,
    stop: async () => {
      await stop();
      files.closeAllConnections();
      await new Promise((resolve) => files.close(resolve));
    },
  });
}

/** A class, so that a method that was taken off its object fails. */
class StoredFile implements OutboundFile {
  readonly name = 'แมวส้ม.bin';
  readonly mimeType: string;
  readonly size: number;
  readonly #durationMs: number | undefined;
  readonly #bytes: Buffer;
  readonly #links: readonly [string, string];

  constructor(bytes: Buffer, mimeType: string, links: readonly [string, string], durationMs?: number) {
    this.mimeType = mimeType;
    this.size = bytes.length;
    this.#bytes = bytes;
    this.#links = links;
    this.#durationMs = durationMs;
  }

  async durationMs(): Promise<number | null> {
    return this.#durationMs ?? null;
  }

  async read(): Promise<Buffer> {
    return this.#bytes;
  }

  async link(): Promise<string> {
    return this.#links[0];
  }

  async previewLink(): Promise<string> {
    return this.#links[1];
  }
}

export const direct = (id: string = CUSTOMER): Thread => ({ kind: 'direct', id });
export const text = (words: string): OutboundMessage => ({ kind: 'text', text: words });

export function batchOf(
  messages: readonly OutboundMessage[],
  over: Partial<OutboundBatch> & { readonly thread?: Thread } = {},
): OutboundBatch {
  const { thread = direct(), ...rest } = over;
  return {
    to: { thread },
    messages,
    idempotencyKey: KEY,
    echoName: 'echo-1',
    permission: { kind: 'response' },
    now: 0,
    ...rest,
  };
}

export async function sendTo(
  { calls, account }: MessagingWorld,
  messages: readonly OutboundMessage[],
  over: Parameters<typeof batchOf>[1] = {},
): Promise<readonly SentMessage[]> {
  return (await messagingOfLine()).send(calls, account, batchOf(messages, over));
}

type Act = SandboxAction extends infer A
  ? A extends { accountId: string }
    ? Omit<A, 'accountId'>
    : never
  : never;

export function act<T>({ sandbox }: PlatformWorld, action: Act): Promise<T> {
  return sandbox.act('line', { ...action, accountId: MALI } as SandboxAction) as Promise<T>;
}

/** A customer (or somebody in a group) writes; answers the message as it is parsed. */
export async function write(
  world: PlatformWorld,
  words = 'สวัสดี',
  customerId = CUSTOMER,
): Promise<InboundMessage> {
  await act(world, { kind: 'message', customerId, text: words });
  return received(world);
}

/** The newest delivery as `parse` reads it. */
export function received({ deliveries, clock }: PlatformWorld): InboundMessage {
  const body = deliveries.at(-1)?.body ?? Buffer.alloc(0);
  const [item] = line.parse({ surface: 'main', body, receivedAt: clock.now() });
  if (item?.type !== 'message') throw new Error(`${item?.type} is no message`);
  return item;
}

export function phone(world: PlatformWorld, customerId = CUSTOMER): Promise<PhoneMessage[]> {
  return act(world, { kind: 'phone', customerId });
}

/** What the merchant's side of the phone shows. */
export async function answersOn(world: PlatformWorld, customerId = CUSTOMER): Promise<PhoneMessage[]> {
  return (await phone(world, customerId)).filter(({ from }) => from === 'merchant');
}

export const tokenOf = ({ replyToken }: InboundMessage) => new SecretText(replyToken?.token ?? '');
export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

/** How often that call was made. */
export function callsOf({ sandbox }: PlatformWorld, path: string): number {
  return sandbox.calls.filter((call) => call.path === path).length;
}

/** A person does something on the phone, which has no act: see the sandbox's `chat-page.ts`. */
export async function onPhone(
  { sandbox }: PlatformWorld,
  deed: 'add' | 'block' | 'unfriend' | 'unsend',
  chatId = CUSTOMER,
  messageId = '',
): Promise<void> {
  const body = new URLSearchParams({ do: deed, messageId });
  const answer = await fetch(`${sandbox.base}/line.me/chat/${MALI}/${chatId}`, { method: 'POST', body });
  if (answer.status !== 200) throw new Error(`the phone answers ${answer.status}`);
}

/** That many messages of the month are used up from now on. */
export async function useUp({ sandbox }: PlatformWorld, used: number): Promise<void> {
  const address = `${sandbox.base}/developers.line.biz/console/channel/2007710455/messaging-api`;
  await fetch(address, { method: 'POST', body: new URLSearchParams({ used: String(used) }) });
}
