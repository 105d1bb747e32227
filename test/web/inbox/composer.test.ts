import { partsOf, windowAt } from '../../../web/src/inbox/composer/reply-window.ts';
import { lengthIn } from '../../../web/src/inbox/composer/text-length.ts';
import { filled } from '../../../web/src/inbox/composer/variables.ts';
import { acceptOf, type Limits, refusalOf } from '../../../web/src/inbox/data/limits.ts';
import { SNOOZES, snoozedUntil } from '../../../web/src/inbox/snooze.ts';

const NOW = Date.parse('2026-11-25T04:00:00.000Z');

describe('the length of a text', () => {
  it.each([
    ['utf16', 'ก', 1],
    ['utf16', '😀', 2],
    ['utf8_bytes', 'ก', 3],
    ['utf8_bytes', '😀', 4],
    ['characters', '😀ก', 2],
  ] as const)('in %s of %s is %d', (unit, text, length) => {
    expect(lengthIn(unit, text)).toBe(length);
  });
});

describe('the reply window', () => {
  const until = (minutes: number) => new Date(NOW + minutes * 60_000).toISOString();

  it('counts down', () => {
    expect(windowAt({ state: 'open', closesAt: until(200.9), cost: 'free' }, NOW)).toMatchObject({
      mayReply: true,
      minutesLeft: 200,
      tone: 'calm',
      cost: 'free',
    });
    expect(windowAt({ state: 'open', closesAt: until(30) }, NOW)).toMatchObject({ tone: 'soon' });
    expect(
      windowAt({ state: 'human_only', closesAt: until(3_000), reason: 'window_passed' }, NOW),
    ).toMatchObject({ mayReply: true, tone: 'soon' });
  });

  it('closes by itself', () => {
    expect(windowAt({ state: 'open', closesAt: until(-1) }, NOW)).toMatchObject({
      mayReply: false,
      reason: 'window_passed',
      cost: null,
    });
  });

  it('says why, also what this console has no words for', () => {
    expect(windowAt({ state: 'closed', closesAt: null, reason: 'customer_blocked' }, NOW)).toMatchObject({
      reason: 'customer_blocked',
    });
    expect(windowAt({ state: 'closed', closesAt: null, reason: 'full_moon' }, NOW)).toMatchObject({
      reason: 'other',
    });
  });

  it('has days, hours and minutes', () => {
    expect(partsOf(2 * 1_440 + 3 * 60 + 4)).toEqual({ days: 2, hours: 3, minutes: 4 });
  });
});

describe('files to be sent', () => {
  const limits: Limits = {
    text: { max: 10, unit: 'characters' },
    image: { mimeTypes: ['image/png'], maxBytes: 1_000 },
  };

  it('are refused with the reason', () => {
    expect(refusalOf(limits, { type: 'image/png', size: 1_000 })).toBeNull();
    expect(refusalOf(limits, { type: 'image/png', size: 1_001 })).toEqual({ why: 'size', maxBytes: 1_000 });
    expect(refusalOf(limits, { type: 'image/gif', size: 1 })).toEqual({ why: 'type', types: ['image/png'] });
    expect(refusalOf(limits, { type: 'application/pdf', size: 1 })).toEqual({
      why: 'kind',
      kinds: ['image'],
    });
  });

  it('are left to the API where nothing is known', () => {
    expect(refusalOf(undefined, { type: 'x/y', size: 1 })).toBeNull();
    expect(acceptOf(undefined)).toBe('');
    expect(acceptOf(limits)).toBe('image/png');
  });
});

describe('canned replies', () => {
  const variables = { 'customer.name': 'Somchai', 'agent.name': '', 'shop.name': 'Baan' };

  it('say names', () => {
    expect(filled('{{ customer.name }} / {{shop.name}}', variables)).toBe('Somchai / Baan');
  });

  it('keep what is not known to be seen', () => {
    expect(filled('{{agent.name}} {{toString}} {{x}}', variables)).toBe('{{agent.name}} {{toString}} {{x}}');
  });

  it('do not fill in what a name says', () => {
    expect(filled('{{customer.name}}', { ...variables, 'customer.name': '{{shop.name}}' })).toBe(
      '{{shop.name}}',
    );
  });
});

describe('putting aside', () => {
  // Wednesday, 11:00 in Bangkok.
  it.each([
    ['hour', '2026-11-25T05:00:00.000Z'],
    ['evening', '2026-11-25T11:00:00.000Z'],
    ['tomorrow', '2026-11-26T02:00:00.000Z'],
    ['week', '2026-11-30T02:00:00.000Z'],
    ['answer', null],
  ] as const)('for %s', (snooze, until) => {
    expect(snoozedUntil(snooze, NOW)).toBe(until);
  });

  it('always ends later than now', () => {
    for (let hour = 0; hour < 24 * 7; hour += 1)
      for (const snooze of SNOOZES) {
        const until = snoozedUntil(snooze, NOW + hour * 3_600_000);
        if (until !== null) expect(Date.parse(until)).toBeGreaterThan(NOW + hour * 3_600_000);
      }
  });
});
