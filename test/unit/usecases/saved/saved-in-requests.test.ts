import { Purpose } from '../../../../lambdas/domain/purpose.ts';
import { DynamoSavedThings } from '../../../../lambdas/store/dynamo-saved-things.ts';
import { replyItems, viewItems } from '../../../../lambdas/store/saved-items.ts';
import type { ExportedRecord } from '../../../../lambdas/usecases/exporting/read-record.ts';
import { addReply, removeReply } from '../../../../lambdas/usecases/saved/canned-replies.ts';
import { addView } from '../../../../lambdas/usecases/saved/saved-views.ts';
import { ContentSealer } from '../../../../lambdas/vault/content-sealer.ts';
import { ExportingWorld } from '../../../support/exporting-world.ts';

const lek = { userId: 'u_lek', workspaceId: 'ws_shop', role: 'agent' } as const;
const dao = { ...lek, userId: 'u_dao' };
const filter = { q: 'Som' };

let world: ExportingWorld;

beforeEach(async () => {
  world = new ExportingWorld();
  await world.begin();
  await world.addMember('u_lek', 'lek@shop.example');
  await world.addMember('u_dao', 'dao@shop.example');
});

function saving() {
  const keys = world.keys();
  return {
    keys,
    sealer: new ContentSealer(keys).for(Purpose.inbox),
    clock: world.clock,
    random: { bytes: (count: number) => Buffer.alloc(count, 1), fraction: () => 0 },
    replies: new DynamoSavedThings(world.inbox, replyItems),
    views: new DynamoSavedThings(world.inbox, viewItems),
  };
}

/** A canned reply and a shared view by Lek, and a view by Dao. */
async function saved() {
  await addReply(saving(), lek, { title: 'Account', text: 'Please pay to account 1' });
  await addView(saving(), lek, { name: 'of Lek', filter, shared: true });
  world.clock.moveTo(world.clock.now() + 1);
  await addView(saving(), dao, { name: 'of Dao', filter, shared: false });
}

async function exported(subject: Parameters<ExportingWorld['askFor']>[1]) {
  const ref = await world.askFor('access', subject);
  await world.export(ref);
  const records = JSON.parse(String((await world.fetch(ref))['data.json'])).records as ExportedRecord[];
  return records.filter(({ record }) => record === 'canned reply' || record === 'saved view');
}

describe('what members saved, in privacy requests', () => {
  it("is in the export of a member: their own views, and no one else's", async () => {
    await saved();
    expect(await exported({ memberId: 'u_lek' })).toMatchObject([
      { record: 'saved view', data: { content: { name: 'of Lek', filter }, shared: true, ownerId: 'u_lek' } },
    ]);
  });

  it('is in the export of the workspace as a whole', async () => {
    await saved();
    const records = await exported({ workspace: true });
    expect(records.map(({ data }) => data.content)).toEqual(
      expect.arrayContaining([
        { title: 'Account', text: 'Please pay to account 1' },
        { name: 'of Lek', filter },
        { name: 'of Dao', filter },
      ]),
    );
  });

  it('goes with a member: the views, shared or not, while canned replies stay the shop’s', async () => {
    await saved();
    expect(await world.run(await world.ask({ memberId: 'u_lek' }))).toBe('completed');
    const { views, replies } = saving();
    expect((await views.all('ws_shop')).map(({ ownerId }) => ownerId)).toEqual(['u_dao']);
    expect((await replies.all('ws_shop')).map(({ ownerId }) => ownerId)).toEqual(['u_lek']);
  });

  it('goes with the workspace, what was removed before as well', async () => {
    await saved();
    const [reply] = await saving().replies.all('ws_shop');
    await removeReply(saving(), lek, String(reply?.id));
    expect(await world.run(await world.ask({ workspace: true }))).toBe('completed');
    expect(world.aws.table('Inbox').size).toBe(0);
  });
});
