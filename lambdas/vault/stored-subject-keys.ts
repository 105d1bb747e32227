import { hkdfSync, randomBytes } from 'node:crypto';
import type { Kms } from '../aws/kms.ts';
import { Misconfigured, Unavailable } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import { RefreshingCache } from '../domain/refreshing-cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { SubjectKeys, SubjectStanding, WorkspaceKeys } from '../ports/subject-keys.ts';
import { subjectKeyKeys } from '../store/keys.ts';
import { ABSENT, type Item, type Table } from '../store/table.ts';
import { asItWas, saltRowOf, saltToItem, standingOf } from './salt-row.ts';

/** Key material stays in memory for at most this long, unless a stage says less; the erasure certificate says how long. */
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
  readonly #clock: Clock;
  readonly #workspaces: RefreshingCache<OpenedWorkspace>;
  readonly #subjects: RefreshingCache<Buffer | null>;

  /** @param lifeMs how long keys stay in memory */
  constructor(table: Table, kms: Kms, keyId: string, clock: Clock, lifeMs: Millis = KEY_LIFE_MS) {
    this.#table = table;
    this.#kms = kms;
    this.#keyId = keyId;
    this.#clock = clock;
    const times = { freshMs: lifeMs, keepMs: lifeMs };
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
      if (!item?.wrapped) throw new Misconfigured(`the workspace ${workspaceId} has no key`);
      const plain = await this.#kms.decrypt(this.#keyId, item.wrapped, {
        workspace: workspaceId,
        purpose: 'content',
      });
      return { contentKey: plain.subarray(0, KEY_BYTES), idSecret: plain.subarray(KEY_BYTES) };
    });
  }

  /** @throws Unavailable while the subject is being erased: afterwards it starts anew */
  async keyFor(workspaceId: string, subjectId: string): Promise<Buffer> {
    const existing = await this.existingKey(workspaceId, subjectId);
    if (existing) return existing;
    await this.#makeSalt(workspaceId, subjectId);
    // Somebody else may have been faster: the salt that stands there counts.
    const key = await this.#load(workspaceId, subjectId);
    if (!key) throw new Unavailable('the salt that was just written');
    this.#subjects.set(`${workspaceId}/${subjectId}`, key);
    return key;
  }

  /** Where a tombstone stands it is put over, with its mark: what is older than the erasure stays out. */
  async #makeSalt(workspaceId: string, subjectId: string): Promise<void> {
    const key = subjectKeyKeys.salt(workspaceId, subjectId);
    const salt = randomBytes(KEY_BYTES);
    const first = await this.#table.put({ ...key, salt }, ABSENT);
    if (first.written || first.existing === null) return;
    const row = saltRowOf(first.existing, this.#clock.now());
    if (row.restrictedBy.length > 0) throw new Unavailable('a key that is being destroyed');
    if (row.salt) return;
    await this.#table.put({ ...key, ...saltToItem({ ...row, salt }) }, asItWas(first.existing));
  }

  async existingKey(workspaceId: string, subjectId: string): Promise<Buffer | null> {
    return this.#subjects.get(`${workspaceId}/${subjectId}`, () => this.#load(workspaceId, subjectId));
  }

  async standing(workspaceId: string, subjectId: string): Promise<SubjectStanding> {
    const standing = standingOf(saltRowOf(await this.#read(workspaceId, subjectId), this.#clock.now()));
    if (!standing.hasKey || standing.restrictedBy !== undefined)
      this.#subjects.forget(`${workspaceId}/${subjectId}`);
    return standing;
  }

  /** A key that is about to be destroyed opens nothing any more, and seals nothing. */
  async #load(workspaceId: string, subjectId: string): Promise<Buffer | null> {
    const row = saltRowOf(await this.#read(workspaceId, subjectId), this.#clock.now());
    if (!row.salt || row.restrictedBy.length > 0) return null;
    const { contentKey } = await this.workspace(workspaceId);
    return Buffer.from(hkdfSync('sha256', contentKey, row.salt, 'kaojai subject key 1', KEY_BYTES));
  }

  #read(workspaceId: string, subjectId: string): Promise<Item | null> {
    return this.#table.get(subjectKeyKeys.salt(workspaceId, subjectId), { consistent: true });
  }

  /** Makes the key of a new workspace; an existing one stays. @throws Misconfigured for a workspace that was erased: it gets no other key */
  async createWorkspace(workspaceId: string): Promise<void> {
    const context = { workspace: workspaceId, purpose: 'content' } as const;
    const { wrapped } = await this.#kms.dataKey(this.#keyId, 2 * KEY_BYTES, context);
    const made = await this.#table.put({ ...subjectKeyKeys.workspace(workspaceId), wrapped }, ABSENT);
    if (!made.written && made.existing && !made.existing.wrapped)
      throw new Misconfigured(`the workspace ${workspaceId} was erased`);
  }
}
