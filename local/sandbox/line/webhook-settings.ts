import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { failed, isAnswer, jsonOf, OK, TOO_MANY } from './answers.ts';
import type { Caller } from './caller.ts';
import { deliver } from './deliveries.ts';
import type { Line } from './memory.ts';

const INVALID = failed(400, 'Invalid webhook endpoint URL');
const NONE = failed(404, 'Webhook endpoint not found');
const HOUR_MS = 3_600_000;
const TESTS_AN_HOUR = 60;

export function getEndpoint({ official }: Caller): SandboxAnswer {
  const { endpoint, active } = official.webhook;
  return endpoint === null ? NONE : { status: 200, body: { endpoint, active } };
}

/** Does not switch "Use webhook" on. */
export function putEndpoint(line: Line, { official }: Caller, request: SandboxRequest): SandboxAnswer {
  const read = jsonOf(request);
  if (isAnswer(read)) return read;
  const body = read.json;
  if (!isEndpoint(line, body.endpoint)) return INVALID;
  official.webhook.endpoint = body.endpoint;
  return OK;
}

/** 200 also when the delivery failed. */
export async function testEndpoint(
  line: Line,
  { official }: Caller,
  request: SandboxRequest,
): Promise<SandboxAnswer> {
  const read = jsonOf(request);
  if (isAnswer(read)) return read;
  const body = read.json;
  if (body.endpoint !== undefined && !isEndpoint(line, body.endpoint)) return INVALID;
  const url = (body.endpoint as string | undefined) ?? official.webhook.endpoint;
  if (url === null) return NONE;
  if (!mayTest(line, official.botId)) return TOO_MANY;
  const statusCode = await deliver(line, url, official.channelSecret, official.botId, []);
  return {
    status: 200,
    body: { ...outcomeOf(statusCode), timestamp: new Date(line.world.now()).toISOString(), statusCode },
  };
}

function outcomeOf(statusCode: number): object {
  if (statusCode === 200) return { success: true, reason: 'OK', detail: '200' };
  return statusCode === 0
    ? { success: false, reason: 'COULD_NOT_CONNECT', detail: 'connection refused' }
    : { success: false, reason: 'ERROR_STATUS_CODE', detail: String(statusCode) };
}

function mayTest({ world, memory }: Line, botId: string): boolean {
  const now = world.now();
  const tests = (memory.webhookTests[botId] ?? []).filter((at) => at > now - HOUR_MS);
  memory.webhookTests[botId] = [...tests, now].slice(0, TESTS_AN_HOUR);
  return tests.length < TESTS_AN_HOUR;
}

/** LINE wants https; the local cloud's own address is the exception. */
function isEndpoint({ world }: Line, value: unknown): value is string {
  if (typeof value !== 'string' || value.length > 500 || !URL.canParse(value)) return false;
  return value.startsWith('https://') || value.startsWith(`${world.publicBaseUrl}/`);
}
