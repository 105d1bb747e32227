import { inspect } from 'node:util';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import { answerOf } from '../access/fake-calls.ts';
import { app } from '../access/world.ts';
import { batchOf, image, messaging, png, text } from './kit.ts';

const CANARY = 'canary0of0a0secret';
const secret = new SecretText(CANARY);
const account: Account = {
  connectionId: 'c',
  accountId: '100245518',
  surface: 'main',
  login: 'seller',
  features: ['inbox'],
  webhookUrl: 'https://api.example/webhooks/lazada',
  app: { ...app, secret },
  tokens: { secrets: { access_token: secret }, expiresAt: 1, authorizedUntil: 1 },
  facts: {},
  now: 2,
};
const thread = { kind: 'direct', id: CANARY } as const;
const to = { thread, platformUserId: CANARY };
const file = { kind: 'video', mediaId: CANARY, data: {} } as const;

const OPERATIONS: Readonly<Record<string, (calls: PlatformCalls) => Promise<unknown> | undefined>> = {
  'a text': (calls) => messaging.send(calls, account, batchOf(text(CANARY), { to })),
  'a picture': (calls) =>
    messaging.send(
      calls,
      account,
      batchOf(image(png(9, 9), 'image/png', `https://x.example/${CANARY}`), { to }),
    ),
  source: (calls) => messaging.source?.(calls, account, file),
  profile: (calls) => messaging.profile?.(calls, account, { platformUserId: CANARY, thread }),
};

const ANSWERS = [
  { code: 'IllegalAccessToken', type: 'ISV', message: `token ${CANARY}` },
  { code: 'ServiceTimeout', type: 'SYSTEM', message: CANARY },
  { code: `${CANARY}@example.com`, message: CANARY },
  { code: '0', success: false, err_code: `ข้อความ ${CANARY}`, err_message: CANARY },
  { code: '0', success: 'false', result_code: `${CANARY} words`, result_message: CANARY },
  { code: 'InsufficientPermission', message: CANARY },
  `<html>${CANARY}</html>`,
  '',
];

describe('S11: no token, no word and no name is in an error of Lazada', () => {
  it.each(Object.entries(OPERATIONS))('%s', async (_, run) => {
    for (const answer of ANSWERS) {
      const failed = run({ send: async () => answerOf(answer) });
      const error = await failed?.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ platform: 'lazada' });
      expect(inspect(error, { depth: 9 })).not.toContain(CANARY);
      expect(JSON.stringify(error) ?? '').not.toContain(CANARY);
    }
  });

  it('no token is in the address of what is sent', async () => {
    const urls: string[] = [];
    const send: PlatformCalls['send'] = async ({ url }) => {
      urls.push(url);
      return answerOf({ code: '0', data: { image: { url: 'https://a.slatic.net/p' } } });
    };
    await OPERATIONS['a text']?.({ send });
    await OPERATIONS['a picture']?.({ send });
    expect(urls).toHaveLength(3);
    expect(urls.join()).not.toContain(CANARY);
  });
});
