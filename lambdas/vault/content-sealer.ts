import { fromCompact, toCompact } from '../domain/compact.ts';
import type { Sealed } from '../domain/conversation.ts';
import { open, seal } from '../domain/seal.ts';
import type { SealedPlace, Sealer } from '../ports/sealer.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';

/** Seals values as compact JSON with the subject's key. JSON keeps even half surrogate pairs, so text comes back as it was. */
export class ContentSealer implements Sealer {
  readonly #keys: SubjectKeys;

  constructor(keys: SubjectKeys) {
    this.#keys = keys;
  }

  async seal(place: SealedPlace, subjectId: string, value: unknown): Promise<Sealed> {
    const key = await this.#keys.keyFor(place.workspaceId, subjectId);
    return { subjectId, bytes: seal(key, associated(place, subjectId), toCompact(value)) };
  }

  /** @throws Error when the value was tampered with or belongs elsewhere */
  async open<T>(place: SealedPlace, sealed: Sealed): Promise<T | null> {
    const key = await this.#keys.existingKey(place.workspaceId, sealed.subjectId);
    if (key === null) return null;
    return fromCompact<T>(open(key, associated(place, sealed.subjectId), sealed.bytes));
  }
}

function associated(place: SealedPlace, subjectId: string): string[] {
  return [place.workspaceId, subjectId, place.record, place.field];
}
