import { callCognito } from '../session/cognito.ts';
import { session } from '../session/session.ts';

/**
 * Ends all sessions of whoever is signed in, this one as well: no refresh token counts any more. Another browser's access token lives on until it
 * ends by itself.
 * @throws SignInError when Cognito cannot be reached
 */
export async function signOutEverywhere(): Promise<void> {
  await callCognito('GlobalSignOut', { AccessToken: (await session.accessToken()) ?? '' });
  await session.signOut();
}
