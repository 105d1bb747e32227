import {
  type PhoneMessage,
  type SandboxAction,
  SandboxProblem,
  type SandboxWorld,
} from '../platform-sandbox.ts';
import { addressOf, digestOf, keepFile } from './files.ts';
import { isOwn, type Said, say, talkOf } from './messages.ts';
import type { Memory, Stored } from './world.ts';

type Act<K extends SandboxAction['kind']> = Extract<SandboxAction, { kind: K }>;
type Result = Promise<{ messageId: string; delivered: boolean }>;

/** A buyer writes. */
export function buyerWrites(world: SandboxWorld, memory: Memory, act: Act<'message'>): Result {
  return speak(world, memory, { ...sides(act), kind: 'message', type: 'text', content: { text: act.text } });
}

/** A buyer sends a picture or a video: Shopee's chat has nothing else. Pictures come with an address, videos with a bare id. */
export function buyerSends(world: SandboxWorld, memory: Memory, act: Act<'file'>): Result {
  const { kind, mimeType, base64 } = act.file;
  if (kind !== 'image' && kind !== 'video')
    throw new SandboxProblem('buyers of Shopee send pictures and videos only');
  const bytes = Buffer.from(base64, 'base64');
  const between = sides(act);
  const file = keepFile(world, memory, { shopId: null, kind, mimeType, bytes });
  const thumb = { thumb_url: `${file.id}_tn`, thumb_width: 399, thumb_height: 713 };
  const content =
    kind === 'image'
      ? { url: addressOf(file), ...thumb, file_server_id: 0 }
      : { video_url: file.id, ...thumb, duration_seconds: 15 };
  return speak(world, memory, { ...between, kind: 'message', type: kind, content, fileId: file.id });
}

/** One of the seller's people answers in Shopee's own app. */
export function sellerWrites(world: SandboxWorld, memory: Memory, act: Act<'app_message'>): Result {
  const between = sides(act);
  knownTalk(memory, act);
  const subAccount = { id: 5501, name: 'seller:front' };
  return speak(world, memory, {
    ...between,
    kind: 'echo',
    type: 'text',
    content: { text: act.text },
    subAccount,
  });
}

/** Shopee tells nobody that a buyer has read something. */
export function buyerReads(memory: Memory, act: Act<'read'>): null {
  knownTalk(memory, act);
  return null;
}

/** The buyer's phone, oldest message first. */
export function phone(memory: Memory, { accountId, customerId }: Act<'phone'>): PhoneMessage[] {
  return talkOf(memory, accountId, customerId)
    .reverse()
    .map((one) => shownMessage(memory, one));
}

function shownMessage(memory: Memory, stored: Stored): PhoneMessage {
  const { message, fileId, at } = stored;
  const { message_id: messageId, message_type: type, content } = message;
  const digest = fileId === undefined ? undefined : digestOf(memory, fileId);
  return {
    messageId,
    from: isOwn(stored) ? 'merchant' : 'customer',
    kind: type === 'text' || type === 'image' || type === 'video' ? type : 'other',
    text: typeof content.text === 'string' ? content.text : null,
    ...(digest === undefined ? {} : { fileDigest: digest }),
    at,
  };
}

async function speak(world: SandboxWorld, memory: Memory, said: Said): Result {
  const { stored, delivered } = await say(world, memory, said);
  return { messageId: stored.message.message_id, delivered };
}

function sides({ accountId, customerId }: Act<'message' | 'file' | 'app_message'>) {
  if (!/^[1-9]\d{0,14}$/.test(customerId)) throw new SandboxProblem('a buyer id is a number');
  return { shopId: accountId, customerId };
}

function knownTalk(memory: Memory, { accountId, customerId }: Act<'app_message' | 'read'>): void {
  if (talkOf(memory, accountId, customerId).length === 0)
    throw new SandboxProblem(`the buyer "${customerId}" has not written to this shop yet`);
}
