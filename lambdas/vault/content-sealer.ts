import { createHash } from 'node:crypto';
import { fromCompact, toCompact } from '../domain/compact.ts';
import type { Sealed } from '../domain/conversation.ts';
import { open, seal } from '../domain/seal.ts';
import type { SealedPlace, Sealer } from '../ports/sealer.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';

/** Before the sealed bytes: which key it was, so that a value of a destroyed key is told from one that was tampered with. */
const MARK_BYTES = 4;

/** Seals values as compact JSON with the subject's key. JSON keeps even half surrogate pairs, so text comes back as it was. */
export class ContentSealer implements Sealer {
  readonly #keys: SubjectKeys;

  constructor(keys: SubjectKeys) {
    this.#keys = keys;
  }

  async seal(place: SealedPlace, subjectId: string, value: unknown): Promise<Sealed> {
    const key = await this.#keys.keyFor(place.workspaceId, subjectId);
    const sealed = seal(key, associated(place, subjectId), toCompact(value));
    return { subjectId, bytes: Buffer.concat([markOf(key), sealed]) };
  }

  /** @throws Error when the value was tampered with or belongs elsewhere */
  async open<T>(place: SealedPlace, { subjectId, bytes }: Sealed): Promise<T | null> {
    const key = await this.#keys.existingKey(place.workspaceId, subjectId);
    // A person who was erased and wrote again has another key; what the old one sealed stays unreadable.
    if (key === null || !markOf(key).equals(bytes.subarray(0, MARK_BYTES))) return null;
    return fromCompact<T>(open(key, associated(place, subjectId), bytes.subarray(MARK_BYTES)));
  }
}

function markOf(key: Buffer): Buffer {
  return createHash('sha256').update('mark').update(key).digest().subarray(0, MARK_BYTES);
}

function associated(place: SealedPlace, subjectId: string): string[] {
  return [place.workspaceId, subjectId, place.record, place.field];
}
