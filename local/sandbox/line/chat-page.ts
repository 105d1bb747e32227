import { decisionOf } from '../consent-page.ts';
import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { NOT_FOUND } from './answers.ts';
import { isGroup, join, meet, sourceOf } from './customers.ts';
import { accountEvent, deliverEvent } from './deliveries.ts';
import type { Line, Official } from './memory.ts';

type Deed = (line: Line, official: Official, chatId: string, messageId: string) => Promise<void> | void;

/** What a person does with an account on the phone. In a group `add` invites it, and `block` throws it out. */
const DEEDS: Readonly<Record<string, Deed>> = {
  add: (line, official, chatId) => {
    const source = sourceOf(line, official, chatId);
    if (isGroup(chatId)) join(line, official, chatId);
    else meet(line, official, chatId, { blocked: false, friend: true });
    return tell(line, official, isGroup(chatId) ? 'join' : 'follow', source);
  },
  block: (line, official, chatId) => {
    const source = { ...sourceOf(line, official, chatId) };
    if (!isGroup(chatId)) meet(line, official, chatId, { blocked: true });
    else {
      delete line.memory.groups[`${official.botId}/${chatId}`];
      delete source.userId;
    }
    return tell(line, official, isGroup(chatId) ? 'leave' : 'unfollow', source);
  },
  // No longer a friend, but not blocked: of this LINE has no event.
  unfriend: (line, official, chatId) => meet(line, official, chatId, { friend: false }),
  unsend,
};

/** `line.me/chat/{botId}/{userId or groupId}`, of this sandbox only. Form fields: `do` (one of `DEEDS`), `messageId`. */
export async function chatPage(line: Line, request: SandboxRequest): Promise<SandboxAnswer> {
  const [, botId, chatId = ''] = /^\/chat\/(\w+)\/(\w+)$/.exec(request.path) ?? [];
  const official = line.memory.officials.find((candidate) => candidate.botId === botId);
  if (!official) return NOT_FOUND;
  const form = decisionOf(request);
  const chosen = form?.get('do') ?? '';
  if (Object.hasOwn(DEEDS, chosen))
    await DEEDS[chosen]?.(line, official, chatId, form?.get('messageId') ?? '');
  else if (chosen) return NOT_FOUND;
  const buttons = ['add', 'block', 'unfriend'].map(
    (deed) => `<button name="do" value="${deed}">${deed}</button>`,
  );
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>LINE (sandbox)</title></head>
<body style="font-family:system-ui;max-width:32rem;margin:3rem auto"><h1>${official.displayName}</h1>
<form method="post">${buttons.join(' ')}</form></body></html>`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

/** Joining and befriending can be answered free of charge. */
async function tell(line: Line, official: Official, type: string, source: object): Promise<void> {
  const answerable = type === 'join' || type === 'follow';
  const more = answerable ? { replyToken: line.world.newToken('reply-') } : {};
  await deliverEvent(line, official, accountEvent(line, type, { source, ...more }));
}

async function unsend(line: Line, official: Official, chatId: string, messageId: string): Promise<void> {
  const { botId } = official;
  const { phone, files } = line.memory;
  const shown = phone.findIndex((entry) => entry.botId === botId && entry.messageId === messageId);
  if (shown >= 0) phone.splice(shown, 1);
  const file = files[`${botId}/${messageId}`];
  if (file) file.unsent = true;
  const source = sourceOf(line, official, chatId);
  await deliverEvent(line, official, accountEvent(line, 'unsend', { unsend: { messageId }, source }));
}
