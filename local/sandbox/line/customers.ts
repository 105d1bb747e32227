import { createHash } from 'node:crypto';
import type { SandboxAnswer } from '../platform-sandbox.ts';
import { failed, NOT_FOUND } from './answers.ts';
import type { Caller } from './caller.ts';
import { moduleUserId } from './deliveries.ts';
import type { Group, Line, Official, Person } from './memory.ts';

const USER_ID = /^U[0-9a-f]{32}$/;
const GROUP_ID = /^[CR][0-9a-f]{32}$/;
/** How long after writing somebody who is no friend can be written to. */
const STRANGERS_MS = 7 * 86_400_000;

/** What is known of a person from now on, under the ids by which channel and module know them. */
export function meet(
  { memory }: Line,
  { botId }: Official,
  userId: string,
  more: Partial<Person> = {},
): void {
  const person = { ...stranger(userId), ...memory.customers[`${botId}/${userId}`], ...more };
  memory.customers[`${botId}/${userId}`] = person;
  memory.customers[`${botId}/${moduleUserId(botId, userId)}`] = person;
}

/** The account is in that group, or in that room. */
export function join({ memory }: Line, { botId }: Official, groupId: string): Group {
  const members = [1, 2, 3].map((i) => memberOf(`${groupId}/${i}`));
  memory.groups[`${botId}/${groupId}`] ??= { name: `กลุ่ม ${groupId.slice(-4)}`, members };
  return memory.groups[`${botId}/${groupId}`] as Group;
}

function memberOf(seed: string): string {
  return `U${createHash('sha256').update(seed).digest('hex').slice(0, 32)}`;
}

export function isGroup(chatId: string): boolean {
  return GROUP_ID.test(chatId);
}

/** Where an event comes from. In a group the first member speaks. */
export function sourceOf(line: Line, official: Official, chatId: string): Readonly<Record<string, unknown>> {
  if (!isGroup(chatId)) return { type: 'user', userId: chatId };
  const userId = join(line, official, chatId).members[0];
  return chatId.startsWith('C')
    ? { type: 'group', groupId: chatId, userId }
    : { type: 'room', roomId: chatId, userId };
}

/** One chat has two ids if a module knows the person, too. */
export function isSameChat({ botId }: Official, a: string, b: string): boolean {
  return a === b || moduleUserId(botId, a) === b || moduleUserId(botId, b) === a;
}

/** Whether a push is accepted; to persons who are no friends it is, too. */
export function isSomebody({ memory }: Line, { official, asModule }: Caller, chatId: string): boolean {
  if (isGroup(chatId)) return memory.groups[`${official.botId}/${chatId}`] !== undefined;
  if (asModule !== chatId.startsWith('LU')) return false;
  return memory.customers[`${official.botId}/${chatId}`] !== undefined || USER_ID.test(chatId);
}

/** How many people a push reaches: those who blocked the account, or never met it, are neither reached nor counted. */
export function reached({ world, memory }: Line, official: Official, chatId: string): number {
  const key = `${official.botId}/${chatId}`;
  if (isGroup(chatId)) return memory.groups[key]?.members.length ?? 0;
  const person = memory.customers[key] ?? (official.knowsEverybody ? stranger(chatId) : undefined);
  if (!person || person.blocked) return 0;
  const wroteLately = (person.wroteAt ?? Number.NEGATIVE_INFINITY) > world.now() - STRANGERS_MS;
  return (person.friend ?? true) || wroteLately ? 1 : 0;
}

/** `GET /v2/bot/profile/{userId}`. */
export function profileOf({ memory }: Line, { official, asModule }: Caller, userId: string): SandboxAnswer {
  if (!/^[A-Za-z0-9_-]{1,80}$/.test(userId))
    return failed(400, "The value for the 'userId' parameter is invalid");
  const met =
    asModule === userId.startsWith('LU') ? memory.customers[`${official.botId}/${userId}`] : undefined;
  const person = met ?? (official.knowsEverybody && USER_ID.test(userId) ? stranger(userId) : undefined);
  return person && !person.blocked
    ? { status: 200, body: { userId, ...named(person.displayName), language: 'th' } }
    : NOT_FOUND;
}

/** `GET /v2/bot/{group|room}/{id}/member/{userId}`: also of who is no friend. */
export function memberProfile(
  { memory }: Line,
  { official, asModule }: Caller,
  groupId: string,
  userId: string,
): SandboxAnswer {
  const { botId } = official;
  const members = memory.groups[`${botId}/${groupId}`]?.members ?? [];
  const known = members.find((id) => userId === (asModule ? moduleUserId(botId, id) : id));
  return known ? { status: 200, body: { userId, ...named(`สมาชิก ${known.slice(-4)}`) } } : NOT_FOUND;
}

/** `GET /v2/bot/group/{groupId}/summary`. */
export function groupSummary({ memory }: Line, { official }: Caller, groupId: string): SandboxAnswer {
  const group = memory.groups[`${official.botId}/${groupId}`];
  return group ? { status: 200, body: { groupId, groupName: group.name } } : NOT_FOUND;
}

function named(displayName: string): object {
  const pictureUrl = `https://profile.line-scdn.net/0h${encodeURIComponent(displayName).slice(-4)}`;
  return { displayName, pictureUrl };
}

function stranger(userId: string): Person {
  return { displayName: `ลูกค้า ${userId.slice(-4)}` };
}
