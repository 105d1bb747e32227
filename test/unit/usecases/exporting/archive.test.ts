import { ARCHIVE_LINK_MS, openArchive } from '../../../../lambdas/usecases/exporting/open-archive.ts';
import { KEY_LIFE_MS, NOON } from '../../../support/erasing-world.ts';
import { ExportingWorld, OFFICER } from '../../../support/exporting-world.ts';

const SOM = 'U4af4980629som0001';
const NID = 'U4af4980629nid0002';
const DAY = 86_400_000;

let world: ExportingWorld;

beforeEach(async () => {
  world = new ExportingWorld();
  await world.begin();
});

const archives = () => [...world.aws.objects.keys()].filter((key) => key.includes('/exports/'));
const open = (
  requestId: string,
  session: { userId: string; workspaceId: string; role: 'privacy_officer' } = OFFICER,
) => openArchive(world.opening(), session, requestId);

async function answered(subject: Parameters<ExportingWorld['askFor']>[1], id?: string) {
  const ref = await world.askFor('access', subject, id === undefined ? {} : { id });
  await world.export(ref);
  return ref;
}

describe('an archive', () => {
  it('can be had by a link of at most a quarter of an hour, to a copy that goes; who had it is on record', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await answered({ customerId: som.subjectId });
    const { url, expiresAt, parts, until } = await open(ref.requestId);
    expect(expiresAt - NOON).toBe(ARCHIVE_LINK_MS);
    expect(ARCHIVE_LINK_MS).toBeLessThanOrEqual(15 * 60_000);
    expect([parts, until]).toEqual([1, NOON + 7 * DAY]);
    expect(url).toContain(world.forgotten[0]);
    const view = [...world.aws.objects.keys()].find((key) => key.includes('/views/')) ?? '';
    expect(world.aws.s3.headers.get(view)).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': 'attachment; filename="kaojai-export-1.zip"',
    });
    const events = [...world.aws.table('Ledger').values()].map(({ action }) => action?.S);
    expect(events).toContain('privacy.exported');
    expect(events).toContain('privacy.archive_open');
  });

  it('is gone after seven days, before anybody deletes it', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await answered({ customerId: som.subjectId });
    world.clock.moveTo(NOON + 7 * DAY - 1);
    await open(ref.requestId);
    world.clock.moveTo(NOON + 7 * DAY);
    await expect(open(ref.requestId)).rejects.toThrow('archive not found');
  });

  it('and then its key and its objects are, and what was asked with', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await world.askFor('access', { customerId: som.subjectId }, { reason: 'for my lawyer' });
    await world.export(ref);
    const copy = new Map(world.aws.objects);
    await world.step('forget', ref);
    expect(archives()).toEqual([]);
    // Nobody has the key in memory any more.
    world.clock.moveTo(NOON + KEY_LIFE_MS);
    const request = await world.requestOf(ref);
    expect([request.state, request.archive, request.reason]).toEqual(['completed', undefined, undefined]);
    // Whoever kept a copy of the object, and of the row, can do nothing with it.
    for (const [key, bytes] of copy) world.aws.objects.set(key, bytes);
    await world.deps.requests.save({
      ...request,
      archive: { id: ref.requestId, until: NOON + DAY, parts: 1 },
    });
    await expect(open(ref.requestId)).rejects.toThrow('archive not found');
  });

  it('does not exist for another workspace, for a request that is not answered, or for a part that is not there', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await answered({ customerId: som.subjectId });
    const foreign = { ...OFFICER, workspaceId: 'ws_other' };
    await expect(open(ref.requestId, foreign)).rejects.toThrow('privacy request not found');
    const open2 = await world.askFor('access', { memberId: 'u_lek' }, { id: 'access_2' });
    await expect(open(open2.requestId)).rejects.toThrow('archive not found');
    await expect(openArchive(world.opening(), OFFICER, ref.requestId, 2)).rejects.toThrow(
      'archive not found',
    );
  });
});

describe('an erasure', () => {
  it('takes the archives of the same person, of the connection and of the workspace with it, and leaves those of others', async () => {
    const som = await world.receive(SOM, 'hello');
    const nid = await world.receive(NID, 'hello');
    await world.addMember('u_lek', 'lek@shop.example');
    await answered({ customerId: som.subjectId }, 'access_som');
    await answered({ customerId: nid.subjectId }, 'access_nid');
    await answered({ workspace: true }, 'access_shop');
    await answered({ connectionId: 'c_shop' }, 'access_connection');
    await answered({ memberId: 'u_lek' }, 'access_lek');
    await world.run(await world.ask({ customerId: som.subjectId }));
    expect(
      archives()
        .map((key) => key.split('/').at(-2))
        .sort(),
    ).toEqual(['access_lek', 'access_nid']);
    await expect(open('access_som')).rejects.toThrow('archive not found');
    expect((await open('access_nid')).parts).toBe(1);
  });

  it('of a connection takes the archives of its customers', async () => {
    const som = await world.receive(SOM, 'hello');
    await answered({ customerId: som.subjectId }, 'access_som');
    await world.run(await world.ask({ connectionId: 'c_shop' }));
    expect(archives()).toEqual([]);
  });

  it('makes them unreadable with the keys, before anything is deleted', async () => {
    const som = await world.receive(SOM, 'hello');
    await answered({ customerId: som.subjectId }, 'access_som');
    const ref = await world.ask({ customerId: som.subjectId });
    for (const step of ['check_holds', 'restrict', 'destroy_keys']) await world.step(step, ref);
    expect(archives().length).toBe(1);
    await expect(open('access_som')).rejects.toThrow('archive not found');
  });

  it('forgets what a correction of the same person was about', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await world.askFor(
      'correct',
      { customerId: som.subjectId },
      { correction: { displayName: 'Somchai' } },
    );
    await world.run(await world.ask({ customerId: som.subjectId }));
    expect((await world.requestOf(ref)).correction).toBeUndefined();
  });

  it('in the middle of an export: it is made anew, and says that nothing is held', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await world.askFor('access', { customerId: som.subjectId });
    await world.exportStep('gather', ref);
    await world.exportStep('pack', ref);
    await world.run(await world.ask({ customerId: som.subjectId }));
    expect((await world.exportStep('ready', ref)).next).toBe('stale');
    world.boot();
    await world.export(ref);
    const files = await world.fetch(ref);
    expect(JSON.parse(String(files['data.json'])).records).toEqual([]);
  });
});
