import { deliveryOf } from '../../../lambdas/connectors/shared/meta/sample-meta.ts';
import type { SandboxAnswer } from '../platform-sandbox.ts';
import { textOf } from './call.ts';
import { deliver } from './deliveries.ts';
import { DAY, type Meta } from './memory.ts';
import { pageById } from './people.ts';
import { graphError, missing } from './problems.ts';

type Fields = Record<string, unknown>;

/** `POST /{node}/messages` of either platform: text, inside the window. Its echo comes before the answer, as it often does. */
export async function send(meta: Meta, accountId: string, parameters: Fields): Promise<SandboxAnswer> {
  const customerId = textOf(fieldsOf(parameters.recipient), 'id');
  if (!customerId) throw missing('recipient');
  const message = fieldsOf(parameters.message);
  const text = textOf(message, 'text');
  if (!text) throw missing('message');
  checkLength(accountId, text);
  checkWindow(meta, accountId, customerId, textOf(parameters, 'tag') === 'HUMAN_AGENT');
  const at = meta.world.now();
  const mid = newMid(meta, accountId);
  meta.memory.messages.push({ accountId, customerId, mid, at, text, own: true });
  const isPage = pageById(accountId) !== undefined;
  const ours = isPage
    ? { app_id: Number(meta.world.apps.meta?.appId), metadata: textOf(message, 'metadata') }
    : {};
  const event = { message: { mid, is_echo: true, ...ours, text } };
  const act = { kind: 'echo', surface: 'main', accountId, customerId, messageId: mid, at, text } as const;
  await deliver(meta, accountId, 'message_echoes', deliveryOf(isPage ? 'page' : 'instagram', act, event));
  return { status: 200, body: { recipient_id: customerId, message_id: mid } };
}

/** As long as the platform's are; those of Instagram are base64-like and end in `ZD`. */
export function newMid({ world }: Meta, accountId: string): string {
  return pageById(accountId)
    ? world.newToken('m_')
    : `${world.newToken('aWdfZAG1faXRlbToxOklHTWVzc2FnZAUlE')}${world.newToken('')}ZD`;
}

function checkLength(accountId: string, text: string): void {
  const fits = pageById(accountId) ? text.length <= 2_000 : Buffer.byteLength(text) <= 1_000;
  if (!fits)
    throw graphError(100, '(#100) Length of param message[text] must be less than or equal to the limit');
}

function checkWindow({ memory, world }: Meta, accountId: string, customerId: string, human: boolean): void {
  const theirs = memory.messages.filter(
    (one) => one.accountId === accountId && one.customerId === customerId,
  );
  const last = Math.max(0, ...theirs.filter(({ own }) => !own).map(({ at }) => at));
  const isPage = pageById(accountId) !== undefined;
  if (last === 0) throw graphError(100, '(#100) No matching user found', { sub: isPage ? 2018001 : 2534014 });
  if (world.now() - last > (human ? 7 : 1) * DAY)
    throw graphError(10, 'This message is sent outside of allowed window.', {
      sub: isPage ? 2018278 : 2534022,
    });
}

/** `GET /{customer-id}?fields=`: a profile, of those who wrote. */
export function profile({ memory }: Meta, accountId: string, customerId: string): SandboxAnswer | undefined {
  const wrote = memory.messages.some((one) => one.accountId === accountId && one.customerId === customerId);
  if (!wrote) return undefined;
  const name = `ลูกค้า ${customerId.slice(-3)}`;
  const more = pageById(accountId)
    ? { first_name: 'ลูกค้า' }
    : { username: `customer.${customerId.slice(-3)}` };
  return { status: 200, body: { id: customerId, name, ...more } };
}

function fieldsOf(value: unknown): Fields {
  const parsed = typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  return typeof parsed === 'object' && parsed !== null ? (parsed as Fields) : {};
}
