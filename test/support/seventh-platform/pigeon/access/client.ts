import { objectOf } from '../../../../../lambdas/connectors/shared/access/answers.ts';
import type { JsonObject } from '../../../../../lambdas/connectors/shared/fields.ts';
import { PlatformRefusal, type RefusalKind } from '../../../../../lambdas/domain/platform-refusal.ts';
import type { TokenSet } from '../../../../../lambdas/domain/token-set.ts';
import type { PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';

const LOFT = 'https://api.pigeon.example/v1/loft';

const KIND: Readonly<Record<number, RefusalKind>> = {
  401: 'authorization_gone',
  403: 'permission_missing',
  404: 'not_found',
  429: 'rate_limited',
};

/**
 * Calls the loft that the ring token is of. Every call can be repeated.
 * @throws PlatformRefusal
 */
export async function callLoft(
  calls: PlatformCalls,
  { secrets }: TokenSet,
  method: 'GET' | 'PUT' | 'DELETE',
  path: string,
  json?: object,
): Promise<JsonObject> {
  const answer = await calls.send({
    method,
    url: `${LOFT}${path}`,
    headers: { authorization: `Ring ${secrets.access_token?.reveal() ?? ''}` },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
    idempotent: true,
  });
  if (answer.status < 300) return objectOf('pigeon', answer);
  const otherwise = answer.status >= 500 ? 'unavailable' : 'rejected';
  const kind = KIND[answer.status] ?? otherwise;
  throw new PlatformRefusal(kind, 'pigeon', String(answer.status), answer.retryAfterMs);
}
