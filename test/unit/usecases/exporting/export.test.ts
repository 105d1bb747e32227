import { exportName } from '../../../../lambdas/domain/data-inventory.ts';
import { isShown } from '../../../../lambdas/usecases/exporting/held-records.ts';
import type { ExportedRecord } from '../../../../lambdas/usecases/exporting/read-record.ts';
import { NOON } from '../../../support/erasing-world.ts';
import { ExportingWorld } from '../../../support/exporting-world.ts';

const SOM = 'U4af4980629som0001';
const NID = 'U4af4980629nid0002';
const GROUP = { kind: 'group', id: 'Cgroup0001' } as const;
const PICTURE = Buffer.from('ffd8ffe0 a picture of a receipt');

let world: ExportingWorld;

beforeEach(async () => {
  world = new ExportingWorld();
  await world.begin();
});

const inThread = (platformMessageId: string) => ({
  accountId: world.connection.accountId,
  thread: { kind: 'direct', id: SOM } as const,
  customer: { key: SOM, platformUserId: SOM },
  platformMessageId,
  at: world.clock.now(),
});

/** Somebody who wrote, edited, took back, reacted, sent a picture, spoke in a group; what the shop wrote; somebody else beside. */
async function seeded() {
  const som = await world.receive(SOM, 'my address is 7 Sukhumvit', { platformMessageId: 'm_first' });
  await world.receive(SOM, 'tpyo', { platformMessageId: 'm_edited' });
  await world.apply({ type: 'edit', ...inThread('m_edited'), text: 'typo', order: 1 });
  await world.receive(SOM, 'better not', { platformMessageId: 'm_gone' });
  await world.apply({ type: 'unsend', ...inThread('m_gone') });
  await world.apply({ type: 'reaction', ...inThread('m_first'), by: SOM, emoji: '👍' });
  // An edit whose message has not come: it waits as a mark.
  await world.apply({ type: 'edit', ...inThread('m_unseen'), text: 'edited before it came', order: 1 });
  await world.apply({
    type: 'event',
    ...inThread('x'),
    event: 'follow',
    eventId: 'e1',
    data: {},
    weight: 'notice',
  });
  await world.receive(SOM, 'we have it in blue', { direction: 'outbound', author: { type: 'external' } });
  await world.apply({ type: 'receipt', ...inThread('x'), state: 'read', upTo: NOON });
  await world.note(som.conversationId, 'always pays late');
  await world.receiveFile(SOM, PICTURE, { sentAt: NOON + 1_000 });
  await world.receive(NID, 'not for Som', { thread: GROUP });
  const group = await world.receive(SOM, 'from Som in the group', { thread: GROUP });
  const nid = await world.receive(NID, 'a secret of Nid');
  return { som, nid, group };
}

async function exported(subject: Parameters<ExportingWorld['askFor']>[1]) {
  const ref = await world.askFor('access', subject);
  await world.export(ref);
  const files = await world.fetch(ref);
  const records = JSON.parse(String(files['data.json'])).records as readonly ExportedRecord[];
  return { ref, files, records, page: String(files['index.html']) };
}

const nameOf = ({
  record,
  id,
  conversationId = '',
}: Pick<ExportedRecord, 'record' | 'id' | 'conversationId'>) => `${record} ${conversationId} ${id}`;

/** The same name from a record's place in the table. */
const nameOfPlace = ({ item, place }: { item: string; place: string }) => {
  const [pk = '', sk = ''] = JSON.parse(place) as string[];
  const [, , kind, id = ''] = pk.split('#');
  const at = sk.indexOf('#');
  return `${item} ${kind === 'C' ? id : ''} ${at < 0 ? id : sk.slice(at + 1)}`;
};

describe('an export', () => {
  it('is what an erasure would delete, and what came in', async () => {
    const { som, group } = await seeded();
    const { ref, files, records } = await exported({ customerId: som.subjectId });
    // What the erasure finds.
    const held = await world.held(ref);
    const rows = held.filter(({ store }) => store === 'Inbox' || store === 'Connections').filter(isShown);
    expect(records.map(nameOf).sort()).toEqual(rows.map(nameOfPlace).sort());
    const objects = held.filter((record) => record.store === 'Media' && isShown(record));
    const inArchive = Object.keys(files).filter((name) => name.startsWith('files/'));
    expect(
      inArchive.map((name) => name.replace(/(\.thumbnail)?\.jpg$/, '$1').replace('files/', '')).sort(),
    ).toEqual(objects.map(({ place }) => place.replace('media/ws_shop/', '')).sort());
    // What came in: all rows of the conversation, and of the group what the person wrote.
    const stored = [...world.aws.table('Inbox').values()].filter(({ pk, b }) => {
      const key = pk?.S ?? '';
      if (key.includes(`#C#${group.conversationId}`)) return b?.S === som.subjectId;
      return key.includes(`#C#${som.conversationId}`);
    });
    const inConversations = records.filter(
      ({ conversationId, record }) => conversationId && record !== 'head preview',
    );
    expect(inConversations.length).toBe(stored.filter(({ sk }) => !sk?.S?.startsWith('S#')).length);
    const text = String(files['data.json']);
    for (const word of [
      'my address is 7 Sukhumvit',
      'typo',
      '👍',
      'edited before it came',
      'follow',
      'we have it in blue',
      'always pays late',
      'from Som in the group',
      `Name of ${SOM}`,
    ])
      expect(text).toContain(word);
    for (const word of ['not for Som', 'a secret of Nid', 'better not', NID])
      expect(text).not.toContain(word);
    const picture = records.find(({ record }) => record === 'file')?.path ?? '';
    expect(files[picture]).toEqual(PICTURE);
  });

  it('erasing deletes exactly what was exported: nothing of the export is left', async () => {
    const { som, nid } = await seeded();
    const { records } = await exported({ customerId: som.subjectId });
    const before = new Set(world.aws.table('Inbox').keys());
    await world.run(await world.ask({ customerId: som.subjectId }));
    const after = new Set(world.aws.table('Inbox').keys());
    const deleted = [...before].filter((key) => !after.has(key)).filter((key) => !/ S#/.test(key));
    // The preview of the group is a part of a row that stays.
    expect(deleted.length).toBe(records.filter(({ record }) => record !== 'head preview').length);
    expect(world.headOf(nid.conversationId)).toBeDefined();
  });

  it('calls everything by the names of the data inventory, and shows all that it lists', async () => {
    const { som } = await seeded();
    const { ref, records } = await exported({ customerId: som.subjectId });
    const rows = new Map(
      (await world.held(ref))
        .filter((record) => record.store === 'Inbox' && isShown(record))
        .map((record) => [nameOfPlace(record), record] as const),
    );
    for (const record of records) {
      const held = rows.get(nameOf(record));
      const [pk, sk] = JSON.parse(held?.place ?? '[]') as string[];
      const row = world.aws.table('Inbox').get(`${pk} ${sk}`) ?? {};
      const kind = record.record === 'head preview' ? 'head' : record.record;
      const wanted = Object.entries(row)
        .filter(([name]) => record.record !== 'head preview' || name === 'pv')
        .flatMap(([name, value]) =>
          value.M ? Object.keys(value.M).map((part) => `${name}.${part}`) : [name],
        )
        .filter((path) => path !== 'pk' && path !== 'sk')
        .map((path) => exportName('Inbox', kind, path))
        .filter((name) => name !== null);
      const shown = Object.keys(record.data).sort();
      expect([record.record, shown]).toEqual([record.record, [...new Set(wanted)].sort()]);
    }
  });

  it('shows moments in ISO 8601 and words for codes, and no token', async () => {
    const { som } = await seeded();
    await world.receive(SOM, 'token', {
      replyToken: { token: 'r-e-p-l-y', until: NOON },
      handles: { quote: 'q-u-o' },
    });
    const { files, records } = await exported({ customerId: som.subjectId });
    const first = records.find(
      ({ record, data }) => record === 'entry' && JSON.stringify(data).includes('Sukhumvit'),
    );
    expect(first).toMatchObject({
      sentAt: new Date(NOON).toISOString(),
      data: { type: 'message', direction: 'inbound', kind: 'text', receivedAt: new Date(NOON).toISOString() },
    });
    expect(String(files['data.json'])).not.toMatch(/r-e-p-l-y|q-u-o/);
  });

  it('has a page for people in which everything that somebody wrote is text', async () => {
    const som = await world.receive(SOM, '<script>alert("x")</script> สวัสดี');
    const { page } = await exported({ customerId: som.subjectId });
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; สวัสดี');
    expect(page).not.toMatch(/<script|<img|https?:/i);
    expect(page).toContain('ข้อมูลส่วนบุคคล · Personal data');
  });

  it('of somebody unknown is empty, and an answer all the same', async () => {
    const { ref, records, page } = await exported({
      connectionId: 'c_shop',
      platformUserId: 'U4af4980629nobody9',
    });
    expect(records).toEqual([]);
    expect(page).toContain('Nothing is held');
    expect((await world.requestOf(ref)).state).toBe('completed');
  });

  it('of a member: the address and the name', async () => {
    await world.addMember('u_lek', 'lek@shop.example');
    const { records } = await exported({ memberId: 'u_lek' });
    expect(records).toContainEqual(
      expect.objectContaining({
        record: 'member',
        data: expect.objectContaining({ email: 'lek@shop.example', name: 'Member of staff' }),
      }),
    );
    expect(records).toContainEqual(
      expect.objectContaining({ record: 'membership', data: expect.objectContaining({ role: 'agent' }) }),
    );
  });

  it('of a workspace holds its connections without any secret', async () => {
    await seeded();
    const { records } = await exported({ workspace: true });
    expect(records).toContainEqual(
      expect.objectContaining({
        record: 'connection',
        data: expect.objectContaining({ accountId: '418822110' }),
      }),
    );
    expect(records.filter(({ record }) => record === 'head').length).toBe(3);
  });

  it('says how far it is by steps with counts', async () => {
    const { som } = await seeded();
    const { ref, records } = await exported({ customerId: som.subjectId });
    const request = await world.requestOf(ref);
    expect(request.steps.map(({ name }) => name)).toEqual(['verify', 'gather', 'pack', 'ready']);
    const [, gather, pack] = request.steps;
    expect(gather?.counts).toEqual({ Inbox: records.length, Media: 1 });
    expect(pack?.counts).toEqual({ Inbox: records.length, Media: 1, parts: 1 });
    expect(world.meter.counts.get('ExportFellShort')).toBeUndefined();
  });

  it('lies sealed: nothing of it can be read from the storage', async () => {
    const som = await world.receive(SOM, 'my address is 7 Sukhumvit');
    await exported({ customerId: som.subjectId });
    const archive = world.aws.objects.get('/media-bucket/exports/ws_shop/access_1/1');
    expect(archive?.subarray(0, 2).toString()).not.toBe('PK');
    expect(archive?.includes('data.json')).toBe(false);
  });
});

describe('a large export', () => {
  it('comes in parts that together are the whole, each file once', async () => {
    const som = await world.receive(SOM, 'message 0');
    for (let i = 1; i < 12; i++) {
      world.clock.moveTo(NOON + i * 1_000);
      await world.receive(SOM, `message ${i}`, { sentAt: NOON + i * 1_000 });
    }
    for (let i = 0; i < 5; i++)
      await world.receiveFile(SOM, Buffer.alloc(100, i), { sentAt: NOON + 60_000 + i });
    world.boot({ limits: { records: 10, fileBytes: 150 } });
    const small = world.exporting.rows.map((data) => ({
      store: data.store,
      destroy: data.destroy.bind(data),
      find: (scope: Parameters<typeof data.find>[0], cursor: string | null) => data.find(scope, cursor, 4),
    }));
    world.boot({ limits: { records: 10, fileBytes: 150 }, rows: small });
    const ref = await world.askFor('access', { customerId: som.subjectId });
    await world.export(ref);
    const { archive } = await world.requestOf(ref);
    expect(archive?.parts).toBeGreaterThan(4);
    const files = await world.fetch(ref);
    const documents = Object.keys(files).filter((name) => name.endsWith('.json'));
    expect(documents.length).toBeGreaterThan(2);
    const records = documents.flatMap((name) => JSON.parse(String(files[name])).records as ExportedRecord[]);
    expect(new Set(records.map(nameOf)).size).toBe(records.length);
    const rows = (await world.held(ref)).filter(({ store }) => store === 'Inbox').filter(isShown);
    expect(records.map(nameOf).sort()).toEqual(rows.map(nameOfPlace).sort());
    const pictures = Object.entries(files).filter(([name]) => /^files\/.*(?<!thumbnail)\.jpg$/.test(name));
    expect(pictures.map(([, bytes]) => bytes[0]).sort()).toEqual([0, 1, 2, 3, 4]);
    expect((await world.requestOf(ref)).steps.find(({ name }) => name === 'pack')?.counts.Media).toBe(5);
  });
});
