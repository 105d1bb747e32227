import { createHash } from 'node:crypto';
import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import { tiktok } from '../../../../../lambdas/connectors/tiktok/index.ts';
import type { InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import type { Account, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import type {
  AccountMessaging,
  OutboundBatch,
  OutboundFile,
  OutboundMessage,
  SentMessage,
} from '../../../../../lambdas/ports/account-messaging.ts';
import type { PhoneMessage } from '../../../../../local/sandbox/platform-sandbox.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { BUYER, connected, type Login, parsed } from '../access/world.ts';

/** The calls by which each product sends and uploads, as a part of a path. */
export const SEND_PATH = { shop: '/messages', business: '/message/send/' };
export const UPLOAD_PATH = { shop: '/images/upload', business: '/media/upload/' };

/** As the functions that call platforms get it. */
export async function loaded(): Promise<Required<Omit<AccountMessaging, 'quota'>>> {
  return (await tiktok.messaging?.()) as Required<AccountMessaging>;
}

const HEADS: Readonly<Record<string, string>> = {
  'image/jpeg': '\xff\xd8\xff\xe0',
  'image/png': '\x89PNG\r\n\x1a\n',
  'image/gif': 'GIF89a',
  'image/webp': 'RIFF\x00\x00\x00\x00WEBP',
};

/** Bytes that begin like such a picture; among them what would end a careless form. */
export function pictureBytes(mimeType: string, size = 500): Buffer {
  const bytes = Buffer.alloc(size, '\r\n--kaojai-\x00\xff', 'latin1');
  bytes.write(HEADS[mimeType] ?? '????', 'latin1');
  return bytes;
}

export function fileOf(
  mimeType: string,
  bytes = pictureBytes(mimeType),
  name = 'ภาพ "ลับ"\r\n.png',
): OutboundFile {
  const never = async () => {
    throw new Error('TikTok fetches nothing');
  };
  return { name, mimeType, size: bytes.length, read: async () => bytes, link: never, previewLink: never };
}

export function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function batchOf(
  world: Pick<PlatformWorld, 'clock'>,
  threadId: string,
  message: OutboundMessage,
): OutboundBatch {
  return {
    to: { thread: { kind: 'direct', id: threadId } },
    messages: [message],
    idempotencyKey: '0d5e8f60-3c0b-4a8e-9a5f-2b1c7d9e4f10',
    echoName: 'echo-1',
    permission: { kind: 'response' },
    now: world.clock.now(),
  };
}

/** An account with a conversation in which the customer wrote first. */
export interface Talk {
  readonly world: PlatformWorld;
  readonly login: Login;
  readonly account: Account;
  readonly threadId: string;
  readonly first: InboundMessage;
}

export async function talk(world: PlatformWorld, login: Login): Promise<Talk> {
  const account = await connected(world, login);
  await access.subscribe(world.calls, account);
  const first = await written({ world, login, account }, 'สนใจค่ะ');
  return { world, login, account, threadId: first.thread.id, first };
}

type Where = Pick<Talk, 'world' | 'login' | 'account'>;

/** Something happens with the customer. */
export function act(of: Where, action: object): Promise<unknown> {
  const party = { accountId: of.account.accountId, customerId: BUYER[of.login] };
  return of.world.sandbox.act('tiktok', { ...party, ...action } as never);
}

/** The customer writes; answers what arrived. */
export async function written(of: Where, text: string): Promise<InboundMessage> {
  await act(of, { kind: 'message', text });
  return lastItem(of) as InboundMessage;
}

export function lastItem({ world, login }: Where) {
  return parsed(login, world.deliveries.at(-1), world.clock.now())[0];
}

export async function phone(of: Where): Promise<PhoneMessage[]> {
  return (await act(of, { kind: 'phone' })) as PhoneMessage[];
}

/** The account as it is now, with a token that is good now. */
export async function fresh(of: Where): Promise<Account> {
  const account = { ...of.account, now: of.world.clock.now() };
  return { ...account, tokens: (await access.renew?.(of.world.calls, account)) ?? account.tokens };
}

export async function send(
  of: Talk,
  message: OutboundMessage,
  { calls = of.world.calls, account = of.account } = {},
) {
  const messaging = await loaded();
  return messaging.send(calls, account, batchOf(of.world, of.threadId, message));
}

export async function sendOne(of: Talk, message: OutboundMessage): Promise<SentMessage> {
  const [sent, ...more] = await send(of, message);
  if (!sent || more.length > 0) throw new Error('not one entry for one message');
  return sent;
}

/** Calls that are counted and kept. */
export function watched(calls: PlatformCalls) {
  const made: Parameters<PlatformCalls['send']>[0][] = [];
  const send: PlatformCalls['send'] = (call) => {
    made.push(call);
    return calls.send(call);
  };
  return { made, calls: { send } };
}
