import type { Sealed } from '../domain/conversation.ts';
import type { Purpose } from '../domain/purpose.ts';

/** Which record and which of its fields a sealed value belongs to; a value moved elsewhere does not open. */
export interface SealedPlace {
  readonly workspaceId: string;
  readonly record: string;
  readonly field: string;
}

/** Seals values for a subject, and opens them for the one purpose that it was made for. */
export interface Sealer {
  /** What everything is read for that this opens. */
  readonly purpose: Purpose;
  seal(place: SealedPlace, subjectId: string, value: unknown): Promise<Sealed>;
  /**
   * The value, or null when the subject's key no longer exists.
   * @throws PurposeRefused when the data inventory does not allow the purpose for what lies there
   */
  open<T>(place: SealedPlace, sealed: Sealed): Promise<T | null>;
}

/** Gives out sealers. Nothing that is sealed can be read without one, and there is none without a purpose. */
export interface Sealers {
  for(purpose: Purpose): Sealer;
}
