import { OneAtATime } from '../../../web/src/inbox/data/one-at-a-time.ts';
import { whatToRead } from '../../../web/src/inbox/data/what-to-read.ts';
import { cardsOf } from '../../../web/src/inbox/timeline/card.ts';
import { rowsOf } from '../../../web/src/inbox/timeline/rows.ts';
import { message } from './conversation.ts';

describe('rows of a timeline', () => {
  const rows = (...times: string[]) =>
    rowsOf(
      times.toReversed().map((sentAt, i) => message({ id: `e${times.length - i}`, sentAt })),
      [],
    );

  it('begin a day of Bangkok with its heading', () => {
    const kinds = rows('2026-11-24T16:59:00.000Z', '2026-11-24T17:01:00.000Z').map(({ kind }) => kind);
    expect(kinds).toEqual(['day', 'entry', 'day', 'entry']);
  });

  it('join what one person writes in a row', () => {
    const joins = rows(
      '2026-11-25T01:00:00.000Z',
      '2026-11-25T01:04:00.000Z',
      '2026-11-25T01:20:00.000Z',
    ).flatMap((row) => (row.kind === 'entry' ? [row.joins] : []));
    expect(joins).toEqual([false, true, false]);
  });

  it('end with what is on its way', () => {
    const item = {
      key: 'k1',
      conversationId: 'v_1',
      draft: { kind: 'text', text: 'x' },
      seen: null,
      at: 0,
      state: 'waiting',
    } as const;
    expect(rowsOf([message()], [item]).at(-1)).toEqual({ kind: 'waiting', key: 'k1', item });
  });
});

describe('cards', () => {
  it('say what platforms send, as text', () => {
    const data = { products: [{ productId: '9', title: '<b>Shirt</b>', subtitle: '590 THB' }] };
    expect(cardsOf({ kind: 'product', data })).toEqual([
      { title: '<b>Shirt</b>', lines: ['590 THB', '9'], url: null },
    ]);
  });

  it('lead to a place on a map', () => {
    const data = { latitude: 13.75, longitude: 100.5, title: 'Siam' };
    expect(cardsOf({ kind: 'location', data })).toEqual([
      { title: 'Siam', lines: [], url: 'https://www.google.com/maps?q=13.75,100.5' },
    ]);
  });

  it('have the buttons of a template', () => {
    const data = { templateText: 'More?', buttons: ['Yes', { id: '1', text: 'No' }, null, 3] };
    expect(cardsOf({ kind: 'template', data })).toEqual([
      { title: 'More?', lines: ['[Yes]', '[No]', '[3]'], url: null },
    ]);
  });

  it.each([{}, { products: 'x', elements: [null, 1] }, { title: { a: 1 }, buttons: {} }])(
    'are none in %j',
    (data) => {
      expect(cardsOf({ kind: 'template', data })).toEqual([]);
    },
  );

  it('do not repeat what a text says', () => {
    expect(cardsOf({ kind: 'text', data: { title: 'x' } })).toEqual([]);
  });
});

describe('what is read after news', () => {
  const conversation = (conversationId: string) =>
    ({ type: 'conversation.changed', conversationId }) as const;

  it('is what changed, once', () => {
    expect(whatToRead([conversation('a'), conversation('a'), conversation('b')], 'a')).toEqual({
      list: false,
      conversations: ['a', 'b'],
      timeline: 'a',
    });
    expect(whatToRead([{ type: 'entry.changed', conversationId: 'a', entryId: null }], 'a')).toEqual({
      list: false,
      conversations: [],
      timeline: 'a',
    });
    expect(whatToRead([conversation('b')], 'a')).toMatchObject({ timeline: null });
  });

  it('is the list when much changed, or nobody knows what', () => {
    expect(whatToRead(['b', 'c', 'd', 'e', 'f', 'g'].map(conversation), 'a')).toEqual({
      list: true,
      conversations: [],
      timeline: null,
    });
    expect(whatToRead([{ type: 'reread' }], 'a')).toEqual({
      list: true,
      conversations: ['a'],
      timeline: 'a',
    });
  });
});

describe('reading one thing at a time', () => {
  it('reads once more when it was told meanwhile, however often', async () => {
    const reading = new OneAtATime();
    const ends: (() => void)[] = [];
    let reads = 0;
    const read = () => {
      reads += 1;
      return new Promise<void>((end) => ends.push(end));
    };
    const settle = async () => {
      for (let i = 0; i < 5; i += 1) await Promise.resolve();
    };
    for (let i = 0; i < 4; i += 1) void reading.run('a', read);
    void reading.run('b', read);
    expect(ends).toHaveLength(2);
    for (let i = 0; i < 4; i += 1) {
      ends.shift()?.();
      await settle();
    }
    expect(ends).toHaveLength(0);
    // Twice the one, once the other.
    expect(reads).toBe(3);
    void reading.run('a', () => Promise.reject(new Error('unreachable')));
    await settle();
    void reading.run('a', read);
    expect(ends).toHaveLength(1);
  });
});
