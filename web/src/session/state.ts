/** Something that Cognito wants before it gives tokens. */
export type Challenge =
  | { readonly kind: 'newPassword'; readonly email: string; readonly session: string }
  | { readonly kind: 'code'; readonly email: string; readonly session: string; readonly username: string }
  | {
      readonly kind: 'setUp';
      readonly email: string;
      readonly session: string;
      readonly username: string;
      readonly secret: string;
    };

/** Why nobody is signed in; the sign-in page says so. */
export type SignedOutBecause = 'start' | 'signedOut' | 'idle' | 'expired';

/** Where a session stands. */
export type SessionState =
  | { readonly kind: 'restoring' }
  | { readonly kind: 'signedOut'; readonly because: SignedOutBecause }
  | { readonly kind: 'challenge'; readonly challenge: Challenge }
  | { readonly kind: 'signedIn' };
