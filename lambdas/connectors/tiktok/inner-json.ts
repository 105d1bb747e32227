import { UnreadableDelivery } from '../../domain/errors.ts';
import { asObject, type JsonObject, textField } from '../shared/fields.ts';
import { readJson } from '../shared/read-json.ts';

/** The object inside `content`, which both surfaces send as JSON in a string; undefined for anything else. */
export function innerJson(outer: JsonObject): JsonObject | undefined {
  const text = textField(outer, 'content');
  if (text === undefined) return undefined;
  try {
    return asObject(readJson(text));
  } catch (error) {
    if (error instanceof UnreadableDelivery) return undefined;
    throw error;
  }
}
