import type { AccountChoice, ConsentAttempt } from '../../../lambdas/ports/consents.ts';
import { DynamoConsents } from '../../../lambdas/store/dynamo-consents.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { bytes, contents, someTokens } from '../../support/bindings.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const attempt: ConsentAttempt = {
  stateDigest: 'digest-of-a-state',
  cookieDigest: 'digest-of-a-cookie',
  workspaceId: 'ws_1',
  userId: 'u_owner',
  platform: 'pigeon',
  login: 'loft',
  connectionId: 'c_p',
  features: ['inbox', 'profiles'],
  scopes: ['letters:read'],
  expiresAt: NOON + 10 * MINUTE + 500,
};

const choice: AccountChoice = {
  accountId: '104455667788990',
  displayName: 'Loft',
  surface: 'main',
  unusable: null,
  ownUserIds: ['1'],
  links: ['print'],
  facts: bytes('sealed facts'),
  tokens: someTokens(),
  authorizationId: null,
  grantedScopes: ['letters:read'],
};

function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const instance = () => new DynamoConsents(new Table(aws.dynamo, 'Connections'), clock);
  return { aws, clock, consents: instance(), other: instance(), rows: aws.table('Connections') };
}

describe('somebody at a consent page', () => {
  it('is found by the digest of the state alone, as it was written down', async () => {
    const { consents } = setUp();
    await consents.addAttempt(attempt);
    expect(await consents.attempt('digest-of-a-state')).toEqual(attempt);
    expect(await consents.attempt('digest-of-another')).toBeNull();
  });

  it('S06: comes back once, whoever is first', async () => {
    const { consents, other } = setUp();
    await consents.addAttempt(attempt);
    const taken = await Promise.all(
      [consents, other, consents].map((one) => one.takeAttempt(attempt.stateDigest)),
    );
    expect(taken.filter(Boolean)).toHaveLength(1);
    expect(await consents.attempt(attempt.stateDigest)).toBeNull();
    expect(await consents.takeAttempt(attempt.stateDigest)).toBe(false);
  });

  it('S06: is not replaced by another with the same state', async () => {
    const { consents } = setUp();
    await consents.addAttempt(attempt);
    await consents.addAttempt({ ...attempt, workspaceId: 'ws_2', cookieDigest: 'another' });
    expect(await consents.attempt(attempt.stateDigest)).toEqual(attempt);
  });

  it('is deleted by the table soon after its time, and never before', async () => {
    const { consents, rows } = setUp();
    await consents.addAttempt(attempt);
    const [row] = rows.values();
    const deletedFrom = Number(row?.expiresAt?.N) * 1_000;
    expect(deletedFrom).toBeGreaterThanOrEqual(attempt.expiresAt);
    expect(deletedFrom - attempt.expiresAt).toBeLessThan(1_000);
  });
});

describe('accounts to choose from', () => {
  const others: AccountChoice[] = [
    { ...choice, accountId: 'taken', tokens: null, authorizationId: 'a_1' },
    {
      ...choice,
      accountId: 'personal',
      tokens: null,
      unusable: 'wrong_account_type',
      ownUserIds: [],
      links: [],
    },
  ];

  it('come back as they were, page after page, for their connection and workspace only', async () => {
    const { aws, consents } = setUp();
    aws.pageSize = 1;
    await consents.addChoices('ws_1', 'c_p', [choice, ...others], NOON + HOUR);
    await consents.addChoices('ws_1', 'c_p2', [{ ...choice, displayName: 'Other' }], NOON + HOUR);
    await consents.addChoices('ws_2', 'c_p', [{ ...choice, displayName: 'Foreign' }], NOON + HOUR);
    expect(await consents.choices('ws_1', 'c_p')).toEqual([choice, others[1], others[0]]);
    expect(await consents.choices('ws_1', 'c_')).toEqual([]);
  });

  it('are gone with the hour, long before the table deletes them', async () => {
    const { clock, consents } = setUp();
    await consents.addChoices('ws_1', 'c_p', [choice], NOON + HOUR);
    clock.moveTo(NOON + HOUR - 1);
    expect(await consents.choices('ws_1', 'c_p')).toEqual([choice]);
    clock.moveTo(NOON + HOUR);
    expect(await consents.choices('ws_1', 'c_p')).toEqual([]);
  });

  it('are dropped with their tokens, and only they', async () => {
    const { consents, rows } = setUp();
    await consents.addChoices('ws_1', 'c_p', [choice, ...others], NOON + HOUR);
    await consents.addChoices('ws_1', 'c_p2', [{ ...choice, tokens: someTokens('other') }], NOON + HOUR);
    await consents.dropChoices('ws_1', 'c_p');
    expect(await consents.choices('ws_1', 'c_p')).toEqual([]);
    expect(await consents.choices('ws_1', 'c_p2')).toHaveLength(1);
    expect(contents(rows)).not.toContain('sealed sample');
    await consents.dropChoices('ws_1', 'c_p');
  });
});
