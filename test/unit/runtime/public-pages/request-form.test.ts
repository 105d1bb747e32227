import { INBOX_DAYS, LATE_DAYS } from '../../../../lambdas/domain/public-request.ts';
import { caseStatus } from '../../../../lambdas/runtime/platform-callbacks/case-status.ts';
import { PER_HOUR, PER_VISITOR } from '../../../../lambdas/usecases/privacy/take-public-request.ts';
import { watchPublicRequests } from '../../../../lambdas/usecases/privacy/watch-public-requests.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { down } from '../../../support/fake-aws.ts';
import { FILLED, NOON, PublicPagesWorld } from '../../../support/public-pages-world.ts';

const DAY = 86_400_000;
const CODE = 'CaseNumber0000000001';

let logged: ReturnType<typeof captureLog>;
beforeAll(() => {
  logged = captureLog();
});
afterAll(() => jest.restoreAllMocks());

describe('a request by the public page', () => {
  it('is a case with a code, and what was typed, for the operator alone', async () => {
    const world = new PublicPagesWorld();
    const { statusCode, body } = await world.post();
    expect(statusCode).toBe(200);
    expect(body).toContain(`href="/privacy/status/${CODE}"`);
    expect(await world.cases.case(CODE)).toMatchObject({ asked: 'erase', completedAt: null, requests: [] });
    expect(await world.inbox.waiting(NOON)).toEqual([
      { code: CODE, receivedAt: NOON, platform: 'pigeon', type: 'erase' },
    ]);
    const typed = await world.inbox.typed(CODE, NOON);
    expect(await world.sealer.open(CODE, typed ?? Buffer.alloc(0))).toEqual(FILLED);
    await expect(world.sealer.open('CaseNumber0000000002', typed ?? Buffer.alloc(0))).rejects.toThrow();
  });

  it('S11: leaves nothing that was typed in the clear: not in the table, the letter, the log, nor the answer', async () => {
    const world = new PublicPagesWorld();
    const { body } = await world.post();
    const [letter] = world.letters;
    expect(letter).toMatchObject({ to: 'privacy@example.com', text: expect.stringContaining(CODE) });
    for (const place of [world.stored(), JSON.stringify(letter), body, JSON.stringify(logged)])
      for (const word of [FILLED.shop, FILLED.name, FILLED.contact, FILLED.words, '203.0.113'])
        expect(place).not.toContain(word);
  });

  it('S21: gets the same page whatever shop or person it names', async () => {
    const pages = await Promise.all(
      [FILLED.shop, 'ไม่มีร้านนี้'].map(
        async (shop) => (await new PublicPagesWorld().post({ ...FILLED, shop })).body,
      ),
    );
    expect(pages[0]).toBe(pages[1]);
  });

  it('may leave contact and words out', async () => {
    const world = new PublicPagesWorld();
    await world.post({ ...FILLED, contact: '', words: '' });
    const typed = await world.inbox.typed(CODE, NOON);
    const opened = await world.sealer.open(CODE, typed ?? Buffer.alloc(0));
    expect(opened).toMatchObject({ contact: null, words: null });
  });

  it('takes fields as long as they may be, in Thai', async () => {
    const world = new PublicPagesWorld();
    const long = { ...FILLED, shop: 'ก'.repeat(120), name: 'ข'.repeat(120), words: 'ค'.repeat(400) };
    expect((await world.post(long)).statusCode).toBe(200);
  });

  it.each([
    { type: 'sell' },
    { platform: 'raven' },
    { shop: ' ' },
    { shop: 'ก'.repeat(121) },
    { name: '' },
    { contact: 'nobody' },
    { words: 'x'.repeat(401) },
  ])('S22: is shown again, with what was typed, and not stored: %j', async (wrong) => {
    const world = new PublicPagesWorld();
    const { statusCode, body } = await world.post({
      ...FILLED,
      ...wrong,
      name: '"><script>',
      ...('name' in wrong && wrong),
    });
    expect(statusCode).toBe(422);
    expect(body).toContain('class="wrong"');
    expect(body).not.toContain('<script>');
    expect(world.aws.table('Ledger').size).toBe(0);
  });

  it('by a machine that fills in everything is answered the same, and kept nowhere', async () => {
    const world = new PublicPagesWorld();
    const person = await new PublicPagesWorld().post();
    const machine = await world.post({ ...FILLED, website: 'https://spam.example' });
    expect(machine).toEqual(person);
    expect(world.aws.table('Ledger').size).toBe(0);
  });

  it('F18: that is too large is refused without reading it', async () => {
    const world = new PublicPagesWorld();
    expect((await world.post({ ...FILLED, words: 'x'.repeat(20_000) })).statusCode).toBe(413);
    expect(world.aws.calls).toEqual([]);
  });

  it.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])(
    'S08: is refused from another site: %j',
    async (headers) => {
      const world = new PublicPagesWorld();
      expect((await world.post(FILLED, { headers })).statusCode).toBe(403);
      expect(world.aws.calls).toEqual([]);
    },
  );

  it('S16: is taken so often from one address in an hour, and then again; other addresses are not troubled', async () => {
    const world = new PublicPagesWorld();
    for (let i = 0; i < PER_VISITOR; i++) expect((await world.post()).statusCode).toBe(200);
    const refused = await world.post();
    expect(refused.statusCode).toBe(429);
    expect(refused.headers?.['retry-after']).toBe('3600');
    expect((await world.post(FILLED, { address: '198.51.100.9' })).statusCode).toBe(200);
    expect((await world.post(FILLED, { address: '2001:db8:1:2:3::4' })).statusCode).toBe(200);
    world.clock.moveTo(NOON + 3_600_000);
    expect((await world.post()).statusCode).toBe(200);
  });

  it('S16: is taken so often from all addresses together', async () => {
    const world = new PublicPagesWorld();
    const statuses = new Map<number | undefined, number>();
    for (let i = 0; i <= PER_HOUR; i++) {
      const { statusCode } = await world.post(FILLED, { address: `10.${i}.1.1` });
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }
    expect(statuses.get(200)).toBe(PER_HOUR);
    expect(world.letters).toHaveLength(PER_HOUR);
  });

  it('S11: counts visits without any address, for two hours', async () => {
    const world = new PublicPagesWorld();
    await world.post();
    const counts = [...world.aws.table('Ledger')].filter(([key]) => key.includes('#VISITS '));
    expect(counts.map(([key]) => key.split('#').at(-1))).toEqual([
      expect.stringMatching(/^[0-9a-f]{4}$/),
      'all',
    ]);
    for (const [, row] of counts) expect(Number(row.expiresAt?.N)).toBe(NOON / 1000 + 7_200);
  });

  it('F06: is not said to be taken while nothing can be stored, and leaves nothing', async () => {
    for (const service of ['kms', 'dynamodb']) {
      const world = new PublicPagesWorld();
      world.aws.failure = down([service]);
      const { statusCode, body } = await world.post();
      expect(statusCode).toBe(503);
      expect(body).not.toContain('CaseNumber');
      expect(await world.cases.case(CODE).catch(() => null)).toBeNull();
    }
  });

  it('is taken although nobody can be told, which the meter says', async () => {
    const world = new PublicPagesWorld();
    world.mailIsDown = true;
    expect((await world.post()).statusCode).toBe(200);
    expect(world.meter.counts.get('OwnersNotTold')).toBe(1);
  });
});

describe('a request that waits', () => {
  it('counts as late after twenty days, again and again, until somebody decides', async () => {
    const world = new PublicPagesWorld();
    await world.post();
    const late = async (days: number) => {
      world.clock.moveTo(NOON + days * DAY);
      world.meter.counts.clear();
      await watchPublicRequests({ ...world.deps, inbox: world.inbox });
      return world.meter.counts.get('PrivacyRequestLate') ?? 0;
    };
    expect(await late(LATE_DAYS - 0.1)).toBe(0);
    expect(await late(LATE_DAYS)).toBe(1);
    expect(await late(LATE_DAYS + 1)).toBe(1);
    await world.inbox.close(CODE, 'rejected', world.clock.now());
    expect(await late(LATE_DAYS + 2)).toBe(0);
  });

  it('is not there any more after its time, whatever the table still holds', async () => {
    const world = new PublicPagesWorld();
    await world.post();
    expect(await world.inbox.waiting(NOON + INBOX_DAYS * DAY + 1000)).toEqual([]);
    expect(await world.inbox.typed(CODE, NOON + INBOX_DAYS * DAY + 1000)).toBeNull();
  });

  it.each([
    ['nothing_found', 'completed', 'no data found'],
    ['rejected', 'rejected', 'Refused'],
  ] as const)(
    'closed as %s, is %s on its status page, and what was typed is gone',
    async (outcome, state, words) => {
      const world = new PublicPagesWorld();
      await world.post({ ...FILLED, type: 'access' });
      const ask = (accept: string) =>
        caseStatus({ cases: world.cases, requests: {} as never }, {
          pathParameters: { code: CODE },
          headers: { accept },
        } as never);
      expect(JSON.parse((await ask('application/json')).body ?? '')).toMatchObject({ state: 'received' });
      expect(await world.inbox.close(CODE, outcome, NOON + 1)).toBe(true);
      expect(await world.inbox.close(CODE, outcome, NOON + 2)).toBe(false);
      expect(JSON.parse((await ask('application/json')).body ?? '')).toMatchObject({ state });
      const page = (await ask('text/html')).body;
      expect(page).toContain(words);
      expect(page).toContain('Status of your request for a copy');
      expect(page).not.toContain('What is deleted');
      expect(await world.inbox.waiting(NOON)).toEqual([]);
    },
  );
});
