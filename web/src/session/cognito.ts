import { config } from '../app/config.ts';

/** Cognito refused, by the name of its error (`NotAuthorizedException`, `CodeMismatchException`, …); `Unreachable` = no answer came. */
export class SignInError extends Error {
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** What `InitiateAuth` and `RespondToAuthChallenge` answer: tokens, or something more to do first. */
export interface AuthAnswer {
  readonly AuthenticationResult?: {
    readonly AccessToken: string;
    readonly RefreshToken?: string;
    readonly ExpiresIn: number;
  };
  readonly ChallengeName?: string;
  readonly ChallengeParameters?: Readonly<Record<string, string>>;
  readonly Session?: string;
}

/**
 * Calls Cognito's user pool API, which browsers may call directly; none of these calls is signed.
 * Source: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/
 * @throws SignInError
 */
export async function callCognito<T>(action: string, body: object): Promise<T> {
  const answer = await fetch(config().cognito.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${action}`,
    },
    body: JSON.stringify(body),
    cache: 'no-store',
    credentials: 'omit',
  }).catch(() => {
    throw new SignInError('Unreachable');
  });
  const content = (await answer.json().catch(() => ({}))) as { __type?: string };
  if (answer.ok) return content as T;
  // With a namespace in front or without: `com.amazonaws…#NotAuthorizedException`.
  throw new SignInError(
    content.__type?.split('#').at(-1) ?? (answer.status >= 500 ? 'Unreachable' : 'Failed'),
  );
}

const clientId = () => config().cognito.clientId;

/** Begins to sign in. The password goes to Cognito alone, over TLS (docs/adr: the console's session). */
export function initiate(email: string, password: string): Promise<AuthAnswer> {
  return callCognito('InitiateAuth', {
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: clientId(),
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
}

/** New tokens for a refresh token. */
export function renew(refreshToken: string): Promise<AuthAnswer> {
  return callCognito('InitiateAuth', {
    AuthFlow: 'REFRESH_TOKEN_AUTH',
    ClientId: clientId(),
    AuthParameters: { REFRESH_TOKEN: refreshToken },
  });
}

/** Answers what Cognito asked for before it gives tokens. */
export function respond(
  challenge: { readonly name: string; readonly session: string },
  responses: Readonly<Record<string, string>>,
): Promise<AuthAnswer> {
  return callCognito('RespondToAuthChallenge', {
    ChallengeName: challenge.name,
    ClientId: clientId(),
    Session: challenge.session,
    ChallengeResponses: responses,
  });
}

/** Makes a refresh token, and the access tokens that came of it, worthless. */
export async function revoke(refreshToken: string): Promise<void> {
  await callCognito('RevokeToken', { ClientId: clientId(), Token: refreshToken });
}
