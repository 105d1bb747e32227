import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { CONSENT_LIFE_MS } from '../../usecases/connecting/start-connecting.ts';

/**
 * S06: the cookie without which nobody finishes a consent. Lax, so that it comes along when the platform sends the browser back; no script can
 * read it. Plain HTTP, where browsers refuse `Secure`, there is on the local cloud only.
 */
export function consentCookie(
  { name, value }: { readonly name: string; readonly value: string },
  publicBaseUrl: string,
): string {
  const secure = publicBaseUrl.startsWith('https:') ? '; Secure' : '';
  return `${name}=${value}; Max-Age=${CONSENT_LIFE_MS / 1_000}; Path=/oauth; HttpOnly; SameSite=Lax${secure}`;
}

/** The cookies of a request, by name. */
export function cookiesOf(
  event: Pick<APIGatewayProxyEventV2, 'cookies' | 'headers'>,
): Record<string, string> {
  const all = [...(event.cookies ?? []), ...(event.headers.cookie?.split(';') ?? [])];
  return Object.fromEntries(
    all.map((cookie) => {
      const at = cookie.indexOf('=');
      return at === -1 ? [cookie.trim(), ''] : [cookie.slice(0, at).trim(), cookie.slice(at + 1).trim()];
    }),
  );
}
