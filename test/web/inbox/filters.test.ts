import { filtersOf, filtersOfView, matches, queryOf, searchOf } from '../../../web/src/inbox/filters.ts';
import { conversation } from './conversation.ts';

const read = (search: string) => filtersOf(new URLSearchParams(search));

describe('filters of the inbox', () => {
  it('begin with what is open', () => {
    expect(read('')).toEqual({ status: 'open' });
    expect(searchOf({ status: 'open' })).toBe('');
  });

  it('stand in the address and come back from it', () => {
    const filters = {
      status: 'all',
      platform: 'shopee',
      assigneeId: 'me',
      label: 'ส่งของ',
      q: 'a&b',
    } as const;
    expect(read(searchOf(filters))).toEqual(filters);
  });

  it('leave out what nobody understands', () => {
    expect(read('?status=lost&platform=fax&q=&x=1')).toEqual({ status: 'open' });
  });

  it('are asked of the API with the own user id', () => {
    expect(queryOf({ status: 'all', assigneeId: 'me' }, 'u_1')).toEqual({ assigneeId: 'u_1' });
  });

  it.each([
    [{ status: 'open' }, true],
    [{ status: 'closed' }, false],
    [{ status: 'all', platform: 'lazada' }, false],
    [{ status: 'all', assigneeId: 'none' }, true],
    [{ status: 'all', assigneeId: 'me' }, false],
    [{ status: 'all', label: 'vip' }, true],
    [{ status: 'all', label: 'v' }, false],
    [{ status: 'all', q: 'SOM' }, true],
    [{ status: 'all', q: 'สวัส' }, true],
    [{ status: 'all', q: 'nobody' }, false],
  ] as const)('know who belongs: %j → %s', (filters, belongs) => {
    expect(matches(filters, conversation({ labels: ['vip'] }), 'u_1')).toBe(belongs);
  });

  it('come from a view, with oneself as oneself', () => {
    expect(filtersOfView({ assigneeId: 'u_1' }, 'u_1')).toEqual({ status: 'all', assigneeId: 'me' });
    expect(filtersOfView({ status: 'closed', assigneeId: 'u_2' }, 'u_1')).toEqual({
      status: 'closed',
      assigneeId: 'u_2',
    });
  });
});
