import { inspect } from 'node:util';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import type { OutboundFile } from '../../../../../lambdas/ports/account-messaging.ts';
import { fakeLine, module, someAccount } from '../access/line-world.ts';
import { batchOf, direct, messagingOfLine } from './messaging-world.ts';

/** Stands in every secret and every word that goes out, and in everything that LINE says. */
const CANARY = 'canary-7f3a';
const secret = new SecretText(CANARY);
const tokens = {
  secrets: { client_secret: secret, access_token: secret },
  expiresAt: null,
  authorizedUntil: null,
};

const BODIES = [
  {
    status: 400,
    body: { message: CANARY, details: [{ message: CANARY, property: `messages[0].${CANARY}` }] },
  },
  { status: 400, body: { message: `Failed to send messages ${CANARY}` } },
  { status: 401, body: { error: CANARY, message: CANARY } },
  { status: 403, body: CANARY },
  { status: 409, body: CANARY },
  { status: 410, body: { message: CANARY } },
  { status: 429, body: { message: `monthly limit ${CANARY}` } },
  { status: 500, body: CANARY },
  { status: 200, body: CANARY },
  { status: 200, body: { error: CANARY } },
];

const address = async () => `https://files.example/${CANARY}`;
const file = {
  name: CANARY,
  mimeType: 'audio/mpeg',
  size: 1,
  durationMs: async () => 1,
  link: address,
  previewLink: address,
};
const messages = [
  { kind: 'text', text: CANARY, replyTo: { platformMessageId: CANARY, handles: { quoteToken: CANARY } } },
  { kind: 'image', file: file as unknown as OutboundFile },
  { kind: 'audio', file: file as unknown as OutboundFile },
] as const;
const batch = batchOf(messages, { thread: direct(CANARY), idempotencyKey: CANARY });

type Try = (calls: PlatformCalls, account: Account) => Promise<unknown>;

const METHODS: Readonly<Record<string, Try>> = {
  push: async (calls, account) => (await messagingOfLine()).send(calls, account, batch),
  reply: async (calls, account) =>
    (await messagingOfLine()).send(calls, account, { ...batch, replyToken: secret }),
  'a message that LINE has not': async (calls, account) =>
    (await messagingOfLine()).send(calls, account, {
      ...batch,
      messages: [{ ...messages[1], kind: 'file' }],
    }),
  source: async (calls, account) =>
    (await messagingOfLine()).source(calls, account, { kind: 'video', mediaId: CANARY, data: {} }),
  profile: async (calls, account) =>
    (await messagingOfLine()).profile(calls, account, { platformUserId: CANARY, thread: direct(CANARY) }),
  quota: async (calls, account) => (await messagingOfLine()).quota(calls, account),
};

describe.each(Object.entries(METHODS))('S11: what %s raises', (_name, attempt) => {
  const everywhere = (answer: object) =>
    Object.fromEntries(
      [
        '/v2/bot/message/push',
        '/v2/bot/message/reply',
        '/v2/bot/message/quota',
        '/v2/bot/message/quota/consumption',
        `/v2/bot/message/${CANARY}/content/transcoding`,
        `/v2/bot/profile/${CANARY}`,
      ].map((path) => [path, answer]),
    );

  it.each(BODIES)('has neither secrets nor words: %j', async (answer) => {
    for (const login of ['channel', 'module']) {
      const { calls } = fakeLine(everywhere(answer));
      const account = someAccount({ login, app: { ...module, secret }, tokens });
      const outcome = await attempt(calls, account).catch((error: Error) => error);
      const said = outcome instanceof Error ? `${outcome.stack}${JSON.stringify(outcome)}` : '';
      expect(said + (outcome instanceof Error ? inspect(outcome, { depth: 9 }) : '')).not.toContain(CANARY);
    }
  });
});
