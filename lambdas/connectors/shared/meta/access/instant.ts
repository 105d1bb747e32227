import type { Millis } from '../../../../domain/platform.ts';
import { type JsonObject, textField, timeField } from '../../fields.ts';

/** `2026-10-05T01:12:44+0000`, or a number. */
export function instantOf(object: JsonObject, name: string): Millis | undefined {
  const text = textField(object, name);
  const at = text?.includes('T')
    ? Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
    : timeField(object, name);
  return Number.isFinite(at) ? at : undefined;
}
