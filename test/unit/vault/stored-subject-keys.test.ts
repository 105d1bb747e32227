import { AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Kms } from '../../../lambdas/aws/kms.ts';
import { Misconfigured, Unavailable } from '../../../lambdas/domain/errors.ts';
import { Purpose } from '../../../lambdas/domain/purpose.ts';
import { subjectKeyKeys } from '../../../lambdas/store/keys.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { ContentSealer } from '../../../lambdas/vault/content-sealer.ts';
import { KEY_LIFE_MS, StoredSubjectKeys } from '../../../lambdas/vault/stored-subject-keys.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';
import { VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const place = { workspaceId: 'ws_1', record: 'r', field: 'content' };

/** Two function instances over one table, with the workspaces `ws_1` and `ws_2`. */
async function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const instance = () =>
    new StoredSubjectKeys(new Table(aws.dynamo, 'Keys'), new Kms(aws.caller), 'subject-key', clock);
  const [keys, other] = [instance(), instance()];
  await keys.createWorkspace('ws_1');
  await keys.createWorkspace('ws_2');
  const rows = aws.table('Keys');
  const rowOf = ({ pk, sk } = subjectKeyKeys.salt('ws_1', 's_1')) => `${pk} ${sk}`;
  /** Erasing a subject destroys its salt. */
  const destroySalt = () => rows.delete(rowOf());
  return { aws, clock, keys, other, rows, rowOf, destroySalt };
}

describe('the keys of subjects', () => {
  it('are the same in every function, and others for every subject and workspace', async () => {
    const { keys, other } = await setUp();
    const key = await keys.keyFor('ws_1', 's_1');
    expect(key).toHaveLength(32);
    expect(await other.keyFor('ws_1', 's_1')).toEqual(key);
    expect(await other.existingKey('ws_1', 's_1')).toEqual(key);
    expect(await keys.keyFor('ws_1', 's_2')).not.toEqual(key);
    expect(await keys.keyFor('ws_2', 's_1')).not.toEqual(key);
  });

  it('S10: need the key of the workspace: the same salt elsewhere gives another key', async () => {
    const { keys, rows, rowOf } = await setUp();
    const key = await keys.keyFor('ws_1', 's_1');
    const { salt } = rows.get(rowOf()) ?? {};
    const { pk, sk } = subjectKeyKeys.salt('ws_2', 's_1');
    rows.set(rowOf({ pk, sk }), { pk: { S: pk }, sk: { S: sk }, salt: salt ?? { S: '' } });
    expect(await keys.existingKey('ws_2', 's_1')).toHaveLength(32);
    expect(await keys.existingKey('ws_2', 's_1')).not.toEqual(key);
  });

  it('are one key when two functions make the salt at the same time', async () => {
    const { aws, keys, other } = await setUp();
    aws.calls.length = 0;
    const [one, two] = await Promise.all([keys.keyFor('ws_1', 's_1'), other.keyFor('ws_1', 's_1')]);
    expect(aws.count('dynamodb PutItem')).toBe(2);
    expect(two).toEqual(one);
  });

  it('are that of whoever was first, when another made a salt meanwhile and used it', async () => {
    const { aws, keys, other } = await setUp();
    let first: Buffer | undefined;
    aws.failure = async (call) => {
      if (call !== 'dynamodb PutItem') return;
      aws.failure = () => undefined;
      first = await other.keyFor('ws_1', 's_1');
    };
    expect(await keys.keyFor('ws_1', 's_1')).toEqual(first);
    expect(first).toHaveLength(32);
    expect(await other.existingKey('ws_1', 's_1')).toEqual(first);
  });

  it('do not exist before somebody needs them, and asking makes none', async () => {
    const { keys, rows } = await setUp();
    const before = rows.size;
    expect(await keys.existingKey('ws_1', 's_1')).toBeNull();
    expect(rows.size).toBe(before);
    // That there is none is asked each time.
    await keys.keyFor('ws_1', 's_1');
    expect(await keys.existingKey('ws_1', 's_1')).not.toBeNull();
  });

  it('cost two reads and one call of KMS, and then none for five minutes', async () => {
    const { aws, clock, keys } = await setUp();
    await keys.keyFor('ws_1', 's_1');
    aws.calls.length = 0;
    clock.moveTo(NOON + KEY_LIFE_MS - 1);
    await keys.keyFor('ws_1', 's_1');
    expect(aws.calls).toEqual([]);
    clock.moveTo(NOON + KEY_LIFE_MS);
    await keys.keyFor('ws_1', 's_1');
    expect(aws.calls).toEqual(['dynamodb GetItem', 'dynamodb GetItem', 'kms Decrypt']);
  });

  it('keep the key of a workspace that is made again', async () => {
    const { keys, other } = await setUp();
    const { idSecret } = await keys.workspace('ws_1');
    await other.createWorkspace('ws_1');
    expect((await other.workspace('ws_1')).idSecret).toEqual(idSecret);
    expect(idSecret).toHaveLength(32);
    expect((await other.workspace('ws_2')).idSecret).not.toEqual(idSecret);
  });

  it('are misconfigured, not empty, for a workspace that was never set up', async () => {
    const { keys } = await setUp();
    await expect(keys.workspace('ws_9')).rejects.toThrow(Misconfigured);
    await expect(keys.keyFor('ws_9', 's_1')).rejects.toThrow(Misconfigured);
  });

  it('S10: the key of one workspace does not open as that of another', async () => {
    const { keys, rows, rowOf } = await setUp();
    const stolen = rows.get(rowOf(subjectKeyKeys.workspace('ws_1')));
    const own = rows.get(rowOf(subjectKeyKeys.workspace('ws_2')));
    rows.set(rowOf(subjectKeyKeys.workspace('ws_2')), { ...own, wrapped: stolen?.wrapped ?? { S: '' } });
    await expect(keys.keyFor('ws_2', 's_1')).rejects.toMatchObject({ type: 'InvalidCiphertextException' });
  });
});

describe('F11: while KMS does not answer, the keys of subjects', () => {
  const failures: [string, Error | undefined][] = [
    ['is down', undefined],
    ['refuses a key that is disabled', new AwsRefusal('DisabledException', 400)],
  ];

  it.each(failures)('live on for five minutes and not longer: KMS %s', async (_name, error) => {
    const { aws, clock, keys } = await setUp();
    const key = await keys.keyFor('ws_1', 's_1');
    aws.failure = down(['kms'], error);
    for (const later of [1_000, 60_000, KEY_LIFE_MS - 1]) {
      clock.moveTo(NOON + later);
      expect(await keys.keyFor('ws_1', 's_1')).toEqual(key);
    }
    for (const later of [KEY_LIFE_MS, 3_600_000]) {
      clock.moveTo(NOON + later);
      await expect(keys.keyFor('ws_1', 's_1')).rejects.toThrow();
      await expect(keys.existingKey('ws_1', 's_1')).rejects.toThrow();
      await expect(keys.workspace('ws_1')).rejects.toThrow();
    }
    aws.failure = () => undefined;
    expect(await keys.keyFor('ws_1', 's_1')).toEqual(key);
  });

  it('seal nothing in the clear instead', async () => {
    const { aws, keys } = await setUp();
    aws.failure = down(['kms']);
    await expect(new ContentSealer(keys).for(Purpose.inbox).seal(place, 's_1', 'secret')).rejects.toThrow(
      Unavailable,
    );
  });

  it('are not taken for destroyed', async () => {
    const { aws, clock, keys } = await setUp();
    const sealer = new ContentSealer(keys).for(Purpose.inbox);
    const sealed = await sealer.seal(place, 's_1', 'text');
    clock.moveTo(NOON + KEY_LIFE_MS);
    for (const services of [['kms'], ['dynamodb'], ['kms', 'dynamodb']]) {
      aws.failure = down(services);
      await expect(sealer.open(place, sealed)).rejects.toThrow(Unavailable);
    }
  });
});

describe('a destroyed salt', () => {
  it('leaves no key, at the latest when five minutes have passed', async () => {
    const { clock, keys, other, destroySalt } = await setUp();
    await keys.keyFor('ws_1', 's_1');
    destroySalt();
    expect(await other.existingKey('ws_1', 's_1')).toBeNull();
    clock.moveTo(NOON + KEY_LIFE_MS - 1);
    expect(await keys.existingKey('ws_1', 's_1')).not.toBeNull();
    clock.moveTo(NOON + KEY_LIFE_MS);
    expect(await keys.existingKey('ws_1', 's_1')).toBeNull();
  });

  it('is followed by a new key that opens nothing of before', async () => {
    const { clock, keys, destroySalt } = await setUp();
    const sealer = new ContentSealer(keys).for(Purpose.inbox);
    const old = await keys.keyFor('ws_1', 's_1');
    const sealed = await sealer.seal(place, 's_1', { text: 'of before' });
    destroySalt();
    clock.moveTo(NOON + KEY_LIFE_MS);
    expect(await sealer.open(place, sealed)).toBeNull();
    expect(await keys.keyFor('ws_1', 's_1')).not.toEqual(old);
    expect(await sealer.open(place, sealed)).toBeNull();
    const after = await sealer.seal(place, 's_1', { text: 'of after' });
    expect(await sealer.open(place, after)).toEqual({ text: 'of after' });
  });

  it('that vanishes while it is made is an error, not a key that nobody else has', async () => {
    const { aws, keys, destroySalt } = await setUp();
    aws.failure = (call) => {
      if (call === 'dynamodb GetItem') destroySalt();
      return undefined;
    };
    await expect(keys.keyFor('ws_1', 's_1')).rejects.toThrow(Unavailable);
  });
});
