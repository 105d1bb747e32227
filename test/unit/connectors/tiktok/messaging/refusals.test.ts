import { PlatformRefusal } from '../../../../../lambdas/domain/platform-refusal.ts';
import type { OutboundBatch, OutboundMessage } from '../../../../../lambdas/ports/account-messaging.ts';
import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import { VirtualClock } from '../../../../support/fakes.ts';
import { WORLD_NOW } from '../../../../support/platform-world.ts';
import { account, answering, CANARY, LOGINS, type Login, refusalOf, tokenSet } from '../access/world.ts';
import { batchOf, fileOf, loaded } from './kit.ts';

const world = { publicBaseUrl: 'https://kaojai.example', clock: new VirtualClock(WORLD_NOW) };
const TEXT: OutboundMessage = { kind: 'text', text: CANARY };
const PICTURE: OutboundMessage = { kind: 'image', file: fileOf('image/png') };

type Answers = readonly (readonly [status: number, body: unknown])[];

/** What sending ends in when these are the answers, in turn. */
async function sent(login: Login, answers: Answers, message = TEXT) {
  const of = account(world, login, 'account-1', tokenSet(), { shopCipher: 'c' });
  const { calls, sent: made } = answering(...answers);
  const batch = batchOf(world, 'thread-1', message);
  const end = await refusalOf((await loaded()).send(calls, of, batch));
  return { end, made };
}

const body = (code: number | string, message = 'words') => ({ code: Number(code), message, request_id: 'r' });

/** The kinds by which the caller decides, for each row of the specification's table. */
const CLEAR: readonly (readonly [login: Login, code: string, kind: string])[] = [
  ['shop', '36009002', 'rate_limited'],
  ['shop', '36009037', 'rate_limited'],
  ['shop', '45101004', 'rate_limited'],
  ['shop', '105002', 'token_invalid'],
  ['shop', '106001', 'app_refused'],
  ['shop', '105005', 'app_refused'],
  ['shop', '36009033', 'app_refused'],
  ['shop', '36009043', 'account_suspended'],
  ['shop', '36009044', 'account_suspended'],
  ['shop', '36009009', 'rejected'],
  ['shop', '36009010', 'rejected'],
  ['shop', '36009014', 'rejected'],
  ['shop', '36009022', 'rejected'],
  ['shop', '36009023', 'rejected'],
  ['shop', '45101002', 'rejected'],
  ['shop', '45111017', 'content_refused'],
  ['shop', '45101003', 'not_found'],
  ['shop', '45101006', 'content_refused'],
  ['shop', '45102007', 'rejected'],
  ['shop', '45109001', 'window_closed'],
  ['shop', '36004001', 'authorization_gone'],
  ['shop', '49999999', 'rejected'],
  ['business', '40100', 'rate_limited'],
  ['business', '51021', 'rate_limited'],
  ['business', '40105', 'token_invalid'],
  ['business', '40102', 'token_invalid'],
  ['business', '40103', 'authorization_gone'],
  ['business', '40104', 'token_invalid'],
  ['business', '40001', 'permission_missing'],
  ['business', '40002', 'rejected'],
  ['business', '40007', 'not_found'],
  ['business', '40064', 'window_closed'],
  ['business', '40908', 'content_refused'],
  ['business', '41999', 'rejected'],
];

describe('F12: a "no" to a message', () => {
  it.each(CLEAR)('%s %s is %s, also with status 200, and no second call', async (login, code, kind) => {
    for (const status of [200, 400]) {
      const { end, made } = await sent(login, [[status, body(code)]]);
      expect(end).toBeInstanceOf(PlatformRefusal);
      expect(end).toMatchObject({ kind, platformCode: code });
      expect(made).toHaveLength(1);
    }
  });

  it.each([
    ['The x-tts-access-token is invalid', 'token_invalid'],
    ['Invalid signature', 'app_refused'],
    // Certain, though it may be tried again: the call was stopped before it did anything.
    ['Invalid timestamp', 'unavailable'],
  ])('shop 36009004, %s, is %s', async (message, kind) => {
    const { end } = await sent('shop', [[401, body(36009004, message)]]);
    expect(end).toMatchObject({ kind });
    expect(end).toBeInstanceOf(PlatformRefusal);
  });

  it.each(LOGINS)('%s: status 429 is rate_limited', async (login) => {
    expect((await sent(login, [[429, '']])).end).toMatchObject({ kind: 'rate_limited' });
  });

  it.each([
    ['106013', 1],
    ['101000', 1],
  ])('shop %s: the list of shops says that the shop is gone', async (code) => {
    const { end, made } = await sent('shop', [
      [403, body(code)],
      [200, { code: 0, data: { shops: [] } }],
    ]);
    expect(end).toMatchObject({ kind: 'authorization_gone', platformCode: code });
    expect(made.map(({ method }) => method)).toEqual(['POST', 'GET']);
  });
});

describe('F13: an answer to a message that is neither yes nor no', () => {
  it.each([
    ['shop', 200, body(36009003)],
    ['shop', 500, body(36009007)],
    ['shop', 200, body(45101001)],
    ['shop', 503, ''],
    ['shop', 200, '<html>'],
    ['shop', 200, { data: {} }],
    ['business', 200, body(51065)],
    ['business', 200, body(50000)],
    ['business', 200, body(50999)],
    ['business', 504, ''],
    ['business', 200, 'gateway'],
    ['business', 200, { data: {} }],
  ] as const)('%s %i %j may have arrived', async (login, status, answer) => {
    const { end, made } = await sent(login, [[status, answer]]);
    expect(end).toBeInstanceOf(EgressError);
    expect(end).toMatchObject({ kind: 'interrupted', mayHaveArrived: true, status, platform: 'tiktok' });
    expect(made).toHaveLength(1);
  });

  it.each(LOGINS)('%s: a yes without an id is a yes', async (login) => {
    const { end } = await sent(login, [[200, { code: 0, message: 'Success', data: {} }]]);
    expect(end).toEqual({ noRefusal: [{ platformMessageId: null }] });
  });
});

describe('A "no" to an upload', () => {
  it.each([
    ['shop', 45101002],
    ['business', 40002],
    ['business', 40908],
  ] as const)('%s %i is about the file', async (login, code) => {
    const { end, made } = await sent(login, [[200, body(code)]], PICTURE);
    expect(end).toMatchObject({ kind: 'content_refused', platformCode: String(code) });
    expect(made).toHaveLength(1);
  });

  it.each([
    ['shop', 105002, 'token_invalid'],
    ['shop', 36009003, 'unavailable'],
    ['business', 40001, 'permission_missing'],
    ['business', 51065, 'unavailable'],
  ] as const)('%s %i keeps its kind: the customer has nothing', async (login, code, kind) => {
    const { end } = await sent(login, [[200, body(code)]], PICTURE);
    expect(end).toBeInstanceOf(PlatformRefusal);
    expect(end).toMatchObject({ kind });
  });

  it.each(LOGINS)('%s: an upload that answers no picture', async (login) => {
    const { end, made } = await sent(login, [[200, { code: 0, data: {} }]], PICTURE);
    expect(end).toMatchObject({ kind: 'unavailable' });
    expect(made).toHaveLength(1);
  });
});

describe('S11: what an error of sending keeps', () => {
  it.each(LOGINS)('%s: neither words nor tokens', async (login) => {
    const answers: Answers[] = [[[200, { code: 40064, message: CANARY }]], [[500, CANARY]], [[200, CANARY]]];
    for (const answer of answers) {
      const error = (await sent(login, answer)).end as Error & { details: unknown };
      const all = JSON.stringify([error.message, error.details, error.stack, error, error.cause]);
      expect(all).not.toContain(CANARY);
      expect(all).not.toContain('canary');
    }
  });

  it.each(LOGINS)('%s: the token stands in its header alone', async (login) => {
    const good = [200, { code: 0, data: { url: 'https://p16.ibyteimg.com/x', media_id: 'm1' } }] as const;
    const { made } = await sent(login, [good], PICTURE);
    for (const { url, body, headers } of made) {
      expect(`${url.href} ${body}`).not.toContain('canary');
      const holders = Object.entries(headers).filter(([, value]) => value.includes('canary'));
      expect(holders).toEqual([[expect.stringMatching(/access-token$/), 'canary-access-token']]);
    }
    expect(made).toHaveLength(2);
  });
});

describe('A batch of another size than one', () => {
  it.each([0, 2])('%i messages are a mistake of ours', async (count) => {
    const of = account(world, 'shop', 'account-1', tokenSet(), { shopCipher: 'c' });
    const { calls, sent: made } = answering([200, { code: 0 }]);
    const batch: OutboundBatch = { ...batchOf(world, 'thread-1', TEXT), messages: Array(count).fill(TEXT) };
    const error = await refusalOf((await loaded()).send(calls, of, batch));
    expect(error).toMatchObject({ remedy: 'fix_configuration' });
    expect(made).toEqual([]);
  });
});
