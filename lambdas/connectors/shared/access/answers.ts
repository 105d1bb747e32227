import type { PlatformId } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
import { asObject, type JsonObject } from '../fields.ts';
import { readJson } from '../read-json.ts';

/**
 * The answer's body as a JSON object, with ids above 2^53 as strings.
 * @throws PlatformRefusal `unavailable` when it is none: the error page of some proxy
 */
export function objectOf(platform: PlatformId, answer: EgressAnswer): JsonObject {
  try {
    const object = asObject(readJson(answer.body));
    if (object) return object;
  } catch {
    // Whatever it was, it is not what the platform's API answers; its words are not kept.
  }
  throw new PlatformRefusal('unavailable', platform, `http ${answer.status}`, answer.retryAfterMs);
}
