import type { OpenClause } from './binding.ts';
import { COLLECTION_AND_USE } from './bindings/collection-and-use.ts';
import { PLATFORM_DATA } from './bindings/platform-data.ts';
import { RETENTION_AND_RIGHTS } from './bindings/retention-and-rights.ts';
import { SECURITY } from './bindings/security.ts';
import { SHARING } from './bindings/sharing.ts';
import type { Policy } from './check-bindings.ts';
import published from './clauses.json' with { type: 'json' };
import open from './open.json' with { type: 'json' };

/** The published policy, and what keeps it. */
export const POLICY: Policy = {
  clauses: published.clauses.map(({ id }) => id),
  bindings: [...COLLECTION_AND_USE, ...SHARING, ...SECURITY, ...PLATFORM_DATA, ...RETENTION_AND_RIGHTS],
  open: open as readonly OpenClause[],
};
