import { type SandboxAction, SandboxProblem } from '../platform-sandbox.ts';
import { digestOf, keepFile, PICTURES, VIDEOS } from './files.ts';
import { DAY_MS, type Lazada, type Message } from './platform.ts';
import { composeMessage, keep, pushMessage } from './pushes.ts';

type Sent = Extract<SandboxAction, { kind: 'file' }>;
type BuyersFile = Sent['file'];
type Shown = Pick<Message, 'template_id' | 'content'>;

/** A buyer sends a picture or a video; Lazada's app has nothing else. @throws SandboxProblem */
export async function sendFile(lazada: Lazada, sellerId: string, sent: Sent) {
  const { customerId: buyerId, file } = sent;
  const bytes = Buffer.from(file.base64, 'base64');
  const shown = shownAs(lazada, sent, bytes);
  const message = { ...composeMessage(lazada, 'message', { sellerId, buyerId }, ''), ...shown };
  lazada.memory.digests ??= {};
  lazada.memory.digests[message.message_id] = digestOf(bytes);
  keep(lazada, message, sellerId, buyerId);
  const delivered = await pushMessage(lazada, sellerId, message);
  return { messageId: message.message_id, delivered };
}

function shownAs(lazada: Lazada, { file, prepared = false }: Sent, bytes: Buffer): Shown {
  if (file.kind === 'image') return asPicture(lazada, file, bytes);
  if (file.kind === 'video') return asVideo(lazada, file, bytes, prepared);
  throw new SandboxProblem(`buyers of Lazada can send pictures and videos, no ${file.kind}`);
}

/** Its address is good for a day. */
function asPicture(lazada: Lazada, { mimeType }: BuyersFile, bytes: Buffer): Shown {
  const osskey = lazada.world.newToken('');
  const place = keepFile(lazada, `${PICTURES}/other/im/${osskey}`, bytes, mimeType, DAY_MS);
  const content = { imgUrl: `https://${place}`, osskey, width: '445', height: '168' };
  return { template_id: 3, content: JSON.stringify(content) };
}

/** Its address has to be asked for, and is there from the second time on, as if somebody had asked before when it is prepared. */
function asVideo(lazada: Lazada, { mimeType, name }: BuyersFile, bytes: Buffer, prepared: boolean): Shown {
  const { memory, world } = lazada;
  const videoId = world.newDigits(11);
  const place = keepFile(lazada, `${VIDEOS}/psp/${videoId}.mp4`, bytes, mimeType, DAY_MS);
  memory.videos ??= {};
  memory.videos[videoId] = { place, title: name, asked: prepared ? 1 : 0 };
  const imgUrl = `https://${PICTURES}/p/cover.jpg`;
  const content = {
    videoId,
    imgUrl,
    videoUrl: '',
    videoDuration: 8,
    width: '720',
    height: '1280',
    txt: name,
  };
  return { template_id: 6, content: JSON.stringify(content) };
}
