import { readJson } from '../../../lambdas/connectors/shared/read-json.ts';
import type { SandboxAnswer, SandboxRequest, SandboxWorld } from '../platform-sandbox.ts';
import { denied, ShopeeError } from './api-errors.ts';
import { authCalls } from './auth-calls.ts';
import { type Asked, checkApp, checkShop, type UploadedFile } from './callers.ts';
import { chatCalls } from './chat-calls.ts';
import { pushCalls } from './push-calls.ts';
import type { Memory } from './world.ts';

/** One API of the platform. Answers the whole body without `error`, `message` and `request_id`. */
export interface ApiCall {
  readonly method: 'GET' | 'POST';
  /** Shop APIs are signed with a shop's token, public ones must not be. */
  readonly kind: 'public' | 'shop';
  /** Whether the body is a form with a file instead of JSON. Default: it is not. */
  readonly form?: boolean;
  run(asked: Asked): object | Promise<object>;
}

/** Answers calls of `partner.shopeemobile.com`. */
export function apiOf(
  world: SandboxWorld,
  memory: Memory,
): (request: SandboxRequest) => Promise<SandboxAnswer> {
  const calls: Readonly<Record<string, ApiCall>> = {
    ...authCalls(world, memory),
    ...pushCalls(world, memory),
    ...chatCalls(world, memory),
  };
  return async (request) => {
    try {
      const call = findCall(calls, request);
      const app = checkApp(world, memory, request, call.kind);
      const shop = call.kind === 'shop' ? checkShop(world, memory, request, app) : null;
      const file = call.form ? await fileIn(request) : null;
      const body = request.method === 'POST' && !call.form ? bodyOf(request) : {};
      const result = await call.run({ app, shop, query: request.query, body, file });
      return answer({ request_id: 'invented', error: '', message: '', ...result });
    } catch (error) {
      if (error instanceof ShopeeError) return error.answer;
      throw error;
    }
  };
}

function findCall(calls: Readonly<Record<string, ApiCall>>, { method, path }: SandboxRequest): ApiCall {
  const name = path.replace(/^\/api\/v2/, '');
  const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
  if (!call) throw new ShopeeError('error_not_found', 'Invalid path.', 404);
  if (call.method !== method) throw denied('error_param', 'Wrong HTTP method.');
  return call;
}

function bodyOf({ headers, body }: SandboxRequest): Readonly<Record<string, unknown>> {
  if (!headers['content-type']?.startsWith('application/json'))
    throw new ShopeeError('error_param', 'Content-Type must be application/json.');
  try {
    return readJson(body) as Record<string, unknown>;
  } catch {
    throw new ShopeeError('error_param', 'The body is no JSON.');
  }
}

/** Read by the runtime's own reader of forms, with nothing of the connector's. */
async function fileIn({ headers, body }: SandboxRequest): Promise<UploadedFile> {
  const form = new Response(new Uint8Array(body), {
    headers: { 'content-type': headers['content-type'] ?? '' },
  });
  const file = await form.formData().then(
    (fields) => fields.get('file'),
    () => null,
  );
  if (!(file instanceof File)) throw new ShopeeError('error_param', 'There is no file in the form.');
  return { mimeType: file.type, bytes: Buffer.from(await file.arrayBuffer()) };
}

/** Ids of chats leave as bare integers that a JavaScript number cannot hold: the trap that clients fall into. */
function answer(body: object): SandboxAnswer {
  const text = JSON.stringify(body).replace(
    /"(message_id|conversation_id|latest_message_id|next_message_time_nano|last_message_timestamp)":"(\d{16,19})"/g,
    '"$1":$2',
  );
  return { status: 200, headers: { 'content-type': 'application/json; charset=utf-8' }, body: text };
}
