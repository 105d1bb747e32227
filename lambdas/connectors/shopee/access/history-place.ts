import { InvalidInput } from '../../../domain/errors.ts';
import { arrayField, asObject, idField } from '../../shared/fields.ts';
import { readJson } from '../../shared/read-json.ts';

/** Where the reading of a history stands. */
export interface HistoryPlace {
  /** Conversations of the current page that are still to be read; the first is being read. */
  readonly conversations: readonly string[];
  /** Where the first conversation's next messages begin; null = at its newest. */
  readonly offset: string | null;
  /** Where the next page of conversations begins; empty = at the newest; null = there is none. */
  readonly before: string | null;
}

/** About 600 characters for a page of 25 conversations. */
export function writePlace({ conversations, offset, before }: HistoryPlace): string {
  return JSON.stringify({ c: conversations, o: offset, b: before });
}

/** @throws InvalidInput when the cursor is none of ours */
export function readPlace(cursor: string): HistoryPlace {
  const place = read(cursor);
  const conversations = (arrayField(place, 'c') ?? []).map((id) => idField({ id }, 'id'));
  if (place === undefined || conversations.some((id) => id === undefined))
    throw new InvalidInput('the cursor is none of ours');
  return {
    conversations: conversations as string[],
    offset: idField(place, 'o') ?? null,
    before: idField(place, 'b') ?? null,
  };
}

function read(cursor: string) {
  try {
    return asObject(readJson(cursor));
  } catch {
    return undefined;
  }
}
