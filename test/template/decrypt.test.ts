import { TOKEN_PURPOSES } from '../../lambdas/domain/token-set.ts';
import { type Caller, callersOf, KeyUse } from './support/key-use.ts';
import { statementsOf } from './support/statements.ts';
import { synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const use = new KeyUse(production);
const callers = callersOf(production);

/** Everything that is sealed, and the key under which it is. */
const KEY_OF = {
  webhook: 'TokenKey',
  access_token: 'TokenKey',
  refresh_token: 'TokenKey',
  client_secret: 'TokenKey',
  facts: 'TokenKey',
  content: 'SubjectKey',
  transit: 'DataKey',
  request_form: 'DataKey',
} as const;
type Purpose = keyof typeof KEY_OF;
const PURPOSES = Object.keys(KEY_OF) as Purpose[];
const OF_TOKEN_KEY = PURPOSES.filter((purpose) => KEY_OF[purpose] === 'TokenKey');
const TOKENS: readonly Purpose[] = [...TOKEN_PURPOSES, 'facts'];

/** S10: who may open what. A new line or a new word here is a decision. */
const MAY_OPEN: Readonly<Record<string, readonly Purpose[]>> = {
  WebhookIngress: ['webhook', 'transit'],
  MessageWorker: ['content', 'transit'],
  DeadLetterParker: ['transit'],
  ConnectionKeeper: ['webhook', ...TOKENS, 'content'],
  ConnectionSweeper: [],
  MessageSender: ['webhook', ...TOKENS, 'content'],
  MediaWorker: ['webhook', ...TOKENS, 'content'],
  ThumbnailMaker: ['content'],
  PlatformCallbacks: ['webhook', 'content'],
  /** It seals forms and opens none: nobody but the operator does. */
  PublicPages: [],
  AgentApi: ['content'],
  /** They tell that something changed, and never what. */
  LiveSocket: [],
  LiveFanOut: [],
  Connect: ['webhook', ...TOKENS],
  /** Seals and opens whom a request is about, and what is sent with the code. */
  PrivacyApi: ['content'],
  /** Addresses of staff, to write to them. */
  PrivacyClock: ['content'],
  /** Whom a request is about, what the platform calls them; and parked deliveries, to find out whom they name. */
  Eraser: ['content', 'transit'],
  Exporter: ['content'],
  /** A workspace's key, from which the names of files derive. */
  RetentionRetentionSweeper: ['content'],
  /** The schedules, the workflow, and what makes backups. */
  Sweep: [],
  PrivacyClockTick: [],
  RetentionTurn: [],
  Privacy: [],
  Backups: [],
};
const MARKS = { 'kaojai:webhook-secrets': 'open', 'kaojai:platform-tokens': 'open' };

const WHOLE = { workspace: 'w_1', connection: 'c_1', platform: 'line' };

function may(
  caller: Caller,
  purpose: string,
  {
    action = 'kms:Decrypt',
    context = WHOLE,
  }: { action?: 'kms:Decrypt' | 'kms:Encrypt' | 'kms:GenerateDataKey'; context?: object } = {},
): boolean {
  const key = KEY_OF[purpose as Purpose] ?? 'TokenKey';
  return use.allows(caller, { action, key, context: { ...context, purpose } });
}

/** Of the longest role. */
const WIDTH = 27;

/** Who may do something with what, to be read by people: a line for each role, a column for each purpose. */
function table(allowed: (role: string, purpose: Purpose) => boolean): string {
  const roles = [...new Set([...Object.keys(MAY_OPEN), ...callers.map(({ role }) => role)])].sort();
  const line = (role: string) =>
    role.padEnd(WIDTH) +
    PURPOSES.map((purpose) => (allowed(role, purpose) ? 'yes' : '-').padEnd(purpose.length + 2)).join('');
  return [''.padEnd(WIDTH) + PURPOSES.map((purpose) => `${purpose}  `).join(''), ...roles.map(line)].join(
    '\n',
  );
}

const callerOf = (role: string): Caller =>
  callers.find((caller) => caller.role === role) ?? { role, tags: {} };

/** The table that is there, with something about the roles changed. */
const found = (change: (caller: Caller) => Caller = (caller) => caller) =>
  table((role, purpose) => may(change(callerOf(role)), purpose));

describe('S10: who may open what', () => {
  test('is this table, by the policies of roles and keys and the marks on roles', () => {
    expect(found()).toBe(table((role, purpose) => MAY_OPEN[role]?.includes(purpose) ?? false));
  });

  test('a role without its mark opens nothing under the token key, whatever its policy says', () => {
    const without = found(({ role }) => ({ role, tags: { application: 'kaojai', stage: 'production' } }));
    const rest = (role: string, purpose: Purpose) =>
      !OF_TOKEN_KEY.includes(purpose) && (MAY_OPEN[role]?.includes(purpose) ?? false);
    expect(without).toBe(table(rest));
  });

  test('one mark does not stand for the other, nor another value for the mark', () => {
    const { role } = callerOf('ConnectionKeeper');
    for (const [mark, opened] of [
      ['kaojai:webhook-secrets', ['webhook']],
      ['kaojai:platform-tokens', TOKENS],
    ] as const) {
      const marked = (value: string) => ({ role, tags: { [mark]: value } });
      expect(OF_TOKEN_KEY.filter((purpose) => may(marked('open'), purpose))).toEqual(opened);
      expect(OF_TOKEN_KEY.filter((purpose) => may(marked('closed'), purpose))).toEqual([]);
    }
  });

  test('a mark without the right opens nothing: every role with all marks opens what it did', () => {
    expect(found(({ role }) => ({ role, tags: MARKS }))).toBe(found());
    expect(PURPOSES.filter((purpose) => may({ role: 'Stranger', tags: MARKS }, purpose))).toEqual([]);
  });

  test('marks are on these roles, and no other tag looks like one', () => {
    const marked = callers.flatMap(({ role, tags }) =>
      Object.entries(tags)
        .filter(([key]) => key.startsWith('kaojai'))
        .map(([key, value]) => `${role}: ${key}=${value}`),
    );
    expect(marked.sort()).toEqual([
      'Connect: kaojai:platform-tokens=open',
      'Connect: kaojai:webhook-secrets=open',
      'ConnectionKeeper: kaojai:platform-tokens=open',
      'ConnectionKeeper: kaojai:webhook-secrets=open',
      'MediaWorker: kaojai:platform-tokens=open',
      'MediaWorker: kaojai:webhook-secrets=open',
      'MessageSender: kaojai:platform-tokens=open',
      'MessageSender: kaojai:webhook-secrets=open',
      'PlatformCallbacks: kaojai:webhook-secrets=open',
      'WebhookIngress: kaojai:webhook-secrets=open',
    ]);
  });

  test.each(Object.keys(WHOLE))(
    'without the %s in the context nothing under the token key opens, or is sealed',
    (part) => {
      const { [part as keyof typeof WHOLE]: _left, ...context } = WHOLE;
      for (const caller of callers) {
        const opened = OF_TOKEN_KEY.filter((purpose) => may(caller, purpose, { context }));
        const sealed = OF_TOKEN_KEY.filter((purpose) =>
          may(caller, purpose, { context, action: 'kms:Encrypt' }),
        );
        expect({ caller: caller.role, opened, sealed }).toEqual({
          caller: caller.role,
          opened: [],
          sealed: [],
        });
      }
    },
  );

  test('without a purpose, or with one that nobody knows, nothing opens', () => {
    for (const caller of callers) {
      for (const context of [WHOLE, { ...WHOLE, purpose: 'anything' }, { ...WHOLE, purpose: '' }]) {
        for (const key of ['TokenKey', 'SubjectKey', 'DataKey'])
          expect(use.allows(caller, { action: 'kms:Decrypt', key, context })).toBe(false);
      }
    }
  });

  test('every statement on the token key names the purpose, in the roles and in the key', () => {
    const onKey = statementsOf(production).filter(
      ({ kind, owner, sid, resources }) =>
        (kind === 'identity' && resources.includes('TokenKey')) ||
        (kind === 'key' && owner === 'TokenKey' && sid !== 'Administer'),
    );
    const known = (values: readonly string[]) =>
      values.length > 0 && values.every((value) => OF_TOKEN_KEY.includes(value as Purpose));
    expect(onKey.length).toBeGreaterThan(3);
    for (const { owner, sid, conditions } of onKey) {
      const names = conditions.some(
        ({ operator, key, values }) =>
          operator === 'StringEquals' && key === 'kms:EncryptionContext:purpose' && known(values),
      );
      expect(`${owner} ${sid} names a purpose: ${names}`).toBe(`${owner} ${sid} names a purpose: true`);
    }
  });
});

describe('S10: who may seal, and make keys', () => {
  test('only those that connect accounts seal secrets, and only the public pages what people typed', () => {
    const sealing = (role: string, purpose: Purpose) =>
      may(callerOf(role), purpose, { action: 'kms:Encrypt' });
    const expected = (role: string, purpose: Purpose) =>
      (['Connect', 'ConnectionKeeper'].includes(role) && OF_TOKEN_KEY.includes(purpose)) ||
      (role === 'PublicPages' && purpose === 'request_form');
    expect(table(sealing)).toBe(table(expected));
  });

  test('only the ingress makes keys, for a day of deliveries; no function makes a key of a workspace', () => {
    const making = (role: string, purpose: Purpose) =>
      may(callerOf(role), purpose, { action: 'kms:GenerateDataKey' });
    expect(table(making)).toBe(table((role, purpose) => role === 'WebhookIngress' && purpose === 'transit'));
  });
});
