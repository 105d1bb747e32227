import { missingIn, placed, withFirstPage, without } from '../../../web/src/inbox/data/list-pages.ts';
import {
  answersSince,
  type Entry,
  withEntry,
  withNewest,
} from '../../../web/src/inbox/data/timeline-pages.ts';
import { conversation, message } from './conversation.ts';

const at = (minute: number) => `2026-11-25T02:${String(minute).padStart(2, '0')}:00.000Z`;
const talk = (id: string, minute: number, over = {}) =>
  conversation({ id, lastActivityAt: at(minute), ...over });
const ids = (pages: readonly { readonly items: readonly { readonly id: string }[] }[]) =>
  pages.map(({ items }) => items.map(({ id }) => id).join(' '));

const list = [
  { items: [talk('a', 50), talk('b', 40)], nextCursor: '1' },
  { items: [talk('c', 30), talk('d', 20)], nextCursor: '2' },
];

describe('a list whose conversations change', () => {
  it('moves one with news to its place', () => {
    expect(ids(placed(list, talk('d', 55), true))).toEqual(['d a b', 'c']);
    expect(ids(placed(list, talk('d', 35), true))).toEqual(['a b', 'd c']);
  });

  it('changes one that stays where it is', () => {
    const [, second] = placed(list, talk('c', 30, { unreadCount: 3 }), true);
    expect(second?.items[0]?.unreadCount).toBe(3);
  });

  it('drops one that does not belong any more', () => {
    expect(ids(placed(list, talk('b', 41), false))).toEqual(['a', 'c d']);
  });

  it('takes a new one in, but none from beyond what was read', () => {
    expect(ids(placed(list, talk('x', 60), true))).toEqual(['x a b', 'c d']);
    expect(placed(list, talk('x', 10), true)).toEqual(list);
    expect(ids(placed([{ items: [], nextCursor: null }], talk('x', 10), true))).toEqual(['x']);
  });

  it('does not go back to an older reading', () => {
    const newer = [{ items: [talk('a', 50, { revision: 3 })], nextCursor: null }];
    expect(placed(newer, talk('a', 50, { revision: 2 }), true)).toBe(newer);
  });

  it('takes its beginning as it was read', () => {
    const fresh = { items: [talk('n', 58), talk('a', 50)], nextCursor: '9' };
    expect(ids(withFirstPage(list, fresh))).toEqual(['n a b', 'c d']);
  });

  it('keeps what the list does not have until it was asked for', () => {
    const fresh = { items: [talk('a', 50), talk('c', 30)], nextCursor: '9' };
    expect(missingIn(list, fresh)).toEqual(['b']);
    expect(ids(withFirstPage(list, fresh))).toEqual(['a b c', 'd']);
    expect(ids(without(list, 'b'))).toEqual(['a', 'c d']);
  });

  it('lets go of what is missing in numbers', () => {
    const many = [
      { items: [talk('a', 50), ...Array.from({ length: 21 }, (_, i) => talk(`m${i}`, 40))], nextCursor: '1' },
    ];
    const fresh = { items: [talk('a', 50)], nextCursor: null };
    expect(missingIn(many, fresh)).toEqual([]);
    expect(ids(withFirstPage(many, fresh))).toEqual(['a']);
  });

  it('keeps the later one of two readings', () => {
    const known = [{ items: [talk('a', 50, { revision: 5, unreadCount: 2 })], nextCursor: null }];
    const [first] = withFirstPage(known, { items: [talk('a', 40, { revision: 4 })], nextCursor: null });
    expect(first?.items[0]?.unreadCount).toBe(2);
  });

  it('is read anew behind a gap', () => {
    expect(ids(withFirstPage(list, { items: [talk('y', 59)], nextCursor: '9' }))).toEqual(['y']);
  });
});

const entry = (id: string, over: Partial<Entry> = {}) => message({ id, ...over } as object);
const timeline = [
  { items: [entry('e6'), entry('e5')], nextCursor: '5' },
  { items: [entry('e4'), entry('e3')], nextCursor: '3' },
];

describe('a timeline that grows', () => {
  it('takes the newest page, once each', () => {
    const fresh = { items: [entry('e8'), entry('e7'), entry('e6')], nextCursor: '6' };
    expect(ids(withNewest(timeline, fresh))).toEqual(['e8 e7 e6 e5', 'e4 e3']);
  });

  it('lets go of what is not there any more', () => {
    const fresh = { items: [entry('e6'), entry('e4')], nextCursor: '4' };
    expect(ids(withNewest(timeline, fresh))).toEqual(['e6 e4', 'e3']);
  });

  it('is read anew behind a gap, so that nothing is missing', () => {
    expect(ids(withNewest(timeline, { items: [entry('e9')], nextCursor: '9' }))).toEqual(['e9']);
  });

  it('slots in what came late', () => {
    expect(ids(withEntry(timeline, entry('e55')))).toEqual(['e6 e55 e5', 'e4 e3']);
    const [first] = withEntry(timeline, entry('e6', { state: 'read' } as object));
    expect(first?.items[0]).toMatchObject({ state: 'read' });
  });

  it('knows the answers since', () => {
    const pages = [
      {
        items: [entry('e9', { direction: 'outbound' } as object), ...(timeline[0]?.items ?? [])],
        nextCursor: null,
      },
    ];
    expect(answersSince(pages, 'e6').map(({ id }) => id)).toEqual(['e9']);
    expect(answersSince(pages, 'e9')).toEqual([]);
  });
});
