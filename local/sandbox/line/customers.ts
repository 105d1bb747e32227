import type { SandboxAnswer } from '../platform-sandbox.ts';
import { failed, NOT_FOUND } from './answers.ts';
import type { Caller } from './caller.ts';
import { moduleUserId } from './deliveries.ts';
import type { Line, Official } from './memory.ts';

const USER_ID = /^U[0-9a-f]{32}$/;

/** A person who wrote to an account, under the ids by which channel and module know them. */
export function meet({ memory }: Line, { botId }: Official, userId: string): void {
  const person = { displayName: `ลูกค้า ${userId.slice(-4)}` };
  memory.customers[`${botId}/${userId}`] = person;
  memory.customers[`${botId}/${moduleUserId(botId, userId)}`] = person;
}

/** Whether a push is accepted; to persons who are no friends it is, too. */
export function isSomebody({ memory }: Line, { official, asModule }: Caller, userId: string): boolean {
  if (asModule !== userId.startsWith('LU')) return false;
  return memory.customers[`${official.botId}/${userId}`] !== undefined || USER_ID.test(userId);
}

/** `GET /v2/bot/profile/{userId}`. */
export function profileOf({ memory }: Line, { official, asModule }: Caller, userId: string): SandboxAnswer {
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(userId))
    return failed(400, "The value for the 'userId' parameter is invalid");
  const met =
    asModule === userId.startsWith('LU') ? memory.customers[`${official.botId}/${userId}`] : undefined;
  const person = met ?? (official.knowsEverybody && USER_ID.test(userId) ? stranger(userId) : undefined);
  return person
    ? { status: 200, body: { userId, displayName: person.displayName, language: 'th' } }
    : NOT_FOUND;
}

function stranger(userId: string): { displayName: string } {
  return { displayName: `ลูกค้า ${userId.slice(-4)}` };
}
