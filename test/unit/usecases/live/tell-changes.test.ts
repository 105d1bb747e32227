import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import { type LiveChange, MAX_EVENTS } from '../../../../lambdas/domain/live-change.ts';
import { fanOutHandler } from '../../../../lambdas/runtime/live/fan-out-handler.ts';
import { inboxKeys } from '../../../../lambdas/store/keys.ts';
import { tellChanges } from '../../../../lambdas/usecases/live/tell-changes.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { LiveWorld } from '../../../support/live-world.ts';

const CURSOR = expect.stringMatching(/^[0-9a-z]+$/);
let world: LiveWorld;
let log: string[];
beforeEach(() => {
  log = captureLog();
  world = new LiveWorld();
});

const headOf = (conversationId: string, workspaceId = 'ws_a'): LiveChange => ({
  workspaceId,
  conversationId,
  what: 'conversation',
  entryId: null,
});
const entryOf = (conversationId: string, entryId: string): LiveChange => ({
  ...headOf(conversationId),
  what: 'entry',
  entryId,
});
const tell = (...changes: LiveChange[]) => tellChanges(world.deps, changes);
const takeAll = () => ['list', 'conv', 'none', 'idle'].map((id) => world.push.take(id));

describe('changes', () => {
  beforeEach(async () => {
    await world.open('list', 'u1', {});
    await world.open('conv', 'u2', { conversationId: 'a' });
    await world.open('none', 'u3', { inbox: false });
    await world.open('idle', 'u4');
    takeAll();
  });

  it('are told to those who look at the inbox, in one message each, and to nobody else', async () => {
    await tell(headOf('a'), entryOf('a', 'e1'), entryOf('b', 'e2'), headOf('a'));
    const changed = { type: 'conversation.changed', conversationId: 'a' };
    const entry = { type: 'entry.changed', conversationId: 'a', entryId: 'e1' };
    expect(takeAll()).toEqual([
      [{ type: 'changes', cursor: CURSOR, events: [changed] }],
      [{ type: 'changes', cursor: CURSOR, events: [changed, entry] }],
      [],
      [],
    ]);
  });

  it('of an entry cost nothing for those who look at the list', async () => {
    await tell(entryOf('a', 'e1'));
    expect(takeAll().map((frames) => frames.length)).toEqual([0, 1, 0, 0]);
  });

  it('S04: of another workspace are told to nobody here', async () => {
    await tell(headOf('a', 'ws_b'));
    expect(takeAll()).toEqual([[], [], [], []]);
  });

  it('cost one query for each workspace, and nothing else where nobody looks', async () => {
    const before = world.aws.calls.length;
    await tell(headOf('a', 'ws_b'), headOf('b', 'ws_b'));
    expect(world.aws.calls.slice(before)).toEqual(['dynamodb Query']);
  });

  it('that are too many are told as one', async () => {
    await tell(...Array.from({ length: MAX_EVENTS + 1 }, (_, i) => headOf(`c${i}`)));
    expect(world.push.take('list')).toEqual([{ type: 'reread', cursor: CURSOR }]);
  });

  it('F22: are not told to a socket that is gone, which is forgotten', async () => {
    world.push.gone.add('list');
    await tell(headOf('a'));
    expect((await world.sockets.of('ws_a')).map(({ connectionId }) => connectionId).sort()).toEqual([
      'conv',
      'idle',
      'none',
    ]);
  });

  it('close a socket that cannot be told, and are told to the others', async () => {
    world.push.deaf.add('list');
    await tell(headOf('a'));
    expect(world.push.closed).toEqual(['list']);
    expect(world.push.take('conv')).toHaveLength(1);
    expect(await world.sockets.of('ws_a')).toHaveLength(3);
  });

  it('come again when a socket can neither be told nor closed; the others were told', async () => {
    world.push.deaf.add('list');
    jest.spyOn(world.push, 'close').mockRejectedValue(new Unavailable('a live socket'));
    await expect(tell(headOf('a'))).rejects.toThrow(Unavailable);
    expect(world.push.take('conv')).toHaveLength(1);
  });

  it('are taken from the stream; what fails is said in the log without a word of it', async () => {
    const { pk, sk } = inboxKeys.head('ws_a', 'a');
    const Records = [{ dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } } } }];
    await fanOutHandler(world.deps)({ Records });
    expect(world.push.take('list')).toHaveLength(1);
    world.aws.failure = () => new Unavailable('the database');
    await expect(fanOutHandler(world.deps)({ Records })).rejects.toThrow(Unavailable);
    expect(log.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'ERROR', message: 'changes could not be told', records: 1, code: 'unavailable' },
    ]);
  });
});
