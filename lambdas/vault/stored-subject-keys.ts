import { hkdfSync, randomBytes } from 'node:crypto';
import type { Kms } from '../aws/kms.ts';
import { Misconfigured, Unavailable } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import { RefreshingCache } from '../domain/refreshing-cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { SubjectKeys, WorkspaceKeys } from '../ports/subject-keys.ts';
import { subjectKeyKeys } from '../store/keys.ts';
import { ABSENT, type Table } from '../store/table.ts';

/** Key material stays in memory for at most this long; the erasure certificate says so. */
export const KEY_LIFE_MS: Millis = 5 * 60_000;

const KEY_BYTES = 32;

interface OpenedWorkspace extends WorkspaceKeys {
  readonly contentKey: Buffer;
}

/**
 * Subject keys from the SubjectKeys table. KMS wraps one 64-byte secret per workspace: 32 bytes from which subjects' keys derive, 32
 * for ids. A subject's key is HKDF-SHA-256(workspace key, salt of the subject).
 */
export class StoredSubjectKeys implements SubjectKeys {
  readonly #table: Table;
  readonly #kms: Kms;
  readonly #keyId: string;
  readonly #workspaces: RefreshingCache<OpenedWorkspace>;
  readonly #subjects: RefreshingCache<Buffer | null>;

  constructor(table: Table, kms: Kms, keyId: string, clock: Clock) {
    this.#table = table;
    this.#kms = kms;
    this.#keyId = keyId;
    const times = { freshMs: KEY_LIFE_MS, keepMs: KEY_LIFE_MS };
    this.#workspaces = new RefreshingCache<OpenedWorkspace>(
      () => clock.now(),
      () => times,
      1_000,
    );
    // That a subject has no salt is asked each time: it may get one any moment.
    this.#subjects = new RefreshingCache<Buffer | null>(
      () => clock.now(),
      (key) => (key ? times : { freshMs: 0, keepMs: 0 }),
      20_000,
    );
  }

  /** @throws Misconfigured for a workspace that has no key: it was never set up, or was erased */
  async workspace(workspaceId: string): Promise<OpenedWorkspace> {
    return this.#workspaces.get(workspaceId, async () => {
      const item = await this.#table.get(subjectKeyKeys.workspace(workspaceId), { consistent: true });
      if (!item) throw new Misconfigured(`the workspace ${workspaceId} has no key`);
      const plain = await this.#kms.decrypt(this.#keyId, item.wrapped, {
        workspace: workspaceId,
        purpose: 'content',
      });
      return { contentKey: plain.subarray(0, KEY_BYTES), idSecret: plain.subarray(KEY_BYTES) };
    });
  }

  async keyFor(workspaceId: string, subjectId: string): Promise<Buffer> {
    const existing = await this.existingKey(workspaceId, subjectId);
    if (existing) return existing;
    const salt = randomBytes(KEY_BYTES);
    await this.#table.put({ ...subjectKeyKeys.salt(workspaceId, subjectId), salt }, ABSENT);
    // Somebody else may have been faster: the salt that stands there counts.
    const key = await this.#load(workspaceId, subjectId);
    if (!key) throw new Unavailable('the salt that was just written');
    this.#subjects.set(`${workspaceId}/${subjectId}`, key);
    return key;
  }

  async existingKey(workspaceId: string, subjectId: string): Promise<Buffer | null> {
    return this.#subjects.get(`${workspaceId}/${subjectId}`, () => this.#load(workspaceId, subjectId));
  }

  async #load(workspaceId: string, subjectId: string): Promise<Buffer | null> {
    const item = await this.#table.get(subjectKeyKeys.salt(workspaceId, subjectId), { consistent: true });
    if (!item) return null;
    const { contentKey } = await this.workspace(workspaceId);
    return Buffer.from(hkdfSync('sha256', contentKey, item.salt, 'kaojai subject key 1', KEY_BYTES));
  }

  /** Makes the key of a new workspace; an existing one stays. */
  async createWorkspace(workspaceId: string): Promise<void> {
    const context = { workspace: workspaceId, purpose: 'content' } as const;
    const { wrapped } = await this.#kms.dataKey(this.#keyId, 2 * KEY_BYTES, context);
    await this.#table.put({ ...subjectKeyKeys.workspace(workspaceId), wrapped }, ABSENT);
  }
}
