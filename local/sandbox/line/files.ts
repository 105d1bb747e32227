import type { SandboxAnswer } from '../platform-sandbox.ts';
import { failed } from './answers.ts';
import type { Caller } from './caller.ts';
import type { Line, SentFile } from './memory.ts';

/** How long LINE prepares a video. */
const PREPARING_MS = 3_000;
/** How long LINE keeps files; it does not tell. */
const KEPT_MS = 14 * 86_400_000;

const NOT_THERE = failed(404, 'not found');
const UNSENT = failed(410, 'The content is gone');

/** `GET /v2/bot/message/{messageId}/content`. */
export function contentOf(line: Line, caller: Caller, messageId: string): SandboxAnswer {
  const file = fileOf(line, caller, messageId);
  if ('status' in file) return file;
  const state = stateOf(line, file);
  if (state !== 'succeeded') return state === 'failed' ? NOT_THERE : { status: 202 };
  return {
    status: 200,
    headers: { 'content-type': file.mimeType },
    body: Buffer.from(file.base64, 'base64'),
  };
}

/** `GET /v2/bot/message/{messageId}/content/transcoding`. */
export function transcodingOf(line: Line, caller: Caller, messageId: string): SandboxAnswer {
  const file = fileOf(line, caller, messageId);
  if ('status' in file) return file;
  if (file.kind !== 'video' && file.kind !== 'audio')
    return failed(400, 'The content is neither a video nor an audio');
  return { status: 200, body: { status: stateOf(line, file) } };
}

/** An empty video cannot be prepared. */
function stateOf({ world }: Line, { kind, at, base64 }: SentFile): 'processing' | 'succeeded' | 'failed' {
  if (kind === 'video' && world.now() < at + PREPARING_MS) return 'processing';
  return kind === 'video' && base64 === '' ? 'failed' : 'succeeded';
}

function fileOf({ world, memory }: Line, { official }: Caller, messageId: string): SentFile | SandboxAnswer {
  const file = memory.files[`${official.botId}/${messageId}`];
  if (!file || file.at + KEPT_MS < world.now()) return NOT_THERE;
  return file.unsent ? UNSENT : file;
}
