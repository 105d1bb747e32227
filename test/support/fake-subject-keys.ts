import { createHash } from 'node:crypto';
import { Misconfigured, Unavailable } from '../../lambdas/domain/errors.ts';
import type { Millis } from '../../lambdas/domain/platform.ts';
import type { Clock } from '../../lambdas/ports/clock.ts';
import type {
  SubjectErasure,
  SubjectKeys,
  SubjectStanding,
  WorkspaceKeys,
} from '../../lambdas/ports/subject-keys.ts';
import { TOMBSTONE_LIFE_MS } from '../../lambdas/vault/salt-row.ts';

interface Row {
  /** Which of the subject's keys it is, from 1; 0 = none. */
  readonly key: number;
  readonly erasedAt?: Millis;
  readonly restrictedBy: readonly string[];
}

const NO_ROW: Row = { key: 0, restrictedBy: [] };

/** Subject keys in memory, with the semantics of the real ones and no caches: each key derives from names, and from how many there were before. */
export class FakeSubjectKeys implements SubjectKeys, SubjectErasure {
  readonly #rows = new Map<string, Row>();
  readonly #made = new Map<string, number>();
  readonly #erased = new Set<string>();
  readonly #clock: Clock;

  /** @param clock tombstones end by it */
  constructor(clock: Clock = { now: () => 0 }) {
    this.#clock = clock;
  }

  async workspace(workspaceId: string): Promise<WorkspaceKeys> {
    if (this.#erased.has(workspaceId)) throw new Misconfigured(`the workspace ${workspaceId} has no key`);
    return { idSecret: digest('ids', workspaceId) };
  }

  async keyFor(workspaceId: string, subjectId: string): Promise<Buffer> {
    const row = this.#row(workspaceId, subjectId);
    if (row.restrictedBy.length > 0) throw new Unavailable('a key that is being destroyed');
    if (row.key === 0)
      this.#change(workspaceId, subjectId, { ...row, key: this.#next(workspaceId, subjectId) });
    return (await this.existingKey(workspaceId, subjectId)) as Buffer;
  }

  async existingKey(workspaceId: string, subjectId: string): Promise<Buffer | null> {
    const { key, restrictedBy } = this.#row(workspaceId, subjectId);
    if (key === 0 || restrictedBy.length > 0) return null;
    await this.workspace(workspaceId);
    return key === 1
      ? digest('key', workspaceId, subjectId)
      : digest('key', workspaceId, subjectId, String(key));
  }

  async standing(workspaceId: string, subjectId: string): Promise<SubjectStanding> {
    const { key, erasedAt, restrictedBy } = this.#row(workspaceId, subjectId);
    const [request] = restrictedBy;
    return {
      hasKey: key > 0,
      ...(request === undefined ? {} : { restrictedBy: request }),
      ...(erasedAt === undefined ? {} : { erasedAt }),
    };
  }

  async restrict(workspaceId: string, subjectId: string, requestId: string, at: Millis): Promise<void> {
    const row = this.#row(workspaceId, subjectId);
    const restrictedBy = [...new Set([...row.restrictedBy, requestId])];
    this.#change(workspaceId, subjectId, {
      ...row,
      restrictedBy,
      erasedAt: Math.max(at, row.erasedAt ?? at),
    });
  }

  async destroyKey(workspaceId: string, subjectId: string): Promise<boolean> {
    const row = this.#row(workspaceId, subjectId);
    if (row.key === 0) return false;
    const erasedAt = row.restrictedBy.length > 0 ? row.erasedAt : this.#clock.now();
    this.#change(workspaceId, subjectId, { ...row, key: 0, ...(erasedAt === undefined ? {} : { erasedAt }) });
    return true;
  }

  async release(workspaceId: string, subjectId: string, requestId: string): Promise<void> {
    const row = this.#row(workspaceId, subjectId);
    const restrictedBy = row.restrictedBy.filter((id) => id !== requestId);
    this.#change(workspaceId, subjectId, { ...row, restrictedBy });
  }

  async destroyWorkspaceKey(workspaceId: string): Promise<boolean> {
    const isFirst = !this.#erased.has(workspaceId);
    this.#erased.add(workspaceId);
    return isFirst;
  }

  /** Takes a subject's key away, in every workspace, and leaves no mark: as if the salt had never been. */
  destroy(subjectId: string): void {
    for (const id of this.#rows.keys()) if (id.endsWith(` ${subjectId}`)) this.#rows.delete(id);
  }

  #row(workspaceId: string, subjectId: string): Row {
    const row = this.#rows.get(`${workspaceId} ${subjectId}`) ?? NO_ROW;
    const isOver =
      row.key === 0 && row.erasedAt !== undefined && row.erasedAt + TOMBSTONE_LIFE_MS <= this.#clock.now();
    return isOver ? NO_ROW : row;
  }

  #change(workspaceId: string, subjectId: string, row: Row): void {
    this.#rows.set(`${workspaceId} ${subjectId}`, row);
  }

  #next(workspaceId: string, subjectId: string): number {
    const id = `${workspaceId} ${subjectId}`;
    const next = (this.#made.get(id) ?? 0) + 1;
    this.#made.set(id, next);
    return next;
  }
}

function digest(...parts: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}
