import { Kms } from '../../../lambdas/aws/kms.ts';
import { Misconfigured, Unavailable } from '../../../lambdas/domain/errors.ts';
import type { SubjectErasure, SubjectKeys } from '../../../lambdas/ports/subject-keys.ts';
import { subjectKeyKeys } from '../../../lambdas/store/keys.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { TOMBSTONE_LIFE_MS } from '../../../lambdas/vault/salt-row.ts';
import { StoredSubjectErasure } from '../../../lambdas/vault/stored-subject-erasure.ts';
import { KEY_LIFE_MS, StoredSubjectKeys } from '../../../lambdas/vault/stored-subject-keys.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { FakeSubjectKeys, VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const DAY = 86_400_000;
const WHO = ['ws_1', 's_1'] as const;

interface Setting {
  readonly clock: VirtualClock;
  readonly keys: SubjectKeys;
  readonly erasure: SubjectErasure;
}

async function stored() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const table = new Table(aws.dynamo, 'Keys');
  const instance = () => new StoredSubjectKeys(table, new Kms(aws.caller), 'subject-key', clock);
  const [keys, other] = [instance(), instance()];
  await keys.createWorkspace('ws_1');
  const erasure = new StoredSubjectErasure(table, clock);
  const { pk, sk } = subjectKeyKeys.salt(...WHO);
  return { aws, clock, keys, other, erasure, row: () => aws.table('Keys').get(`${pk} ${sk}`) };
}

async function fake(): Promise<Setting> {
  const clock = new VirtualClock(NOON);
  const keys = new FakeSubjectKeys(clock);
  return { clock, keys, erasure: keys };
}

describe.each([
  ['in the table', stored as () => Promise<Setting>],
  ['of the tests', fake],
])('the keys of people who are erased, %s,', (_name, setUp) => {
  it('neither seal nor open from the restriction on, though the salt is still there', async () => {
    const { clock, keys, erasure } = await setUp();
    await keys.keyFor(...WHO);
    await erasure.restrict(...WHO, 'r_1', NOON);
    clock.moveTo(NOON + KEY_LIFE_MS);
    expect(await keys.standing(...WHO)).toEqual({ hasKey: true, restrictedBy: 'r_1', erasedAt: NOON });
    expect(await keys.existingKey(...WHO)).toBeNull();
    await expect(keys.keyFor(...WHO)).rejects.toThrow(Unavailable);
  });

  it('are not made while somebody without one is being erased', async () => {
    const { keys, erasure } = await setUp();
    await erasure.restrict(...WHO, 'r_1', NOON);
    await expect(keys.keyFor(...WHO)).rejects.toThrow(Unavailable);
    expect(await erasure.destroyKey(...WHO)).toBe(false);
    await erasure.release(...WHO, 'r_1');
    expect(await keys.keyFor(...WHO)).toHaveLength(32);
  });

  it('are destroyed once, and the mark stays when a new one is made', async () => {
    const { clock, keys, erasure } = await setUp();
    const old = await keys.keyFor(...WHO);
    await erasure.restrict(...WHO, 'r_1', NOON);
    expect(await erasure.destroyKey(...WHO)).toBe(true);
    expect(await erasure.destroyKey(...WHO)).toBe(false);
    await erasure.release(...WHO, 'r_1');
    expect(await keys.standing(...WHO)).toEqual({ hasKey: false, erasedAt: NOON });
    clock.moveTo(NOON + KEY_LIFE_MS);
    expect(await keys.keyFor(...WHO)).not.toEqual(old);
    expect(await keys.standing(...WHO)).toEqual({ hasKey: true, erasedAt: NOON });
  });

  it('know the latest moment, which never goes back', async () => {
    const { keys, erasure } = await setUp();
    for (const [request, at] of [
      ['r_1', NOON],
      ['r_2', NOON + 5],
      ['r_1', NOON + 1],
    ] as const)
      await erasure.restrict(...WHO, request, at);
    expect(await keys.standing(...WHO)).toMatchObject({ erasedAt: NOON + 5 });
  });

  it('stay restricted until every request has let go', async () => {
    const { keys, erasure } = await setUp();
    await erasure.restrict(...WHO, 'r_1', NOON);
    await erasure.restrict(...WHO, 'r_2', NOON);
    await erasure.release(...WHO, 'r_2');
    await erasure.release(...WHO, 'r_9');
    await expect(keys.keyFor(...WHO)).rejects.toThrow(Unavailable);
    await erasure.release(...WHO, 'r_1');
    await erasure.release(...WHO, 'r_1');
    expect(await keys.keyFor(...WHO)).toHaveLength(32);
  });

  it('are destroyed at that moment where nobody was restricted, also of who came back', async () => {
    const { clock, keys, erasure } = await setUp();
    for (const at of [NOON, NOON + DAY]) {
      clock.moveTo(at);
      await keys.keyFor(...WHO);
      expect(await erasure.destroyKey(...WHO)).toBe(true);
      expect(await keys.standing(...WHO)).toEqual({ hasKey: false, erasedAt: at });
    }
  });

  it('forget after 120 days that somebody was erased, unless they came back', async () => {
    const { clock, keys, erasure } = await setUp();
    await erasure.restrict(...WHO, 'r_1', NOON);
    await erasure.restrict('ws_1', 's_2', 'r_1', NOON);
    for (const [workspaceId, subjectId] of [WHO, ['ws_1', 's_2']] as const)
      await erasure.release(workspaceId, subjectId, 'r_1');
    await keys.keyFor('ws_1', 's_2');
    clock.moveTo(NOON + TOMBSTONE_LIFE_MS - 1);
    expect(await keys.standing(...WHO)).toEqual({ hasKey: false, erasedAt: NOON });
    clock.moveTo(NOON + TOMBSTONE_LIFE_MS);
    expect(await keys.standing(...WHO)).toEqual({ hasKey: false });
    expect(await keys.standing('ws_1', 's_2')).toEqual({ hasKey: true, erasedAt: NOON });
    await keys.keyFor(...WHO);
    expect(await keys.standing(...WHO)).toEqual({ hasKey: true });
  });

  it('of a workspace are gone for all of its people, and are not made anew', async () => {
    const { clock, keys, erasure } = await setUp();
    await keys.keyFor(...WHO);
    expect(await erasure.destroyWorkspaceKey('ws_1')).toBe(true);
    expect(await erasure.destroyWorkspaceKey('ws_1')).toBe(false);
    clock.moveTo(NOON + KEY_LIFE_MS);
    await expect(keys.workspace('ws_1')).rejects.toThrow(Misconfigured);
    await expect(keys.existingKey(...WHO)).rejects.toThrow(Misconfigured);
  });
});

describe('in the table, an erasure', () => {
  it('leaves of a key a mark that says when, and that the database deletes by itself', async () => {
    const { keys, erasure, row } = await stored();
    await keys.keyFor(...WHO);
    await erasure.restrict(...WHO, 'r_1', NOON);
    expect(Object.keys(row() ?? {}).sort()).toEqual(['erasedAt', 'pk', 'restrictedBy', 'salt', 'sk']);
    await erasure.destroyKey(...WHO);
    await erasure.release(...WHO, 'r_1');
    expect(Object.keys(row() ?? {}).sort()).toEqual(['erasedAt', 'expiresAt', 'pk', 'sk']);
    expect(row()?.expiresAt).toEqual({ N: String((NOON + TOMBSTONE_LIFE_MS) / 1_000) });
  });

  it('of somebody who comes back takes the end of life off the mark: the new salt must not go with it', async () => {
    const { keys, erasure, row } = await stored();
    await erasure.restrict(...WHO, 'r_1', NOON);
    await erasure.release(...WHO, 'r_1');
    await keys.keyFor(...WHO);
    expect(Object.keys(row() ?? {}).sort()).toEqual(['erasedAt', 'pk', 'salt', 'sk']);
  });

  it('is noticed past the cache by whoever asks, and then nothing is sealed with the old key', async () => {
    const { keys, other, erasure } = await stored();
    const old = await keys.keyFor(...WHO);
    await other.keyFor(...WHO);
    await erasure.restrict(...WHO, 'r_1', NOON);
    await erasure.destroyKey(...WHO);
    expect(await other.existingKey(...WHO)).toEqual(old);
    expect(await keys.standing(...WHO)).toMatchObject({ hasKey: false });
    expect(await keys.existingKey(...WHO)).toBeNull();
  });

  it('that meets the making of a first salt waits for nobody: either there is none, or it is destroyed', async () => {
    for (const call of ['dynamodb PutItem', 'dynamodb UpdateItem', 'dynamodb GetItem']) {
      const { aws, clock, keys, erasure } = await stored();
      let isFirst = true;
      aws.failure = async (made) => {
        if (made !== call || !isFirst) return;
        isFirst = false;
        if (call === 'dynamodb UpdateItem') await keys.keyFor(...WHO);
        else await erasure.restrict(...WHO, 'r_1', NOON);
      };
      if (call === 'dynamodb UpdateItem') await erasure.restrict(...WHO, 'r_1', NOON);
      else await expect(keys.keyFor(...WHO)).rejects.toThrow(Unavailable);
      expect(await erasure.destroyKey(...WHO)).toBe(call === 'dynamodb UpdateItem');
      clock.moveTo(NOON + KEY_LIFE_MS);
      expect(await keys.standing(...WHO)).toEqual({ hasKey: false, restrictedBy: 'r_1', erasedAt: NOON });
      expect(await keys.existingKey(...WHO)).toBeNull();
    }
  });

  it('of a workspace keeps its row: making the workspace again is refused', async () => {
    const { keys, erasure } = await stored();
    await erasure.destroyWorkspaceKey('ws_1');
    await expect(keys.createWorkspace('ws_1')).rejects.toThrow(Misconfigured);
  });
});
