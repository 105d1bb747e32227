import { InvalidInput } from '../../../domain/errors.ts';
import type { Json, Millis } from '../../../domain/platform.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import { asObject, idField, type JsonObject, textField, timeField } from '../fields.ts';
import { hmacSha256, sameMac } from '../hmac.ts';
import { readJson } from '../read-json.ts';

/** A secret that may have signed, and its name. */
export interface SigningSecret {
  /** Such as `app/meta`. */
  readonly ref: string;
  readonly secret: SecretText;
}

/** What Meta says in a privacy callback. */
export interface SignedRequest {
  /** Whose secret signed it. */
  readonly ref: string;
  /** The app-scoped id of the person who connected, never a customer's. */
  readonly userId: string;
  readonly issuedAt: Millis;
  /** Null = not said; a past one is refused. */
  readonly expiresAt: Millis | null;
}

const LONGEST = 8_192;
/** How far Meta's clock may be ahead of ours. */
const AHEAD_MS = 5 * 60_000;

/**
 * Reads `signed_request`: base64url of the MAC, a dot, base64url of JSON. The MAC is over the second part as received, still encoded; all
 * secrets are tried, in constant time. An old `issued_at` alone is no reason to refuse: Meta does not say how long it retries.
 * https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback
 * @throws InvalidInput when it is malformed, signed by nobody we know, of another algorithm, or outside its time
 */
export function readSignedRequest(
  text: string,
  secrets: readonly SigningSecret[],
  now: Millis,
): SignedRequest {
  const [signature, encoded] = partsOf(text);
  const ref = signerOf(signature, encoded, secrets);
  if (ref === undefined) throw refused('its signature is wrong');
  const payload = asObject(payloadOf(encoded));
  if (textField(payload, 'algorithm')?.toUpperCase() !== 'HMAC-SHA256')
    throw refused('its algorithm is not HMAC-SHA256');
  return { ref, ...claimsOf(payload, now) };
}

function partsOf(text: string): [signature: Buffer, encoded: string] {
  const parts = text.length <= LONGEST ? text.split('.') : [];
  const [signature, encoded] = parts;
  const twoParts = parts.length === 2 && signature && encoded;
  if (!twoParts || !/^[\w-]+=*$/.test(signature) || !/^[\w-]+=*$/.test(encoded))
    throw refused('it is malformed');
  return [Buffer.from(signature, 'base64url'), encoded];
}

function signerOf(signature: Buffer, encoded: string, secrets: readonly SigningSecret[]): string | undefined {
  let signer: string | undefined;
  for (const { ref, secret } of secrets)
    if (sameMac(hmacSha256(secret.reveal(), encoded), signature)) signer ??= ref;
  return signer;
}

function payloadOf(encoded: string): Json {
  try {
    return readJson(Buffer.from(encoded, 'base64url'));
  } catch {
    // The parser's reasons are for deliveries.
    throw refused('its payload is not JSON');
  }
}

function claimsOf(payload: JsonObject | undefined, now: Millis): Omit<SignedRequest, 'ref'> {
  const userId = idField(payload, 'user_id');
  if (userId === undefined || !/^\d+$/.test(userId)) throw refused('it has no user_id');
  const issuedAt = timeField(payload, 'issued_at');
  if (issuedAt === undefined) throw refused('it has no issued_at');
  if (issuedAt > now + AHEAD_MS) throw refused('it is from the future');
  const expiresAt = timeField(payload, 'expires') ?? null;
  if (expiresAt !== null && expiresAt <= now) throw refused('it is expired');
  return { userId, issuedAt, expiresAt };
}

function refused(why: string): InvalidInput {
  return new InvalidInput('signed_request is refused', [why]);
}
