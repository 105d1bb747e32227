import type { TFunction } from 'i18next';
import { SignInError } from './cognito.ts';

const TEXTS = {
  NotAuthorizedException: 'session.errors.wrong',
  UserNotFoundException: 'session.errors.wrong',
  CodeMismatchException: 'session.errors.code',
  EnableSoftwareTokenMFAException: 'session.errors.code',
  ExpiredCodeException: 'session.errors.expired',
  InvalidPasswordException: 'session.errors.password',
  PasswordResetRequiredException: 'session.errors.reset',
  TooManyRequestsException: 'session.errors.many',
  LimitExceededException: 'session.errors.many',
  Unreachable: 'session.errors.unreachable',
} as const;

/** Why signing in did not work. Never whether there is such a person. */
export function signInErrorText(t: TFunction, error: unknown): string {
  const code = error instanceof SignInError ? error.code : '';
  return t(code in TEXTS ? TEXTS[code as keyof typeof TEXTS] : 'session.errors.other');
}
