import { readDeletionIds } from '../../../bin/deletion-ids.ts';

describe('a file of ids', () => {
  it.each([
    ['one per line', '101\n102\n'],
    ['with carriage returns and empty lines', '101\r\n\r\n102\r\n'],
    ['with a byte order mark', '\ufeff101\n102'],
    ['in quotes', '"101"\n"102"'],
    ['with further columns', '101,2026-09-21\n102;x\n'],
    ['twice the same', '101\n102\n101\n'],
  ])('is read: %s', (_name, text) => {
    expect(readDeletionIds(text)).toMatchObject({ ids: ['101', '102'], strange: 0 });
  });

  it('says how many lines hold no id, so that a spreadsheet’s 1.01E+16 is noticed', () => {
    expect(readDeletionIds('user_id\n101\n1.01E+16\n-5\n')).toEqual({ ids: ['101'], strange: 3 });
  });

  it('F16: keeps ids that no number holds', () => {
    const ids = ['21892304912983654410', '21892304912983654420'];
    expect(readDeletionIds(ids.join('\n')).ids).toEqual(ids);
  });

  it('may be empty', () => {
    expect(readDeletionIds('')).toEqual({ ids: [], strange: 0 });
  });
});
