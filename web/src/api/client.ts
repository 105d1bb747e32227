import createClient, { type Middleware } from 'openapi-fetch';
import { config } from '../app/config.ts';
import { session } from '../session/session.ts';
import { ApiError, apiErrorOf } from './api-error.ts';
import type { components, paths } from './schema.d.ts';

/** A named schema of the API: `Schema<'Conversation'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

const withToken: Middleware = {
  async onRequest({ request }) {
    const token = await session.accessToken();
    if (token) request.headers.set('authorization', `Bearer ${token}`);
    return request;
  },
  onResponse({ response }) {
    // A token that was good a moment ago is not any more: signed out elsewhere, or the member is gone.
    if (response.status === 401) session.lose();
  },
};

type Client = ReturnType<typeof createClient<paths>>;
let made: Client | undefined;

/** The agent API, typed by its OpenAPI document. Give what it answers to `answerOf`. */
export function api(): Client {
  if (made) return made;
  // Cookies of this origin only: connecting an account sets one, which the platform's return has to bring (docs/adr/0012).
  made = createClient<paths>({ baseUrl: config().apiUrl || location.origin, credentials: 'same-origin' });
  made.use(withToken);
  return made;
}

/**
 * What the API answered: `await answerOf(api().GET('/v1/me'))`.
 * @throws ApiError when it refused or did not answer
 */
export async function answerOf<T>(
  call: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<NonNullable<T>> {
  let answer: Awaited<typeof call>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof ApiError || (error as Error).name === 'AbortError') throw error;
    throw new ApiError(0, { code: 'unreachable', message: 'The API could not be reached.' });
  }
  if (!answer.response.ok) throw apiErrorOf(answer.response.status, answer.error);
  return answer.data as NonNullable<T>;
}
