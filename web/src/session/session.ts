import { Observable } from '../app/observable.ts';
import { personal } from '../app/storage.ts';
import { type AuthAnswer, initiate, renew, respond, revoke, SignInError } from './cognito.ts';
import { beginSecondFactor, finishSignedIn, finishWhileSigningIn } from './second-factor.ts';
import type { Challenge, SessionState, SignedOutBecause } from './state.ts';

const REFRESH = 'session';
/** A token that ends this soon is not used any more: the request has to arrive, too. */
const SPARE_MS = 60_000;

interface AccessToken {
  readonly token: string;
  readonly until: number;
}

/**
 * Who is signed in on this tab. The access token is in memory only; the refresh token, which lives a working day, also in the tab's own storage,
 * so that a reload is no sign-out (docs/adr/0020-console-session.md).
 */
export class Session {
  readonly state = new Observable<SessionState>({ kind: 'restoring' });
  #access: AccessToken | undefined;
  #refreshToken: string | undefined;
  #renewing: Promise<string | null> | undefined;
  readonly #forgetting = new Set<() => void>();

  /** Calls `forget` when somebody signs out: whatever holds something of theirs lets go of it. */
  onSignOut(forget: () => void): void {
    this.#forgetting.add(forget);
  }

  /** Goes on with the session of this tab, if there is one. */
  async restore(): Promise<void> {
    this.#refreshToken = personal.get(REFRESH) ?? undefined;
    if (!this.#refreshToken) return this.#end('start');
    if ((await this.accessToken().catch(() => null)) && this.state.get().kind === 'restoring')
      this.state.set({ kind: 'signedIn' });
    // Unreachable at the moment: the pages say so and try again.
    else if (this.#refreshToken) this.state.set({ kind: 'signedIn' });
  }

  /** @throws SignInError */
  async signIn(email: string, password: string): Promise<void> {
    await this.#take(email, await initiate(email, password));
  }

  /** Answers the challenge: with the new password, or with a code of the authenticator app. @throws SignInError */
  async answer(challenge: Challenge, text: string): Promise<void> {
    await this.#take(challenge.email, await answering(challenge, text));
  }

  /** Back to the first step of signing in. */
  giveUp(): void {
    this.#end('start');
  }

  /** An access token that is good for a minute at least; null = nobody is signed in. @throws SignInError when Cognito cannot be reached */
  async accessToken(): Promise<string | null> {
    if (this.#access && this.#access.until - Date.now() > SPARE_MS) return this.#access.token;
    if (!this.#refreshToken) return null;
    this.#renewing ??= this.#renew(this.#refreshToken).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Turns the second factor on for whoever is signed in. @throws SignInError */
  async finishSecondFactor(code: string): Promise<void> {
    await finishSignedIn((await this.accessToken()) ?? '', code);
  }

  /** Asks for the secret that an authenticator app is to keep. @throws SignInError */
  async beginSecondFactor(): Promise<string> {
    return (await beginSecondFactor({ AccessToken: (await this.accessToken()) ?? '' })).secret;
  }

  /** Forgets everything at once, then makes the tokens worthless. */
  async signOut(because: SignedOutBecause = 'signedOut'): Promise<void> {
    const token = this.#refreshToken;
    this.#end(because);
    // Not reachable: the token ends by itself within a working day, and this browser has it no more.
    if (token) await revoke(token).catch(() => undefined);
  }

  /** The API does not take the token any more. */
  lose(): void {
    if (this.state.get().kind === 'signedIn') this.#end('expired');
  }

  async #renew(refreshToken: string): Promise<string | null> {
    try {
      const { AuthenticationResult } = await renew(refreshToken);
      // Signed out meanwhile: what comes late opens nothing.
      if (!AuthenticationResult || this.#refreshToken !== refreshToken) return null;
      this.#keep(AuthenticationResult);
      return AuthenticationResult.AccessToken;
    } catch (error) {
      if (error instanceof SignInError && isTransient(error)) throw error;
      if (this.#refreshToken === refreshToken) this.#end('expired');
      return null;
    }
  }

  async #take(email: string, answer: AuthAnswer): Promise<void> {
    if (!answer.AuthenticationResult) {
      this.state.set({ kind: 'challenge', challenge: await challengeOf(email, answer) });
      return;
    }
    this.#keep(answer.AuthenticationResult);
    this.state.set({ kind: 'signedIn' });
  }

  #keep({ AccessToken, RefreshToken, ExpiresIn }: NonNullable<AuthAnswer['AuthenticationResult']>): void {
    this.#access = { token: AccessToken, until: Date.now() + ExpiresIn * 1_000 };
    if (!RefreshToken) return;
    this.#refreshToken = RefreshToken;
    personal.set(REFRESH, RefreshToken);
  }

  #end(because: SignedOutBecause): void {
    this.#access = undefined;
    this.#refreshToken = undefined;
    personal.clear();
    for (const forget of this.#forgetting) forget();
    this.state.set({ kind: 'signedOut', because });
  }
}

/** The session of this tab. */
export const session = new Session();

function isTransient({ code }: SignInError): boolean {
  return ['Unreachable', 'TooManyRequestsException', 'InternalErrorException'].includes(code);
}

function answering(challenge: Challenge, text: string): Promise<AuthAnswer> {
  const { email, session: at } = challenge;
  switch (challenge.kind) {
    case 'newPassword':
      return respond({ name: 'NEW_PASSWORD_REQUIRED', session: at }, { USERNAME: email, NEW_PASSWORD: text });
    case 'code':
      return respond(
        { name: 'SOFTWARE_TOKEN_MFA', session: at },
        { USERNAME: challenge.username, SOFTWARE_TOKEN_MFA_CODE: text },
      );
    case 'setUp':
      return finishWhileSigningIn(challenge.username, at, text);
  }
}

async function challengeOf(email: string, answer: AuthAnswer): Promise<Challenge> {
  const { ChallengeName, ChallengeParameters, Session: at = '' } = answer;
  const username = ChallengeParameters?.USER_ID_FOR_SRP ?? email;
  switch (ChallengeName) {
    case 'NEW_PASSWORD_REQUIRED':
      return { kind: 'newPassword', email, session: at };
    case 'SOFTWARE_TOKEN_MFA':
      return { kind: 'code', email, session: at, username };
    case 'MFA_SETUP': {
      const { secret, session: next } = await beginSecondFactor({ Session: at });
      return { kind: 'setUp', email, session: next ?? at, username, secret };
    }
    default:
      throw new SignInError('Unsupported');
  }
}
