import * as z from 'zod/mini';
import { InvalidInput, NotFound } from '../../domain/errors.ts';

/** A request before its parts are checked. */
export interface RawRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Schemas of a request's parts; an absent part takes no fields. */
export interface Parts<
  P extends z.ZodMiniObject = z.ZodMiniObject,
  Q extends z.ZodMiniObject = z.ZodMiniObject,
  H extends z.ZodMiniObject = z.ZodMiniObject,
  B extends z.ZodMiniObject = z.ZodMiniObject,
> {
  readonly params: P | undefined;
  readonly query: Q | undefined;
  readonly headers: H | undefined;
  readonly body: B | undefined;
}

const NOTHING = z.strictObject({});
const SAYING = { error: whatIsAllowed };

/**
 * Checks a request against its route.
 * @throws NotFound when a path parameter cannot be an id of anything
 * @throws InvalidInput naming every wrong or unknown field and what is allowed
 */
export function readRequest<
  P extends z.ZodMiniObject,
  Q extends z.ZodMiniObject,
  H extends z.ZodMiniObject,
  B extends z.ZodMiniObject,
>(parts: Parts<P, Q, H, B>, raw: RawRequest) {
  const params = (parts.params ?? NOTHING).safeParse(raw.params);
  if (!params.success) throw new NotFound('resource');
  const query = (parts.query ?? NOTHING).safeParse(withoutEmpty(raw.query), SAYING);
  const headers = (parts.headers ?? z.object({})).safeParse(raw.headers, SAYING);
  const body = (parts.body ?? NOTHING).safeParse(readBody(parts.body, raw.body), SAYING);
  const details = [
    ...problemsOf(query, parts.query),
    ...problemsOf(headers, parts.headers),
    ...problemsOf(body, parts.body),
  ];
  if (!query.success || !headers.success || !body.success)
    throw new InvalidInput('the request breaks a rule', details);
  return {
    params: params.data as z.output<P>,
    query: query.data as z.output<Q>,
    headers: headers.data as z.output<H>,
    body: body.data as z.output<B>,
  };
}

/** `?status=` asks for nothing in particular. */
function withoutEmpty(query: RawRequest['query']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
}

function readBody(schema: z.ZodMiniObject | undefined, bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  if (schema === undefined) throw new InvalidInput('this route takes no body');
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new InvalidInput('the body is not JSON', ['body: must be JSON in UTF-8']);
  }
}

function problemsOf(
  result: z.core.util.SafeParseResult<unknown>,
  schema: z.ZodMiniObject | undefined,
): string[] {
  return result.success ? [] : result.error.issues.flatMap((issue) => problemOf(issue, schema));
}

/** Names the field and what is allowed; never repeats the value, which may be personal. */
function problemOf(issue: z.core.$ZodIssue, schema: z.ZodMiniObject | undefined): string[] {
  if (issue.code !== 'unrecognized_keys') return [`${issue.path.join('.') || 'body'}: ${issue.message}`];
  const allowed = Object.keys(schema?.shape ?? {}).join(', ') || 'none';
  return issue.keys.map((key) => `${key.slice(0, 64)}: unknown field; allowed: ${allowed}`);
}

/** What is allowed, where the schema has no words of its own for it. */
function whatIsAllowed(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'must be given';
  if (issue.code === 'invalid_type') return `must be of the type ${issue.expected}`;
  return issue.code === 'invalid_value' ? `must be one of ${issue.values.join(', ')}` : undefined;
}
