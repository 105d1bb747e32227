import { createHash } from 'node:crypto';
import { kit } from '../../../lambdas/connectors/line/samples/kit.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import type { Line, Official } from './memory.ts';

/** One element of `events`. */
export type LineEvent = Readonly<Record<string, unknown>>;

const REPLY_TOKEN_MS = 60_000;

/**
 * Sends an event wherever it goes: to the module that is attached, and to the channel's own address, where it is `standby` as long as a
 * module is attached. Answers whether somebody took it.
 */
export async function deliverEvent(line: Line, official: Official, event: LineEvent): Promise<boolean> {
  const toModule = official.module?.scopes.includes('message:receive') ?? false;
  const asModule = toModule ? await deliverToModule(line, official, event) : false;
  const { endpoint, active } = official.webhook;
  if (endpoint === null || !active) return asModule;
  const { replyToken, ...rest } = event;
  const own = toModule ? { ...rest, mode: 'standby' } : event;
  if (!toModule) remember(line, official, event, official.channelId);
  return (await deliver(line, endpoint, official.channelSecret, official.botId, [own])) === 200 || asModule;
}

/** The module's one address, entered by the operator in the console. */
export async function deliverToModule(line: Line, official: Official, event: LineEvent): Promise<boolean> {
  const { channelId = '', channelSecret = '' } = line.world.apps.lineModule ?? {};
  const forModule = withModuleUser(event, official.botId);
  remember(line, official, forModule, channelId);
  const url = `${line.world.publicBaseUrl}/webhooks/line/module`;
  return (await deliver(line, url, channelSecret, official.botId, [forModule])) === 200;
}

/** Posts a signed delivery; answers the status, 0 without an answer. No events = LINE's verification. */
export function deliver(
  line: Line,
  url: string,
  secret: string,
  destination: string,
  events: readonly LineEvent[],
): Promise<number> {
  const body = Buffer.from(JSON.stringify({ destination, events }));
  const credential = { ref: 'line/sandbox', secret: new SecretText(secret), facts: {} };
  const headers = kit.sign({ surface: 'main', body, credential, at: line.world.now() });
  return line.world.deliver(url, { ...headers, 'user-agent': 'LineBotWebhook/2.0' }, body);
}

/** An event about the account itself. */
export function accountEvent(line: Line, type: string, more: object = {}): LineEvent {
  const id = createHash('sha256').update(line.world.newToken('event')).digest('hex');
  return {
    type,
    ...more,
    webhookEventId: id.slice(0, 26).toUpperCase(),
    deliveryContext: { isRedelivery: false },
    timestamp: line.world.now(),
    mode: 'active',
  };
}

/** In a module a person's id has 68 characters and is another one for each account. */
export function moduleUserId(botId: string, userId: string): string {
  return `LU${createHash('sha256').update(`${botId}/${userId}`).digest('hex').slice(0, 32)}-${botId}`;
}

function withModuleUser(event: LineEvent, botId: string): LineEvent {
  const source = event.source as { readonly userId?: string } | undefined;
  if (source?.userId === undefined) return event;
  return { ...event, source: { ...source, userId: moduleUserId(botId, source.userId) } };
}

/** From the delivery on, the reply token is good for a minute. */
function remember(line: Line, { botId }: Official, event: LineEvent, channelId: string): void {
  const { replyToken, source = {} } = event as { replyToken?: string; source?: Record<string, string> };
  if (!replyToken) return;
  const until = line.world.now() + REPLY_TOKEN_MS;
  const chatId = source.groupId ?? source.roomId ?? source.userId ?? '';
  line.memory.replyTokens[replyToken] = { botId, channelId, chatId, until };
}
