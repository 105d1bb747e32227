import { Kms } from '../../../lambdas/aws/kms.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import { TOKEN_PURPOSES, type TokenSet } from '../../../lambdas/domain/token-set.ts';
import type { SealedTokens, SecretOwner, TokenUse } from '../../../lambdas/ports/vaults.ts';
import { DynamoAuditTrail } from '../../../lambdas/store/dynamo-audit-trail.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { KmsTokenVault } from '../../../lambdas/vault/kms-token-vault.ts';
import { contents } from '../../support/bindings.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { noTurns, VirtualClock } from '../../support/fakes.ts';

/** 2026-11-24T09:00:00.000Z */
const NOON = Date.UTC(2026, 10, 24, 9);
const owner: SecretOwner = { workspaceId: 'ws_1', connectionId: 'c_1', platform: 'pigeon' };
const use: TokenUse = { actor: { kind: 'function', name: 'connection_keeper' }, reason: 'health_check' };

const WORDS = {
  access_token: 'an invented access token',
  refresh_token: 'an invented refresh token',
  client_secret: 'an invented client secret',
} as const;

const tokens: TokenSet = {
  secrets: {
    access_token: new SecretText(WORDS.access_token),
    refresh_token: new SecretText(WORDS.refresh_token),
    client_secret: new SecretText(WORDS.client_secret),
  },
  expiresAt: NOON + 1,
  authorizedUntil: NOON + 2,
};

const credential = {
  ref: 'pigeon/c_1',
  secret: new SecretText('an invented webhook secret'),
  facts: { verifyToken: 'an invented verify token' },
};

const strangers: [string, SecretOwner][] = [
  ['another workspace', { ...owner, workspaceId: 'ws_2' }],
  ['another connection', { ...owner, connectionId: 'c_2' }],
  ['another platform', { ...owner, platform: 'falcon' }],
];
const refused = { type: 'InvalidCiphertextException' };

function setUp() {
  const aws = new FakeAws();
  const trail = new DynamoAuditTrail(new Table(aws.dynamo, 'Ledger'), () => 'e_0', noTurns);
  const vault = new KmsTokenVault(new Kms(aws.caller), 'token-key', trail, new VirtualClock(NOON));
  return { aws, vault, ledger: aws.table('Ledger') };
}

const revealed = ({ secrets }: TokenSet) =>
  Object.fromEntries(Object.entries(secrets).map(([purpose, secret]) => [purpose, secret.reveal()]));

describe('tokens in the vault', () => {
  it('open as they were sealed, with their times', async () => {
    const { vault } = setUp();
    const opened = await vault.openTokens(owner, await vault.sealTokens(owner, tokens), use);
    expect(revealed(opened)).toEqual(WORDS);
    expect(opened).toMatchObject({ expiresAt: NOON + 1, authorizedUntil: NOON + 2 });
    expect(JSON.stringify(opened)).not.toContain('invented');
  });

  it.each(TOKEN_PURPOSES)('are sealed without a %s where there is none', async (purpose) => {
    const { vault } = setUp();
    const { [purpose]: _none, ...secrets } = tokens.secrets;
    const sealed = await vault.sealTokens(owner, { ...tokens, secrets });
    expect(Object.keys(sealed.secrets)).not.toContain(purpose);
    expect(Object.keys((await vault.openTokens(owner, sealed, use)).secrets)).toEqual(
      TOKEN_PURPOSES.filter((other) => other !== purpose),
    );
  });

  it('S20: lie there as bytes that tell nothing, and differ each time', async () => {
    const { vault } = setUp();
    const [one, two] = [await vault.sealTokens(owner, tokens), await vault.sealTokens(owner, tokens)];
    for (const purpose of TOKEN_PURPOSES) {
      const sealed = Buffer.from(one.secrets[purpose] ?? '');
      expect(sealed.includes('invented')).toBe(false);
      expect(sealed.equals(Buffer.from(two.secrets[purpose] ?? ''))).toBe(false);
    }
  });

  it.each(strangers)('S10: do not open for %s', async (_name, stranger) => {
    const { vault } = setUp();
    const sealed = await vault.sealTokens(owner, tokens);
    for (const purpose of TOKEN_PURPOSES) {
      const one = { ...sealed, secrets: { [purpose]: sealed.secrets[purpose] } } as SealedTokens;
      await expect(vault.openTokens(stranger, one, use)).rejects.toMatchObject(refused);
    }
  });

  it.each(TOKEN_PURPOSES.flatMap((from) => TOKEN_PURPOSES.map((to) => [from, to] as const)))(
    'S10: a sealed %s opens as a %s only if it is one',
    async (from, to) => {
      const { vault } = setUp();
      const sealed = await vault.sealTokens(owner, tokens);
      const moved = { ...sealed, secrets: { [to]: sealed.secrets[from] } } as SealedTokens;
      if (from === to)
        expect(revealed(await vault.openTokens(owner, moved, use))).toEqual({ [to]: WORDS[from] });
      else await expect(vault.openTokens(owner, moved, use)).rejects.toMatchObject(refused);
    },
  );
});

describe('opening tokens', () => {
  it('leaves a trace, written before anything is opened', async () => {
    const { aws, vault, ledger } = setUp();
    const sealed = await vault.sealTokens(owner, tokens);
    aws.calls.length = 0;
    await vault.openTokens(owner, sealed, use);
    expect(aws.calls).toEqual([
      'dynamodb Query',
      'dynamodb PutItem',
      'kms Decrypt',
      'kms Decrypt',
      'kms Decrypt',
    ]);
    expect(ledger.get('W#ws_1#AUDIT 000000000001')).toMatchObject({
      action: { S: 'token.open' },
      actor: { M: { kind: { S: 'function' }, name: { S: 'connection_keeper' } } },
      reason: { S: 'health_check' },
      platform: { S: 'pigeon' },
      connectionId: { S: 'c_1' },
      facts: { M: { purposes: { L: TOKEN_PURPOSES.map((S) => ({ S })) } } },
    });
    for (const word of [
      'invented',
      ...Object.values(sealed.secrets).map((s) => Buffer.from(s).toString('latin1')),
    ])
      expect(contents(ledger)).not.toContain(word);
  });

  it('waits until the trace is durable', async () => {
    const { aws, vault } = setUp();
    const sealed = await vault.sealTokens(owner, tokens);
    let write = () => {};
    aws.calls.length = 0;
    aws.failure = (call) =>
      call === 'dynamodb PutItem'
        ? new Promise<undefined>((done) => (write = () => done(undefined)))
        : undefined;
    const opening = vault.openTokens(owner, sealed, use);
    await new Promise((done) => setTimeout(done, 5));
    expect(aws.calls).toEqual(['dynamodb Query', 'dynamodb PutItem']);
    write();
    expect(revealed(await opening)).toEqual(WORDS);
  });

  it('does not happen while the audit trail is down', async () => {
    const { aws, vault, ledger } = setUp();
    const sealed = await vault.sealTokens(owner, tokens);
    aws.calls.length = 0;
    aws.failure = (call) => (call.startsWith('dynamodb') ? new Unavailable('the database') : undefined);
    await expect(vault.openTokens(owner, sealed, use)).rejects.toThrow(Unavailable);
    expect(aws.count('kms Decrypt')).toBe(0);
    expect(ledger.size).toBe(0);
  });

  it('F11: fails while KMS does not answer, with its trace left', async () => {
    const { aws, vault, ledger } = setUp();
    const sealed = await vault.sealTokens(owner, tokens);
    aws.failure = (call) => (call.startsWith('kms') ? new Unavailable('kms') : undefined);
    await expect(vault.openTokens(owner, sealed, use)).rejects.toThrow(Unavailable);
    await expect(vault.sealTokens(owner, tokens)).rejects.toThrow(Unavailable);
    expect(ledger.size).toBe(1);
  });
});

describe('facts and webhook secrets in the vault', () => {
  it('open as they were sealed', async () => {
    const { vault } = setUp();
    const facts = { shopCipher: 'เลขที่ \u{1f54a}', userId: '1' };
    expect(await vault.openFacts(owner, await vault.sealFacts(owner, facts))).toEqual(facts);
    const { ref, sealed } = await vault.sealWebhook(owner, credential);
    expect(ref).toBe('pigeon/c_1');
    const opened = await vault.openWebhook(owner, sealed);
    expect(opened.secret.reveal()).toBe('an invented webhook secret');
    expect(opened.facts).toEqual(credential.facts);
  });

  it.each(strangers)('S10: do not open for %s', async (_name, stranger) => {
    const { vault } = setUp();
    const facts = await vault.sealFacts(owner, { userId: '1' });
    const { sealed } = await vault.sealWebhook(owner, credential);
    await expect(vault.openFacts(stranger, facts)).rejects.toMatchObject(refused);
    await expect(vault.openWebhook(stranger, sealed)).rejects.toMatchObject(refused);
  });

  it('S10: do not open as each other, nor as tokens, nor tokens as them', async () => {
    const { vault } = setUp();
    const facts = await vault.sealFacts(owner, { userId: '1' });
    const { sealed: webhook } = await vault.sealWebhook(owner, credential);
    const { secrets } = await vault.sealTokens(owner, tokens);
    await expect(vault.openFacts(owner, webhook)).rejects.toMatchObject(refused);
    await expect(vault.openWebhook(owner, facts)).rejects.toMatchObject(refused);
    for (const purpose of TOKEN_PURPOSES) {
      const token = secrets[purpose] ?? new Uint8Array();
      await expect(vault.openFacts(owner, token)).rejects.toMatchObject(refused);
      await expect(vault.openWebhook(owner, token)).rejects.toMatchObject(refused);
      for (const other of [facts, webhook]) {
        const sealed = { secrets: { [purpose]: other }, expiresAt: null, authorizedUntil: null };
        await expect(vault.openTokens(owner, sealed, use)).rejects.toMatchObject(refused);
      }
    }
  });

  it('have prints that tell equal secrets of one credential, and nothing across credentials', async () => {
    const { vault } = setUp();
    const print = async (ref: string, secret: string) =>
      (await vault.sealWebhook(owner, { ref, secret: new SecretText(secret), facts: {} })).print;
    const one = await print('pigeon/c_1', 'a');
    expect(one).toMatch(/^[0-9a-f]{16}$/);
    expect(await print('pigeon/c_1', 'a')).toBe(one);
    expect(await print('pigeon/c_1', 'b')).not.toBe(one);
    expect(await print('pigeon/c_2', 'a')).not.toBe(one);
  });
});
