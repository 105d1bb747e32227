import {
  anchorOf,
  anchorToText,
  BEGINNING,
  type ChainedEvent,
  canonicalJson,
  chained,
  checkChain,
} from '../../../lambdas/domain/audit-chain.ts';
import { type AuditEvent, wordOf } from '../../../lambdas/domain/audit-event.ts';
import { Rng } from '../../support/rng.ts';

const event: AuditEvent = {
  workspaceId: 'ws_1',
  at: Date.UTC(2026, 10, 24, 9),
  action: 'token.open',
  actor: { kind: 'function', name: 'message-sender' },
  reason: 'send',
  platform: 'pigeon',
  connectionId: 'c_1',
  facts: { purposes: ['access_token'], tries: 2 },
};

function chainOf(length: number, of: Partial<AuditEvent> = {}): ChainedEvent[] {
  const events: ChainedEvent[] = [];
  for (let i = 1; i <= length; i++)
    events.push(chained(events.at(-1) ?? BEGINNING, `e_${i}`, { ...event, at: event.at + i, ...of }));
  return events;
}

const replaced = (events: readonly ChainedEvent[], seq: number, change: Partial<ChainedEvent>) =>
  events.map((one) => (one.seq === seq ? { ...one, ...change } : one));

describe('the chain of a workspace', () => {
  it('is whole as it was written, and says where it ends', async () => {
    const events = chainOf(9);
    const last = { seq: 9, hash: events[8]?.hash };
    expect(await checkChain('ws_1', events)).toEqual({ whole: true, events: 9, last });
  });

  it('is whole while there is nothing', async () => {
    expect(await checkChain('ws_1', [])).toEqual({ whole: true, events: 0, last: BEGINNING });
  });

  it.each<[string, Partial<ChainedEvent>]>([
    ['who', { actor: { kind: 'member', userId: 'u_other' } }],
    ['what', { action: 'token.close' }],
    ['why', { reason: 'refresh' }],
    ['when', { at: event.at + 6 }],
    ['an impossible time', { at: Number.NaN }],
    ['the platform', { platform: 'raven' }],
    ['which connection', { connectionId: 'c_2' }],
    ['a fact within a fact', { facts: { purposes: ['refresh_token'], tries: 2 } }],
    ['its own name', { id: 'e_6' }],
    ['its hash', { hash: 'A'.repeat(43) }],
    ['something more', { note: 'added' } as Partial<ChainedEvent>],
  ])('shows an event of which %s was changed', async (_what, change) => {
    const check = await checkChain('ws_1', replaced(chainOf(9), 5, change));
    expect(check).toEqual({ whole: false, seq: 5, problem: 'changed' });
  });

  it('shows an event that was changed together with its hash, by the one after it', async () => {
    const events = chainOf(9);
    const forged = chained(events[3] ?? BEGINNING, 'e_5', { ...event, reason: 'refresh' });
    const check = await checkChain('ws_1', replaced(events, 5, forged));
    expect(check).toEqual({ whole: false, seq: 6, problem: 'changed' });
  });

  it('shows an event that was removed from the middle, or the beginning', async () => {
    for (const seq of [1, 5]) {
      const rest = chainOf(9).filter((one) => one.seq !== seq);
      expect(await checkChain('ws_1', rest)).toEqual({ whole: false, seq, problem: 'missing' });
    }
  });

  it('shows a part that was cut out of the middle', async () => {
    const rest = chainOf(9).filter(({ seq }) => seq < 4 || seq > 7);
    expect(await checkChain('ws_1', rest)).toEqual({ whole: false, seq: 4, problem: 'missing' });
  });

  it('shows that those after a removed one moved up', async () => {
    const moved = chainOf(9).flatMap((one) =>
      one.seq === 5 ? [] : [{ ...one, seq: one.seq - +(one.seq > 5) }],
    );
    expect(await checkChain('ws_1', moved)).toEqual({ whole: false, seq: 5, problem: 'changed' });
  });

  it('shows an event that was put in between, in its own place or in that of another', async () => {
    const events = chainOf(9);
    const extra = chained(events[3] ?? BEGINNING, 'e_extra', event);
    const twice = [...events.slice(0, 5), extra, ...events.slice(5)];
    expect(await checkChain('ws_1', twice)).toEqual({ whole: false, seq: 6, problem: 'changed' });
    const later = events.slice(4).map((one) => ({ ...one, seq: one.seq + 1 }));
    const pushed = [...events.slice(0, 4), extra, ...later];
    expect(await checkChain('ws_1', pushed)).toEqual({ whole: false, seq: 6, problem: 'changed' });
  });

  it('shows an event that was hung on the end under a number that was there', async () => {
    const events = chainOf(5);
    const hash = String(events[4]?.hash);
    const check = await checkChain('ws_1', [...events, chained({ seq: 2, hash }, 'e_3b', event)]);
    expect(check).toEqual({ whole: false, seq: 6, problem: 'changed' });
  });

  it('shows events that changed places, with their numbers or without', async () => {
    const [a, b, ...rest] = chainOf(9) as [ChainedEvent, ChainedEvent, ...ChainedEvent[]];
    expect(await checkChain('ws_1', [b, a, ...rest])).toMatchObject({ whole: false, seq: 1 });
    const swapped = [{ ...b, seq: 1 }, { ...a, seq: 2 }, ...rest];
    expect(await checkChain('ws_1', swapped)).toEqual({ whole: false, seq: 1, problem: 'changed' });
  });

  it("shows another workspace's chain", async () => {
    const check = await checkChain('ws_1', chainOf(3, { workspaceId: 'ws_2' }));
    expect(check).toEqual({ whole: false, seq: 1, problem: 'foreign' });
  });

  it('cannot show that the end was cut off, but an anchor can', async () => {
    const events = chainOf(9);
    const [third, ninth] = [events[2], events[8]] as [ChainedEvent, ChainedEvent];
    expect(await checkChain('ws_1', events.slice(0, 6))).toMatchObject({ whole: true, events: 6 });
    expect(await checkChain('ws_1', events.slice(3), third)).toMatchObject({ whole: true, events: 6 });
    expect(await checkChain('ws_1', events.slice(3), ninth)).toMatchObject({ whole: false, seq: 10 });
  });

  it('shows any one change of any of 200 chains', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const rng = new Rng(seed);
      const events = chainOf(2 + rng.below(20));
      const at = rng.below(events.length - 1);
      const forms = [
        () => events.splice(at, 1),
        () => events.splice(at, 2, ...events.slice(at, at + 2).reverse()),
        () => events.splice(at, 0, rng.pick(events)),
        () => events.splice(at, 1, { ...(events[at] as ChainedEvent), reason: `r${seed}` }),
      ];
      rng.pick(forms)();
      const check = await checkChain('ws_1', events);
      if (check.whole) throw new Error(`seed ${seed}: not noticed`);
    }
  });
});

it('canonical JSON does not depend on the order of names, and leaves out what is undefined', () => {
  const a = { b: [1, { d: null, c: 'ก' }], a: undefined, _: true };
  const b = { _: true, b: [1, { c: 'ก', d: null }] };
  expect(canonicalJson(a)).toBe('{"_":true,"b":[1,{"c":"ก","d":null}]}');
  expect(canonicalJson(b)).toBe(canonicalJson(a));
});

it('an anchor is read as it was written, and nothing else is one', () => {
  const [first] = chainOf(1) as [ChainedEvent];
  expect(anchorOf(anchorToText(first))).toEqual({ seq: 1, hash: first.hash });
  for (const text of [
    '',
    '1',
    '0:',
    `0:${first.hash}`,
    `x:${first.hash}`,
    `1:${first.hash}=`,
    `1:${first.hash} `,
  ])
    expect(anchorOf(text)).toBeNull();
});

it('an actor is looked for by one word', () => {
  expect(
    (
      [
        { kind: 'member', userId: 'u_1' },
        { kind: 'function', name: 'eraser' },
        { kind: 'platform', name: 'pigeon' },
        { kind: 'operator' },
      ] as const
    ).map(wordOf),
  ).toEqual(['u_1', 'eraser', 'pigeon', 'operator']);
});
