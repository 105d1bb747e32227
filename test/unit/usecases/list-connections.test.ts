import { InvalidInput, NotFound } from '../../../lambdas/domain/errors.ts';
import { listConnections } from '../../../lambdas/usecases/list-connections.ts';
import { readConnection } from '../../../lambdas/usecases/read-connection.ts';
import { AgentWorld, FOREIGN, LINE, SHOPEE, session } from '../../support/agent-world.ts';

function world(): AgentWorld {
  const made = new AgentWorld();
  made.connections.all.push(SHOPEE, FOREIGN, LINE);
  return made;
}

describe('listConnections', () => {
  it('lists those of the workspace in the order of their ids, page after page', async () => {
    const { deps } = world();
    expect(await listConnections(deps, session, { limit: 25 })).toEqual({
      items: [LINE, SHOPEE],
      nextCursor: null,
    });
    const first = await listConnections(deps, session, { limit: 1 });
    expect(first.items).toEqual([LINE]);
    const second = await listConnections(deps, session, { limit: 1, cursor: String(first.nextCursor) });
    expect(second).toEqual({ items: [SHOPEE], nextCursor: null });
  });

  it('S17: takes no cursor of another workspace', async () => {
    const { deps } = world();
    const { nextCursor } = await listConnections(deps, session, { limit: 1 });
    const other = { ...session, workspaceId: 'ws_other' };
    const attempt = listConnections(deps, other, { limit: 1, cursor: String(nextCursor) });
    await expect(attempt).rejects.toThrow(InvalidInput);
  });
});

describe('readConnection', () => {
  it('reads one of the workspace', async () => {
    expect(await readConnection(world().deps, session, LINE.id)).toEqual(LINE);
  });

  it('knows none of another workspace, and no unknown one', async () => {
    for (const id of [FOREIGN.id, 'nothing']) {
      await expect(readConnection(world().deps, session, id)).rejects.toThrow(new NotFound('connection'));
    }
  });
});
