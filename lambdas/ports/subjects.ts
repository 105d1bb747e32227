import type { DataScope } from '../domain/data-scope.ts';

/** Whose keys seal the data of a scope. @throws Unavailable */
export interface Subjects {
  /** A page of subjects; some may come twice. `cursor` null = from the beginning, or there are no more. */
  of(
    scope: DataScope,
    cursor: string | null,
  ): Promise<{ readonly subjectIds: readonly string[]; readonly cursor: string | null }>;
}
