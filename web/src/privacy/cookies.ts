import { answerOf, api } from '../api/client.ts';
import { Observable } from '../app/observable.ts';
import { preferences } from '../app/storage.ts';

/** What somebody allows. Today nothing but what is essential is there, whatever they choose. */
export type CookieChoice = 'essential' | 'statistics';

const REMEMBERED = 'cookies';

function remembered(): CookieChoice | null {
  const value = preferences.get(REMEMBERED);
  return value === 'essential' || value === 'statistics' ? value : null;
}

/** The choice on this device; null = nobody was asked yet. */
export const cookieChoice = new Observable<CookieChoice | null>(remembered());

/** Puts the choice on record, then remembers it on this device. @throws ApiError */
export async function chooseCookies(choice: CookieChoice): Promise<void> {
  const state = choice === 'statistics' ? 'given' : 'withdrawn';
  await answerOf(api().POST('/v1/me/consents', { body: { cookies: 'statistics', state } }));
  preferences.set(REMEMBERED, choice);
  cookieChoice.set(choice);
}
