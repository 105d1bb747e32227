import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { PlatformCalls } from '../../../ports/account-access.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
import { formOf } from '../../shared/access/addresses.ts';
import { objectOf } from '../../shared/access/answers.ts';
import type { JsonObject } from '../../shared/fields.ts';
import { type Asked, refusalOf, type Sending } from './refusals.ts';

/** The host of all calls but the module's code exchange and those for files. */
export const API = 'https://api.line.me';

/** The host of what customers sent. */
export const DATA_API = 'https://api-data.line.me';

/** With whose token an account's calls are made, and what names the account to a module channel. */
export interface Session {
  readonly calls: PlatformCalls;
  readonly asked: 'channel_api' | 'module_api';
  readonly token: SecretText;
  /** The header that tells a module channel's calls for which account they are; empty for a channel of one's own. */
  readonly botHeader: Readonly<Record<string, string>>;
}

export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Default: `API`. */
  readonly host?: typeof API | typeof DATA_API;
  /** Exactly as LINE documents it: other spellings are not supported. */
  readonly path: string;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly idempotent: boolean;
}

/**
 * Calls the Messaging API.
 * @throws PlatformRefusal
 */
export async function callApi(session: Session, call: ApiCall): Promise<JsonObject> {
  return readAnswer(session.asked, await askApi(session, call));
}

/** The same, for whoever reads the answer by the status. */
export function askApi(session: Session, call: ApiCall): Promise<EgressAnswer> {
  const { method, host = API, path, json, headers, idempotent } = call;
  return session.calls.send({
    method,
    url: `${host}${path}`,
    headers: {
      ...authorizationOf(session),
      ...headers,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    idempotent,
  });
}

/** The headers that say for whom a call is made. They are secret. */
export function authorizationOf({ token, botHeader }: Session): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${token.reveal()}`, ...botHeader };
}

export interface FormCall {
  readonly url: string;
  readonly asked: Asked;
  readonly headers?: Readonly<Record<string, string>>;
  readonly form: Readonly<Record<string, string | undefined>>;
  readonly idempotent: boolean;
}

/**
 * Calls a token endpoint.
 * @throws PlatformRefusal
 */
export async function callForm(
  calls: PlatformCalls,
  { url, asked, headers, form, idempotent }: FormCall,
): Promise<JsonObject> {
  const answer = await calls.send({
    method: 'POST',
    url,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: formOf(form),
    idempotent,
  });
  return readAnswer(asked, answer);
}

/**
 * What a good answer must have.
 * @throws PlatformRefusal `unavailable` when it is not there: not what LINE documents
 */
export function expected<T>(value: T | undefined): T {
  if (value === undefined) throw new PlatformRefusal('unavailable', 'line', 'incomplete answer');
  return value;
}

/**
 * The answer's body.
 * @throws PlatformRefusal also for a good status with a body that is no JSON object (`unavailable`) or names an error
 */
export function readAnswer(asked: Asked, answer: EgressAnswer, sending?: Sending): JsonObject {
  if (answer.status < 200 || answer.status > 299) throw refusalOf(asked, answer, sending);
  const body = objectOf('line', answer);
  // Not documented with 200; but what names an error is not a success.
  if (Object.hasOwn(body, 'error')) throw refusalOf(asked, answer, sending);
  return body;
}
