import { inboxKeys, type Key } from '../../../lambdas/store/keys.ts';
import { changeOf } from '../../../lambdas/store/live-changes.ts';

const recordOf = ({ pk, sk }: Key) => ({ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } });
const place = { workspaceId: 'ws', conversationId: 'c' };

describe('what a record of the stream says has changed', () => {
  it.each([
    ['head', inboxKeys.head('ws', 'c'), 'conversation', null],
    ['entry', inboxKeys.entry('ws', 'c', 'e.1'), 'entry', 'e.1'],
    ['file', inboxKeys.file('ws', 'c', 'e.1', 0), 'entry', 'e.1'],
    ['receipts', inboxKeys.receipts('ws', 'c'), 'entry', null],
    ['waiting change', inboxKeys.mark('ws', 'c', 't'), 'entry', null],
  ])('%s', (_what, key, what, entryId) => {
    expect(changeOf(recordOf(key))).toEqual({ ...place, what, entryId });
  });

  it.each([
    ['the name that a platform gave', inboxKeys.sent('ws', 'c', 't')],
    ['an attachment', inboxKeys.attachment('ws', 'f')],
    ['a customer', inboxKeys.customer('ws', 'p', 'c')],
    ['a member', inboxKeys.member('ws', 'u')],
    ['a socket', inboxKeys.socket('ws', 'x')],
    ['a ticket', inboxKeys.ticket('d')],
    ['the retention sweep', inboxKeys.sweep('s')],
  ])('nothing that anybody is shown: %s', (_what, key) => {
    expect(changeOf(recordOf(key))).toBeNull();
  });

  it('nothing: what has no keys', () => {
    expect(changeOf({})).toBeNull();
  });
});
