import { type AuthAnswer, callCognito, respond, SignInError } from './cognito.ts';

/** The secret that an authenticator app is to keep, in base32. */
export interface AppSecret {
  readonly secret: string;
  /** Session to go on with, while signing in. */
  readonly session?: string;
}

/** Who sets a second factor up: somebody who is signing in, or who is signed in. */
export type Holder = { readonly Session: string } | { readonly AccessToken: string };

/** Asks for a secret for an authenticator app. @throws SignInError */
export async function beginSecondFactor(holder: Holder): Promise<AppSecret> {
  const { SecretCode, Session } = await callCognito<{ SecretCode: string; Session?: string }>(
    'AssociateSoftwareToken',
    holder,
  );
  return { secret: SecretCode, ...(Session && { session: Session }) };
}

/** Finishes with the app's first code, while signing in. @throws SignInError */
export async function finishWhileSigningIn(
  email: string,
  session: string,
  code: string,
): Promise<AuthAnswer> {
  const verified = await verify({ Session: session }, code);
  return respond({ name: 'MFA_SETUP', session: verified ?? session }, { USERNAME: email });
}

/** Finishes with the app's first code, signed in; from then on each sign-in asks for one. @throws SignInError */
export async function finishSignedIn(accessToken: string, code: string): Promise<void> {
  await verify({ AccessToken: accessToken }, code);
  await callCognito('SetUserMFAPreference', {
    AccessToken: accessToken,
    SoftwareTokenMfaSettings: { Enabled: true, PreferredMfa: true },
  });
}

async function verify(holder: Holder, code: string): Promise<string | undefined> {
  const { Status, Session } = await callCognito<{ Status: string; Session?: string }>('VerifySoftwareToken', {
    ...holder,
    UserCode: code,
    FriendlyDeviceName: 'KaoJai',
  });
  if (Status !== 'SUCCESS') throw new SignInError('EnableSoftwareTokenMFAException');
  return Session;
}

/** What authenticator apps read from a picture or a link. Source: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function otpauthLink(email: string, secret: string): string {
  const label = encodeURIComponent(`KaoJai:${email}`);
  return `otpauth://totp/${label}?secret=${encodeURIComponent(secret)}&issuer=KaoJai`;
}
