import { createHash } from 'node:crypto';
import { fromCompact, toCompact } from '../domain/compact.ts';
import type { Sealed } from '../domain/conversation.ts';
import { Purpose, PurposeRefused } from '../domain/purpose.ts';
import { open, seal } from '../domain/seal.ts';
import { purposesOfSealed } from '../domain/sealed-purposes.ts';
import type { SealedPlace, Sealer, Sealers } from '../ports/sealer.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';

/** Before the sealed bytes: which key it was, so that a value of a destroyed key is told from one that was tampered with. */
const MARK_BYTES = 4;

/** Seals values as compact JSON with the subject's key. JSON keeps even half surrogate pairs, so text comes back as it was. */
export class ContentSealer implements Sealers {
  readonly #keys: SubjectKeys;

  constructor(keys: SubjectKeys) {
    this.#keys = keys;
  }

  /** @throws PurposeRefused for what is none, such as a word that somebody took for one */
  for(purpose: Purpose): Sealer {
    if (!Purpose.isPurpose(purpose)) throw new PurposeRefused(null);
    return new PurposedSealer(this.#keys, purpose);
  }
}

class PurposedSealer implements Sealer {
  readonly purpose: Purpose;
  readonly #keys: SubjectKeys;

  constructor(keys: SubjectKeys, purpose: Purpose) {
    this.#keys = keys;
    this.purpose = purpose;
  }

  async seal(place: SealedPlace, subjectId: string, value: unknown): Promise<Sealed> {
    const key = await this.#keys.keyFor(place.workspaceId, subjectId);
    const sealed = seal(key, associated(place, subjectId), toCompact(value));
    return { subjectId, bytes: Buffer.concat([markOf(key), sealed]) };
  }

  /** @throws Error when the value was tampered with or belongs elsewhere; @throws PurposeRefused */
  async open<T>(place: SealedPlace, { subjectId, bytes }: Sealed): Promise<T | null> {
    if (!purposesOfSealed(place.record).includes(this.purpose.name))
      throw new PurposeRefused(this.purpose.name, 'what lies there is not read for this purpose');
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
