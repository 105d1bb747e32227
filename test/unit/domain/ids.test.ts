import {
  afterEntriesAt,
  entryIdOf,
  entryToken,
  isEntryId,
  isOwnEntry,
  ownEntryIdOf,
  timeOfEntry,
  tokenOfEntry,
} from '../../../lambdas/domain/ids.ts';

const AT = 1_791_162_764_301;

describe('entry ids', () => {
  it('F02: sort as strings by time, then by the value of numeric platform ids', () => {
    const inOrder = [
      entryIdOf(AT - 1, '9'),
      entryIdOf(AT, '9'),
      entryIdOf(AT, '10'),
      entryIdOf(AT, '598204417733001985'),
    ];
    expect([...inOrder].reverse().sort()).toEqual(inOrder);
  });

  it.each([
    'm_a1',
    '598204417733001985',
    '3aQ1f0G0BtmTH0001',
    'm1AbcdefBCghDE2iFGjk3HIJ4l==',
    'aWdfZAG1faXRlbTox'.repeat(14),
    'ก',
    '0123',
    '18446744073709551616',
  ])('of %s fit into 64 URL-safe characters and give time and token back', (platformId) => {
    const id = entryIdOf(AT, platformId);
    expect(id).toMatch(/^[A-Za-z0-9._~-]{1,64}$/);
    expect(isEntryId(id)).toBe(true);
    expect(timeOfEntry(id)).toBe(AT);
    expect(tokenOfEntry(id)).toBe(entryToken(platformId));
  });

  it('of what agents do are none of a platform, stand after its entries of that moment, and before the next', () => {
    const own = [ownEntryIdOf(AT, 'change', '7', 'status'), ownEntryIdOf(AT, 'note', 'a'.repeat(22))];
    for (const id of own) {
      expect([isEntryId(id), isOwnEntry(id), timeOfEntry(id)]).toEqual([true, true, AT]);
      for (const platformId of ['zzz', 'm~1', '9', tokenOfEntry(id)]) {
        expect(entryIdOf(AT, platformId)).not.toBe(id);
      }
      for (const platformId of ['zzz', '9', 'm~1']) {
        expect(entryIdOf(AT, platformId) < id).toBe(true);
        expect(isOwnEntry(entryIdOf(AT, platformId))).toBe(false);
      }
      expect(id < afterEntriesAt(AT) && afterEntriesAt(AT) < entryIdOf(AT + 1, '1')).toBe(true);
      expect(isEntryId(afterEntriesAt(AT))).toBe(true);
    }
  });

  it('F16: differ for ids that differ', () => {
    const ids = ['1', '01', '001', '2189230491298365441', '2189230491298365442', 'a', 'A', 'a=', 'a+', 'a~'];
    expect(new Set(ids.map(entryToken)).size).toBe(ids.length);
    const long = 'aWdfZAG1faXRlbTox'.repeat(10);
    expect(entryToken(`${long}1`)).not.toBe(entryToken(`${long}2`));
  });

  it('of times before 1970 or without a number do not break the order', () => {
    expect(entryIdOf(-1, 'a') <= entryIdOf(0, 'a')).toBe(true);
  });
});
