import { type Condition, name, type Statement, statementsOf } from './statements.ts';
import type { Properties, Synthesised } from './synthesise.ts';

/** Somebody who calls KMS: a role, and the tags on it. */
export interface Caller {
  readonly role: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A call of KMS itself, not through a service. */
export interface KeyCall {
  readonly action: 'kms:Decrypt' | 'kms:Encrypt' | 'kms:GenerateDataKey';
  readonly key: string;
  readonly context: Readonly<Record<string, string>>;
}

/** The roles of the stacks, by the name of what has them. */
export function callersOf(synthesised: Synthesised): readonly Caller[] {
  return synthesised.all('AWS::IAM::Role').map(({ id, properties }) => ({
    role: name(id).replace(/Role$/, ''),
    tags: Object.fromEntries((properties.Tags ?? []).map(({ Key, Value }: Properties) => [Key, Value])),
  }));
}

/**
 * Decides calls of KMS as AWS does within an account: the role's policy and the key's policy both have to allow it, under the conditions of both,
 * and nothing may deny it. The keys' policies leave it to the account's IAM policies, so that a key's alone opens nothing.
 */
export class KeyUse {
  readonly #statements: readonly Statement[];

  constructor(synthesised: Synthesised) {
    this.#statements = statementsOf(synthesised);
  }

  /** @throws Error for a condition that this does not know */
  allows({ role, tags }: Caller, call: KeyCall): boolean {
    const facts = {
      ...prefixed('kms:EncryptionContext:', call.context),
      ...prefixed('aws:PrincipalTag/', tags),
    };
    const ofRole = this.#statements.filter(
      ({ kind, owner, resources }) =>
        kind === 'identity' && owner === `${role}RoleDefaultPolicy` && resources.includes(call.key),
    );
    const ofKey = this.#statements.filter(
      ({ kind, owner, principal }) => kind === 'key' && owner === call.key && principal.endsWith(':root'),
    );
    return decide(ofRole, call, facts) && decide(ofKey, call, facts);
  }
}

type Facts = Readonly<Record<string, string>>;

function decide(statements: readonly Statement[], { action }: KeyCall, facts: Facts): boolean {
  const effects = statements
    .filter(
      ({ actions, conditions }) => actions.includes(action) && conditions.every((one) => holds(one, facts)),
    )
    .map(({ effect }) => effect);
  return effects.includes('Allow') && !effects.includes('Deny');
}

function holds({ operator, key, values }: Condition, facts: Facts): boolean {
  const fact = facts[key];
  switch (operator) {
    case 'StringEquals':
      return fact !== undefined && values.includes(fact);
    case 'Null':
      return values.includes(String(fact === undefined));
    case 'Bool':
      return fact !== undefined && values.includes(fact);
    default:
      throw new Error(`the test cannot tell what ${operator} ${key} means`);
  }
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Facts {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [prefix + key, value]));
}
