/** What whoever catches an error should do about it. */
export type Remedy = 'retry' | 'park' | 'refuse' | 'reconnect' | 'fix_configuration';

/**
 * Base of all errors that KaoJai raises on purpose. `code` is stable and snake_case; messages are plain words that
 * never carry personal data or secrets.
 */
export class KaoJaiError extends Error {
  readonly code: string;
  readonly remedy: Remedy;
  readonly details: readonly string[];

  constructor(
    code: string,
    remedy: Remedy,
    message: string,
    details: readonly string[] = [],
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    // Class names do not survive the bundler; the code does.
    this.name = 'KaoJaiError';
    this.code = code;
    this.remedy = remedy;
    this.details = details;
  }
}

/** A signed delivery that cannot be understood at all. Ends in the parked deliveries. */
export class UnreadableDelivery extends KaoJaiError {
  constructor(reason: string, cause?: unknown) {
    super('unreadable_delivery', 'park', reason, [], cause);
  }
}

/** A caller's input breaks a rule. `details` names each field and what is allowed. */
export class InvalidInput extends KaoJaiError {
  constructor(message: string, details: readonly string[] = []) {
    super('invalid_input', 'refuse', message, details);
  }
}

/** Unknown, or of another workspace: the two look the same on purpose. */
export class NotFound extends KaoJaiError {
  constructor(what: string) {
    super('not_found', 'refuse', `${what} not found`);
  }
}

/** The thing is not as the caller saw it: somebody changed it since. `details` says which version it has now. */
export class VersionChanged extends KaoJaiError {
  constructor(what: string, current: number) {
    super('version_changed', 'refuse', `the ${what} was changed meanwhile`, [`version: ${current}`]);
  }
}

/** There may be no more of these: something has to go first. */
export class LimitReached extends KaoJaiError {
  constructor(what: string, most: number) {
    super('limit_reached', 'refuse', `there may be no more ${what}`, [`at most ${most}; remove one first`]);
  }
}

/** The key that would seal it no longer exists: the customer was erased, and nothing more is written about them. */
export class SubjectErased extends KaoJaiError {
  constructor() {
    super('subject_erased', 'refuse', 'the customer was erased, so nothing can be added here');
  }
}

/** Signed in, but the role does not allow this. */
export class Forbidden extends KaoJaiError {
  constructor(message: string) {
    super('forbidden', 'refuse', message);
  }
}

/** Signed in, but a member of no workspace. */
export class NoWorkspace extends KaoJaiError {
  constructor() {
    super('no_workspace', 'refuse', 'you are not a member of any workspace');
  }
}

/** The platform account belongs to somebody else, who has to let go of it first. */
export class AccountTaken extends KaoJaiError {
  constructor(platformName: string) {
    super('account_taken', 'refuse', `this ${platformName} account is connected to another workspace`, [
      'disconnect it there first',
    ]);
  }
}

/** The operator has not entered the application that a login needs. */
export class AppMissing extends KaoJaiError {
  constructor(app: string) {
    super('platform_app_missing', 'refuse', `the platform application "${app}" is not set up here yet`, [
      'the operator enters it with "npm run app-secrets"',
    ]);
  }
}

/** Somebody else changed the same thing at the same moment, again and again. */
export class Raced extends KaoJaiError {
  constructor(what: string) {
    super('raced', 'retry', `${what} is being changed by others`);
  }
}

/** A dependency did not answer or asked to slow down; the same call may succeed later. */
export class Unavailable extends KaoJaiError {
  constructor(what: string, cause?: unknown) {
    super('unavailable', 'retry', `${what} is not available`, [], cause);
  }
}

/** The deployment lacks something or has a wrong value; trying again changes nothing. */
export class Misconfigured extends KaoJaiError {
  constructor(message: string, details: readonly string[] = []) {
    super('misconfigured', 'fix_configuration', message, details);
  }
}
