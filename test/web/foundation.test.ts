import { ApiError, apiErrorOf } from '../../web/src/api/api-error.ts';
import { triesAgain, waitBefore } from '../../web/src/api/query-client.ts';
import { checkConfig } from '../../web/src/app/config.ts';
import { isSingle, KeySequence, nameOf, type Press } from '../../web/src/app/keys.ts';
import { language, languageOf } from '../../web/src/i18n/language.ts';
import { clockTime, day, dayKey, relative, shortTime } from '../../web/src/i18n/time.ts';
import { IDLE_MS, isIdle } from '../../web/src/session/idle.ts';
import { otpauthLink } from '../../web/src/session/second-factor.ts';
import { safeAddress } from '../../web/src/ui/safe-address.ts';

const press = (key: string, more: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

describe('keys', () => {
  it.each([
    [press('k', { ctrlKey: true }), 'mod+k'],
    [press('K', { metaKey: true }), 'mod+k'],
    [press('?', { shiftKey: true }), '?'],
    [press('E', { shiftKey: true }), 'shift+e'],
    [press('ArrowUp', { altKey: true }), 'alt+ArrowUp'],
  ])('have a name', (event, name) => {
    expect(nameOf(event)).toBe(name);
  });

  it('count as a pair for a little more than a second', () => {
    const sequence = new KeySequence();
    expect(sequence.press('g', 0)).toEqual(['g']);
    expect(sequence.press('i', 1_199)).toEqual(['g i', 'i']);
    expect(sequence.press('g', 10_000)).toEqual(['g']);
    expect(sequence.press('i', 11_200)).toEqual(['i']);
    sequence.clear();
    expect(sequence.press('s', 11_201)).toEqual(['s']);
  });

  it('without Ctrl, Alt or Cmd are single', () => {
    expect(['g i', '?', 'shift+e', 'mod+k', 'alt+ArrowUp'].filter(isSingle)).toEqual(['g i', '?', 'shift+e']);
  });
});

describe('times', () => {
  afterEach(() => language.set('th'));
  const lateInLondon = '2026-11-24T18:30:00.000Z';

  it('are those of Bangkok', () => {
    expect(clockTime(lateInLondon)).toBe('01:30');
    expect(dayKey(lateInLondon)).toBe('2026-11-25');
    expect(dayKey('2026-11-24T16:59:59.999Z')).toBe('2026-11-24');
  });

  it('have Thai years in Thai', () => {
    expect(day(lateInLondon)).toBe('25 พ.ย. 2569');
    language.set('en');
    expect(day(lateInLondon)).toBe('25 Nov 2026');
  });

  it('are as short as a list wants them', () => {
    language.set('en');
    expect(shortTime(lateInLondon, '2026-11-25T16:59:00Z')).toBe('01:30');
    expect(shortTime(lateInLondon, '2026-11-25T17:00:00Z')).toBe('25 Nov');
    expect(shortTime(lateInLondon, '2026-12-31T17:00:00Z')).toBe('25 Nov 2026');
  });

  it('say how long ago something was', () => {
    language.set('en');
    expect(relative(0, 30 * 60_000)).toBe('30 minutes ago');
    expect(relative(3 * 60 * 60_000, 0)).toBe('in 3 hours');
    expect(relative(0, 24 * 60 * 60_000)).toBe('yesterday');
  });
});

describe('failures', () => {
  it('keep what the API said', () => {
    const error = apiErrorOf(400, {
      error: { code: 'invalid_input', message: 'no', details: ['text: too long'] },
    });
    expect(error).toMatchObject({
      status: 400,
      code: 'invalid_input',
      message: 'no',
      details: ['text: too long'],
    });
  });

  it.each([null, 'gateway', {}, { error: 'no' }])('have a code whatever came: %j', (body) => {
    expect(apiErrorOf(502, body)).toMatchObject({ status: 502, code: 'failed' });
  });

  it('are tried again if they may pass by themselves, three times', () => {
    const failed = (status: number) => new ApiError(status, { code: 'c', message: '' });
    expect([0, 429, 500, 503].map((status) => triesAgain(0, failed(status)))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect([400, 401, 403, 404, 409].map((status) => triesAgain(0, failed(status)))).not.toContain(true);
    expect([2, 3].map((failures) => triesAgain(failures, failed(503)))).toEqual([true, false]);
    expect([0, 1, 10].map(waitBefore)).toEqual([1_000, 2_000, 15_000]);
  });
});

describe('configuration', () => {
  const whole = {
    apiUrl: '',
    cognito: { endpoint: 'https://a.example', userPoolId: 'p', clientId: 'c' },
    stage: 'test',
  };

  it('may do without live updates', () => {
    expect(checkConfig(whole).wsUrl).toBeNull();
    expect(checkConfig({ ...whole, wsUrl: 'wss://a.example/live' }).wsUrl).toBe('wss://a.example/live');
  });

  it('says what is missing', () => {
    expect(() => checkConfig({ ...whole, cognito: {} })).toThrow('/config.json: cognito.endpoint is missing');
    expect(() => checkConfig(null)).toThrow('/config.json: apiUrl is missing');
  });
});

describe('the language', () => {
  it.each([
    [['en-US', 'th'], 'en'],
    [['de', 'th-TH'], 'th'],
    [['de'], 'th'],
    [[], 'th'],
  ] as const)('of %j is %s', (wanted, is) => {
    expect(languageOf(wanted)).toBe(is);
  });
});

describe('the second step', () => {
  it('is set up by a link that keeps a strange address in its place', () => {
    const link = new URL(otpauthLink('a?secret=B&x@shop.example', 'ABCD'));
    expect(link.searchParams.get('secret')).toBe('ABCD');
    expect(link.searchParams.get('issuer')).toBe('KaoJai');
  });
});

describe('addresses that somebody wrote', () => {
  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a.example/1',
    '//a.example',
    '/app/settings',
    '',
  ])('are no links: %j', (address) => {
    expect(safeAddress(address)).toBeNull();
  });

  it('are links on the web', () => {
    expect(safeAddress('https://shop.example/ก?x=1')).toBe('https://shop.example/%E0%B8%81?x=1');
    expect(safeAddress('http://shop.example')).toBe('http://shop.example/');
  });
});

describe('a console that is left alone', () => {
  it('is idle after twelve hours', () => {
    expect(IDLE_MS).toBe(12 * 60 * 60_000);
    expect([isIdle(0, IDLE_MS - 1), isIdle(0, IDLE_MS)]).toEqual([false, true]);
  });
});
