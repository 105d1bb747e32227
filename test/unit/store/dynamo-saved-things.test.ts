import type { StoredView } from '../../../lambdas/domain/saved-view.ts';
import { DynamoSavedThings } from '../../../lambdas/store/dynamo-saved-things.ts';
import { replyItems, viewItems } from '../../../lambdas/store/saved-items.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { FakeAws } from '../../support/fake-aws.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');

function view(id: string, more: Partial<StoredView> = {}): StoredView {
  const sealed = { subjectId: 'member/u_1', bytes: new Uint8Array([1, 2]) };
  return { workspaceId: 'ws_1', id, ownerId: 'u_1', version: 1, shared: false, sealed, ...more };
}

function setUp() {
  const aws = new FakeAws();
  const table = new Table(aws.dynamo, 'Inbox');
  return {
    aws,
    views: new DynamoSavedThings(table, viewItems),
    replies: new DynamoSavedThings(table, replyItems),
  };
}

describe('saved things in the Inbox table', () => {
  it('come back as they were, in the order of their ids, each kind and workspace apart', async () => {
    const { views, replies } = setUp();
    const saved = [view('b', { shared: true }), view('a'), view('c', { workspaceId: 'ws_2' })];
    for (const one of saved) await views.add(one);
    const { shared: _shared, ...reply } = view('a', { ownerId: 'u_2' });
    await replies.add(reply);
    expect(await views.all('ws_1')).toEqual([saved[1], saved[0]]);
    expect(await views.find('ws_1', 'b')).toEqual(saved[0]);
    expect(await views.find('ws_1', 'c')).toBeNull();
    expect(await replies.all('ws_1')).toEqual([reply]);
    expect(await replies.find('ws_1', 'a')).toEqual(reply);
  });

  it('read on where the table answers page by page', async () => {
    const { aws, views } = setUp();
    aws.pageSize = 1;
    for (const id of ['a', 'b', 'c']) await views.add(view(id));
    expect((await views.all('ws_1')).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('are saved only over the version before', async () => {
    const { views } = setUp();
    await views.add(view('a'));
    expect(await views.save(view('a', { version: 2, shared: true }))).toBe(true);
    expect(await views.save(view('a', { version: 2 }))).toBe(false);
    expect(await views.find('ws_1', 'a')).toEqual(view('a', { version: 2, shared: true }));
  });

  it('leave, when they are removed, a row that holds nothing and ends by itself', async () => {
    const { aws, views } = setUp();
    await views.add(view('a'));
    expect(await views.remove(view('a'), NOON)).toBe(true);
    expect([...aws.table('Inbox').values()]).toEqual([
      { pk: { S: 'W#ws_1#VIEWS' }, sk: { S: 'VIEW#a' }, expiresAt: { N: String(NOON / 1_000) } },
    ]);
    expect(await views.all('ws_1')).toEqual([]);
    expect(await views.find('ws_1', 'a')).toBeNull();
  });

  it('cannot be removed twice, nor saved after that', async () => {
    const { views } = setUp();
    await views.add(view('a'));
    await views.remove(view('a'), NOON);
    expect(await views.remove(view('a'), NOON)).toBe(false);
    expect(await views.remove(view('b'), NOON)).toBe(false);
    expect(await views.save(view('a', { version: 2 }))).toBe(false);
  });
});
