import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { failed, isAnswer, jsonOf, NOT_ALLOWED, OK } from './answers.ts';
import { isModule } from './caller.ts';
import { accountEvent, deliverToModule } from './deliveries.ts';
import type { Line, Official } from './memory.ts';

/** `GET /v2/bot/list`: the attached accounts, in pages. */
export function listBots(line: Line, request: SandboxRequest): SandboxAnswer {
  const module = isModule(line, request);
  if (typeof module !== 'boolean') return module;
  if (!module) return NOT_ALLOWED;
  const limit = Math.min(Number(request.query.get('limit') ?? 100), 100);
  const start = Number(request.query.get('start') ?? 0);
  const attached = line.memory.officials.filter((official) => official.module !== null);
  const bots = attached
    .slice(start, start + limit)
    .map(({ botId, basicId, displayName }) => ({ userId: botId, basicId, displayName }));
  const more = start + limit < attached.length ? { next: String(start + limit) } : {};
  return { status: 200, body: { bots, ...more } };
}

/** `POST /v2/bot/channel/detach`. */
export async function detach(line: Line, request: SandboxRequest): Promise<SandboxAnswer> {
  const module = isModule(line, request);
  if (typeof module !== 'boolean') return module;
  if (!module) return NOT_ALLOWED;
  const read = jsonOf(request);
  if (isAnswer(read)) return read;
  const body = read.json;
  const official = line.memory.officials.find(({ botId }) => botId === body.botId);
  if (!official) return failed(400, 'user/group/room Id is not available.');
  if (!official.module) return failed(400, 'Specified channel is not detachable');
  await detachOfficial(line, official);
  return OK;
}

/** By our call or by the admin: the event is the same, without a reason. */
export async function detachOfficial(line: Line, official: Official): Promise<void> {
  official.module = null;
  const event = accountEvent(line, 'module', { module: { type: 'detached', botId: official.botId } });
  await deliverToModule(line, official, event);
}
