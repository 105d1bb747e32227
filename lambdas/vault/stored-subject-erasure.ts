import { Raced } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import type { Clock } from '../ports/clock.ts';
import type { SubjectErasure } from '../ports/subject-keys.ts';
import { subjectKeyKeys } from '../store/keys.ts';
import type { Condition, Table } from '../store/table.ts';
import { asItWas, marksToItem, type SaltRow, saltRowOf } from './salt-row.ts';

/** Only workers that make a first salt, and other erasures of the same person, write the row at the same time. */
const MAX_ROUNDS = 10;

const HAS_KEY: Condition = { expression: 'attribute_exists(wrapped)' };

/**
 * Destroys keys in the SubjectKeys table. What several requests restrict is free again when all of them have let go. Every operation can be
 * repeated. @throws Raced, Unavailable
 */
export class StoredSubjectErasure implements SubjectErasure {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  /** Also of somebody who has no key yet: the mark keeps one from being made. */
  async restrict(workspaceId: string, subjectId: string, requestId: string, at: Millis): Promise<void> {
    await this.#change(workspaceId, subjectId, (row) => {
      const restrictedBy = [...new Set([...row.restrictedBy, requestId])];
      // What was said to be erased stays so.
      return { ...row, restrictedBy, erasedAt: Math.max(row.erasedAt ?? at, at) };
    });
  }

  /** Of whoever was not restricted, this is the moment of the erasure. */
  async destroyKey(workspaceId: string, subjectId: string): Promise<boolean> {
    const { salt } = await this.#change(workspaceId, subjectId, ({ salt: gone, ...row }) => {
      if (gone === undefined) return null;
      return row.restrictedBy.length > 0 ? row : { ...row, erasedAt: this.#clock.now() };
    });
    return salt !== undefined;
  }

  async release(workspaceId: string, subjectId: string, requestId: string): Promise<void> {
    await this.#change(workspaceId, subjectId, (row) =>
      row.restrictedBy.includes(requestId)
        ? { ...row, restrictedBy: row.restrictedBy.filter((id) => id !== requestId) }
        : null,
    );
  }

  /** The row stays, so that nobody makes the key anew by accident. */
  async destroyWorkspaceKey(workspaceId: string): Promise<boolean> {
    const mark = { wrapped: undefined, erasedAt: this.#clock.now() };
    return (await this.#table.change(subjectKeyKeys.workspace(workspaceId), mark, HAS_KEY)).written;
  }

  /** @returns the row as it was before */
  async #change(
    workspaceId: string,
    subjectId: string,
    change: (row: SaltRow) => SaltRow | null,
  ): Promise<SaltRow> {
    const key = subjectKeyKeys.salt(workspaceId, subjectId);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const item = await this.#table.get(key, { consistent: true });
      const row = saltRowOf(item, this.#clock.now());
      const next = change(row);
      if (next === null) return row;
      const gone = next.salt === undefined ? { salt: undefined } : {};
      const fields = { ...gone, ...marksToItem(next) };
      if ((await this.#table.change(key, fields, asItWas(item))).written) return row;
    }
    throw new Raced('the key of a subject');
  }
}
