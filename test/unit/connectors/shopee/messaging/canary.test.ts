import { inspect } from 'node:util';
import { messagingWith } from '../../../../../lambdas/connectors/shopee/messaging/index.ts';
import { TYPED } from '../access/shopee-world.ts';
import { BUYER, batchOf, bytesOf, type Chat, chatWith, fileOf, text } from './messaging-world.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await chatWith();
});
afterEach(() => chat.world.stop());

const WORDS = 'CANARY ข้อความลับ';

describe('S11: Shopee sending', () => {
  it.each([{ answer: 401 }, { answer: 429 }, { answer: 500 }, 'lost'] as const)(
    'errors carry no token, no words and no name: %j',
    async (how) => {
      const { account, to, world } = chat;
      const messaging = messagingWith(async () => {});
      const thread = to.thread;
      world.sandbox.addFault({ path: 'partner.shopeemobile.com', how, times: 99 });
      const messages = [
        text(WORDS),
        { kind: 'image', file: fileOf('image/png') },
        { kind: 'video', file: fileOf('video/mp4') },
        { kind: 'file', file: fileOf('application/pdf') },
      ] as const;
      const work = [
        ...messages.map((message) => messaging.send(world.calls, account, batchOf(world, to, message))),
        messaging.profile?.(world.calls, account, { platformUserId: BUYER, thread }),
      ];
      const errors = await Promise.all(
        work.map((one) =>
          Promise.resolve(one).then(
            () => null,
            (error: unknown) => error,
          ),
        ),
      );
      expect(errors).not.toContain(null);
      const all = errors
        .map((error) => `${inspect(error, { depth: 9 })} ${JSON.stringify(error)}`)
        .join('\n');
      const secrets = Object.values(account.tokens.secrets).map((secret) => secret?.reveal() ?? 'missing');
      for (const canary of [...secrets, TYPED.partnerKey, TYPED.pushKey, WORDS, 'CANARY', BUYER, thread.id])
        expect(all).not.toContain(canary);
    },
  );

  it("an upload carries the file, and no name of the agent's", async () => {
    const bodies: string[] = [];
    const calls = {
      send: (call: Parameters<typeof chat.world.calls.send>[0]) => {
        bodies.push(call.body?.toString('latin1') ?? '');
        return chat.world.calls.send(call);
      },
    };
    await chat.sendBy(calls, { kind: 'image', file: fileOf('image/png') });
    expect(bodies[0]).toContain(bytesOf('image/png').toString('latin1'));
    expect(bodies.join('')).not.toContain('CANARY');
  });
});
