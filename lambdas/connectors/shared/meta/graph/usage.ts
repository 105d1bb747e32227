import type { Millis } from '../../../../domain/platform.ts';
import { asObject, numberField, objectsField } from '../../fields.ts';
import { readJson } from '../../read-json.ts';

const MINUTE_MS = 60_000;

/**
 * When calls are taken again, from `X-Business-Use-Case-Usage`: per Page or business a list with
 * `estimated_time_to_regain_access` in minutes. Undefined when the header is absent, unreadable or says 0.
 */
export function regainAccessMs(headers: Readonly<Record<string, string>>): Millis | undefined {
  const minutes = minutesIn(headers['x-business-use-case-usage']);
  const longest = Math.max(0, ...minutes);
  return longest > 0 ? longest * MINUTE_MS : undefined;
}

function minutesIn(header: string | undefined): number[] {
  if (!header) return [];
  try {
    const usage = asObject(readJson(header));
    return Object.keys(usage ?? {})
      .flatMap((id) => objectsField(usage, id))
      .map((entry) => numberField(entry, 'estimated_time_to_regain_access') ?? 0);
  } catch {
    // A header that is no JSON says nothing.
    return [];
  }
}
