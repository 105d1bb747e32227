import type { AttachmentRecord } from '../../../lambdas/domain/attachment.ts';
import { DynamoAttachments } from '../../../lambdas/store/dynamo-attachments.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { VirtualClock } from '../../support/fakes.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const REF = { workspaceId: 'ws_1', conversationId: 'c_1' };
const aRecord = (entryId: string, index: number, more: Partial<AttachmentRecord> = {}): AttachmentRecord => ({
  entryId,
  index,
  rev: 1,
  attachmentId: `a_${entryId}_${index}`,
  state: 'pending',
  tries: 1,
  ...more,
});

function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  return { aws, clock, store: new DynamoAttachments(new Table(aws.dynamo, 'Inbox'), clock) };
}

describe('what is known of files', () => {
  it('comes back as it was written', async () => {
    const { store } = setUp();
    const whole = aRecord('0abc.m1', 3, {
      state: 'stored',
      mimeType: 'image/png',
      size: 7,
      reason: 'r',
      linked: true,
    });
    for (const record of [whole, aRecord('0abc.m2', 0)]) {
      await store.saveRecord(REF, record, null);
      expect(await store.record(REF, record.entryId, record.index)).toEqual(record);
    }
    expect(await store.record(REF, '0abc.m1', 0)).toBeNull();
    expect(await store.record({ ...REF, workspaceId: 'ws_2' }, '0abc.m1', 3)).toBeNull();
  });

  it('is written over nothing but the revision that is named', async () => {
    const { store } = setUp();
    const record = aRecord('0abc.m1', 0);
    expect(await store.saveRecord(REF, record, null)).toBe(true);
    expect(await store.saveRecord(REF, record, null)).toBe(false);
    expect(await store.saveRecord(REF, record, 1)).toBe(true);
    expect(await store.saveRecord(REF, record, 1)).toBe(false);
    expect((await store.record(REF, '0abc.m1', 0))?.rev).toBe(2);
  });

  it('is found for the entries of a page, and for those alone', async () => {
    const { store } = setUp();
    const ids = [
      '000000001.a',
      '000000002.a',
      '000000002.a-b',
      '000000002.a~b',
      '000000003.0',
      '000000004.a',
    ];
    for (const id of ids) for (const index of [0, 11]) await store.saveRecord(REF, aRecord(id, index), null);
    const found = async (from: string, to: string) =>
      (await store.recordsOf(REF, from, to)).map(({ entryId, index }) => `${entryId}/${index}`);
    expect(await found('000000002.a', '000000002.a')).toEqual(['000000002.a/0', '000000002.a/11']);
    expect(await found('000000002.a', '000000003.0')).toHaveLength(8);
  });

  it('an id leads to its place within its workspace', async () => {
    const { store } = setUp();
    const at = { conversationId: 'c_1', entryId: '0abc.m1', index: 2 };
    await store.point('ws_1', 'a_1', at);
    await store.point('ws_1', 'a_1', at);
    expect(await store.find('ws_1', 'a_1')).toEqual(at);
    expect(await store.find('ws_2', 'a_1')).toBeNull();
    expect(await store.find('ws_1', 'a_2')).toBeNull();
  });

  it('an upload is there until its time, which the table knows, too', async () => {
    const { aws, clock, store } = setUp();
    const upload = {
      id: 'up_1',
      workspaceId: 'ws_1',
      userId: 'u_1',
      objectId: 'o_1',
      mimeType: 'image/png',
      size: 7,
      until: NOON + 1_500,
    };
    const name = { subjectId: 'member/u_1', bytes: new Uint8Array([1, 2]) };
    await store.addUpload(upload, name);
    expect(await store.upload('ws_1', 'up_1')).toEqual({ upload, name });
    expect(await store.upload('ws_2', 'up_1')).toBeNull();
    const row = aws.table('Inbox').get('W#ws_1#F#up_1 UPLOAD');
    expect(row?.expiresAt).toEqual({ N: String(NOON / 1_000 + 2) });
    clock.moveTo(NOON + 1_500);
    expect(await store.upload('ws_1', 'up_1')).toBeNull();
  });
});
