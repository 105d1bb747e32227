import { KaoJaiError } from './errors.ts';

/**
 * What personal data is processed for, and nothing else (clause CPD-2 of the privacy policy). The list is closed: a new purpose is a change of
 * the policy first.
 */
export const PURPOSE_NAMES = {
  inbox: 'showing conversations to the workspace that they belong to, and keeping them',
  support: 'answering customers',
  automation: 'rules and chatbots that the merchant set up in the own workspace',
  analytics: "figures for the merchant about the own workspace's work",
  administration: 'accounts, members, connections and settings of the workspace',
  privacy_request: 'access, correction, erasure, and the proof of them',
  security: 'finding and ending abuse and incidents',
} as const;
export type PurposeName = keyof typeof PURPOSE_NAMES;

/** What personal data is never processed for (clauses USE-5, SHR-4, CPD-4 to CPD-7). There is no `Purpose` for any of these. */
export const REFUSED_PURPOSES = ['advertising', 'eligibility', 'training', 'sale', 'profiling'] as const;

/** Personal data is asked for with a purpose that it may not be used for, or that does not exist. */
export class PurposeRefused extends KaoJaiError {
  /** The purpose that was named; null: a word that is none, which may be anything and is therefore not repeated. */
  readonly named: string | null;

  constructor(named: string | null, message = 'personal data is not processed for this purpose') {
    super('purpose_refused', 'refuse', message, [`allowed: ${Object.keys(PURPOSE_NAMES).join(', ')}`]);
    this.named = named;
  }
}

/**
 * A purpose that personal data may be read for. Nobody outside this file can make one: not from text, and not by a cast of text, for whoever reads
 * asks `isPurpose`.
 */
export class Purpose {
  readonly name: PurposeName;
  readonly #made = true;

  private constructor(name: PurposeName) {
    // Types are gone when the code runs.
    if (!Object.hasOwn(PURPOSE_NAMES, name)) throw new PurposeRefused(null);
    this.name = name;
    Object.freeze(this);
  }

  static readonly inbox = new Purpose('inbox');
  static readonly support = new Purpose('support');
  static readonly automation = new Purpose('automation');
  static readonly analytics = new Purpose('analytics');
  static readonly administration = new Purpose('administration');
  static readonly privacyRequest = new Purpose('privacy_request');
  static readonly security = new Purpose('security');

  /** Whether it was really made here, whatever the types say. */
  static isPurpose(value: unknown): value is Purpose {
    return typeof value === 'object' && value !== null && #made in value;
  }

  toString(): string {
    return this.name;
  }
}

const BY_NAME: ReadonlyMap<string, Purpose> = new Map(
  [
    Purpose.inbox,
    Purpose.support,
    Purpose.automation,
    Purpose.analytics,
    Purpose.administration,
    Purpose.privacyRequest,
    Purpose.security,
  ].map((purpose) => [purpose.name, purpose]),
);

/**
 * The purpose that a word from outside names.
 * @throws PurposeRefused
 */
export function purposeOf(text: string): Purpose {
  const purpose = BY_NAME.get(text);
  if (purpose) return purpose;
  throw new PurposeRefused(REFUSED_PURPOSES.find((refused) => refused === text) ?? null);
}
