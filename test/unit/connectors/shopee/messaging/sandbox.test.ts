import { manifest } from '../../../../../lambdas/connectors/shopee/manifest.ts';
import type { InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import { EgressGate } from '../../../../../lambdas/egress/egress-gate.ts';
import type { SandboxAction } from '../../../../../local/sandbox/platform-sandbox.ts';
import { shopeeSandbox } from '../../../../../local/sandbox/shopee.ts';
import { SHOP } from '../access/shopee-world.ts';
import { BUYER, bytesOf, type Chat, chatWith, delivered, sha256, text } from './messaging-world.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await chatWith();
});
afterEach(() => chat.world.stop());

const act = (action: object) =>
  chat.world.sandbox.act('shopee', { accountId: SHOP, customerId: BUYER, ...action } as SandboxAction);
const file = (kind: string, mimeType: string) => ({
  kind: 'file',
  file: { kind, mimeType, name: 'a file', base64: bytesOf(mimeType).toString('base64') },
});

/** Fetched as the worker will: through the gate, as `media`. */
async function fetched(url: string) {
  const { clock, sandbox } = chat.world;
  const gate = new EgressGate({ manifests: [manifest], clock, base: sandbox.base, wait: async () => {} });
  return gate.request({ platform: 'shopee', purpose: 'media', method: 'GET', url, idempotent: true });
}

describe('Shopee sandbox: chats', () => {
  it.each([
    ['image', 'image/png', 'cf.shopee.co.th'],
    ['video', 'video/mp4', 'cvf.shopee.co.th'],
  ] as const)("a buyer's %s has a plain address, where it is", async (kind, mimeType, host) => {
    expect(await act(file(kind, mimeType))).toMatchObject({ delivered: true });
    const got = delivered(chat.world).at(-1) as InboundMessage;
    expect(got).toMatchObject({ direction: 'inbound', kind, attachments: [{ kind }] });
    const url = got.attachments[0]?.url ?? '';
    expect(new URL(url).host).toBe(host);
    const answer = await fetched(url);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, mimeType]);
    expect(answer.body.equals(bytesOf(mimeType))).toBe(true);
    expect((await chat.phone()).at(-1)).toMatchObject({
      from: 'customer',
      kind,
      fileDigest: sha256(bytesOf(mimeType)),
    });
    expect((await fetched(`${url}x`)).status).toBe(404);
  });

  it("what the seller's people write in Shopee's app is an echo with the sub-account's name", async () => {
    expect(await act({ kind: 'app_message', text: 'ตอบจากแอป' })).toMatchObject({ delivered: true });
    expect(delivered(chat.world).at(-1)).toMatchObject({
      direction: 'outbound',
      author: { type: 'external', name: 'seller:front' },
      text: 'ตอบจากแอป',
    });
    expect((await chat.phone()).at(-1)).toMatchObject({ from: 'merchant', text: 'ตอบจากแอป' });
  });

  it('Shopee tells nobody that a buyer has read something', async () => {
    await chat.send(text('มีค่ะ'));
    const before = chat.world.deliveries.length;
    expect(await act({ kind: 'read' })).toBeNull();
    expect(chat.world.deliveries).toHaveLength(before);
  });

  it.each([
    [file('audio', 'audio/mpeg'), 'pictures and videos only'],
    [file('file', 'application/pdf'), 'pictures and videos only'],
    [{ kind: 'read', customerId: '900100209' }, 'has not written'],
    [{ kind: 'app_message', customerId: '900100209', text: 'ก' }, 'has not written'],
    [{ kind: 'message', customerId: 'somebody', text: 'ก' }, 'is a number'],
    [{ kind: 'dance' }, 'Shopee cannot do "dance"'],
  ])('says what it cannot do: %j', async (action, words) => {
    await expect(act(action)).rejects.toThrow(words);
  });

  it('a phone without a conversation is empty', async () => {
    expect(await chat.phone('900100209')).toEqual([]);
  });

  it('opens memories of before there were files', () => {
    const memory: Record<string, object> = {};
    const world = {
      now: () => 0,
      newToken: () => 'a-token',
      newDigits: () => '1',
      apps: {},
      publicBaseUrl: 'http://127.0.0.1:1',
      deliver: async () => 200,
      ask: async () => ({ status: 200, body: '' }),
      memory: <T extends object>(name: string, initial: () => T) => {
        const { files: _, ...old } = initial() as { files?: unknown };
        memory[name] ??= old;
        return memory[name] as T;
      },
    };
    shopeeSandbox(world);
    expect(memory.shopee).toMatchObject({ files: [], messages: [] });
  });
});
