import { InvalidInput } from '../../../domain/errors.ts';
import { arrayField, asObject, defined, idField, type JsonObject, objectField } from '../../shared/fields.ts';
import { readJson } from '../../shared/read-json.ts';

/** Where a list goes on: everything up to this time, and after this element of it. */
export interface Position {
  /** Milliseconds as Lazada writes them. */
  readonly startTime: string;
  readonly lastId?: string;
}

/** How far the reading is. */
export interface Place {
  /** Where the list of sessions goes on; absent = it is read to its end. */
  readonly sessions?: Position;
  /** Sessions of the list that are still to be read, at most a page of it. */
  readonly pending: readonly string[];
  /** Where the messages of the first of `pending` go on; absent = at their beginning. */
  readonly messages?: Position;
}

/** Also the list of 20 sessions fits into a cursor's 2,000 characters: a session's id has about 30. */
export function writePlace(place: Place): string {
  return JSON.stringify(place);
}

/** @throws InvalidInput for anything that `writePlace` did not write */
export function readPlace(cursor: string): Place {
  const place = placeIn(cursor);
  const pending = arrayField(place, 'pending')?.filter((id) => typeof id === 'string');
  if (pending === undefined) throw new InvalidInput('the cursor is none of the history of Lazada');
  return defined({
    sessions: readPosition(objectField(place, 'sessions')),
    pending,
    messages: readPosition(objectField(place, 'messages')),
  }) as Place;
}

/**
 * Where a list goes on after a page; undefined = that was all, or the page leads to where it is itself and would be read for ever.
 * @param idName of the field that names the page's last element
 */
export function nextPosition(page: JsonObject, idName: string, now: Position): Position | undefined {
  const startTime = idField(page, 'next_start_time');
  if (!isYes(page, 'has_more') || startTime === undefined) return undefined;
  const next = defined({ startTime, lastId: idField(page, idName) }) as Position;
  return next.startTime === now.startTime && next.lastId === now.lastId ? undefined : next;
}

/** Booleans may be strings. */
function isYes(page: JsonObject, name: string): boolean {
  return page[name] === true || page[name] === 'true';
}

function placeIn(cursor: string): JsonObject | undefined {
  try {
    return asObject(readJson(cursor));
  } catch {
    return undefined;
  }
}

function readPosition(object: JsonObject | undefined): Position | undefined {
  const startTime = idField(object, 'startTime');
  if (startTime === undefined) return undefined;
  return defined({ startTime, lastId: idField(object, 'lastId') }) as Position;
}
