import { asObject, field, type JsonObject } from '../../shared/fields.ts';
import { readJson } from '../../shared/read-json.ts';

/**
 * Reads the cursor that an earlier page gave; the first page has none.
 * @throws UnreadableDelivery for anything that is no JSON object
 */
export function readCursor(cursor: string | null): JsonObject {
  return (cursor === null ? undefined : asObject(readJson(cursor))) ?? {};
}

/** The texts of a list in the cursor. */
export function textsOf(cursor: JsonObject, name: string): string[] {
  const list = field(cursor, name);
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : [];
}
