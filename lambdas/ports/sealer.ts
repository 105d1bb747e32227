import type { Sealed } from '../domain/conversation.ts';

/** Which record and which of its fields a sealed value belongs to; a value moved elsewhere does not open. */
export interface SealedPlace {
  readonly workspaceId: string;
  readonly record: string;
  readonly field: string;
}

/** Seals values for a subject. */
export interface Sealer {
  seal(place: SealedPlace, subjectId: string, value: unknown): Promise<Sealed>;
  /** The value, or null when the subject's key no longer exists. */
  open<T>(place: SealedPlace, sealed: Sealed): Promise<T | null>;
}
