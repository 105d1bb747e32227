import { AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Kms } from '../../../lambdas/aws/kms.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import { TOKEN_PURPOSES } from '../../../lambdas/domain/token-set.ts';
import type { WebhookCredential } from '../../../lambdas/ports/connector.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { KmsTokenVault } from '../../../lambdas/vault/kms-token-vault.ts';
import { StoredSecrets } from '../../../lambdas/vault/stored-secrets.ts';
import { StoredWebhookCredentials } from '../../../lambdas/vault/stored-webhook-credentials.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';
import { VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const SECOND = 1_000;
const MINUTE = 60_000;
const REF = 'app/pigeon';

function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const kms = new Kms(aws.caller);
  const credentials = new StoredWebhookCredentials(aws.caller, kms, 'Connections', 'token-key', clock);
  const vault = new KmsTokenVault(kms, 'token-key', { record: async () => {} }, clock);
  const secrets = new StoredSecrets(new Table(aws.dynamo, 'Connections'), vault, clock);
  const add = (secret: string, ref = REF, connectionId = 'c_1', workspaceId = 'ws_1') =>
    secrets.add(
      { workspaceId, connectionId, platform: 'pigeon' },
      { ref, secret: new SecretText(secret), facts: { appKey: 'k' } },
    );
  const wait = (ms: number) => clock.moveTo(clock.now() + ms);
  return { aws, wait, credentials, secrets, add, rows: aws.table('Connections') };
}

const revealed = (found: readonly WebhookCredential[]) => found.map(({ secret }) => secret.reveal()).sort();

describe('the credentials that may have signed a webhook', () => {
  it('are found with their facts, and only under their own look-up', async () => {
    const { credentials, add } = setUp();
    await add('one');
    await add('another', 'app/pigeons');
    const found = await credentials.candidates(REF);
    expect(revealed(found)).toEqual(['one']);
    expect(found).toMatchObject([{ ref: REF, facts: { appKey: 'k' } }]);
    expect(await credentials.candidates('app')).toEqual([]);
  });

  it('S20: are both good while a secret is exchanged', async () => {
    const { credentials, add } = setUp();
    await add('old');
    await add('new');
    expect(revealed(await credentials.candidates(REF))).toEqual(['new', 'old']);
  });

  it('S20: come with the newest first, which is the one for our own calls', async () => {
    const { wait, credentials, add } = setUp();
    const inOrder = async () => {
      wait(5 * MINUTE);
      return (await credentials.candidates(REF)).map(({ secret }) => secret.reveal());
    };
    // Whatever their prints are, which is the order in the table.
    const words = Array.from({ length: 8 }, (_, i) => `secret ${i}`);
    for (const [i, word] of words.entries()) {
      await add(word);
      expect(await inOrder()).toEqual(words.slice(0, i + 1).reverse());
    }
    await add('secret 0');
    expect((await inOrder())[0]).toBe('secret 0');
  });

  it('S20: are good until they are retired, but for the newest', async () => {
    const { wait, credentials, secrets, add } = setUp();
    await add('old');
    wait(MINUTE);
    await add('new');
    await secrets.retire(REF);
    wait(5 * MINUTE);
    expect(revealed(await credentials.candidates(REF))).toEqual(['new']);
  });

  it('S20: are no longer good after five minutes when a secret was removed', async () => {
    const { wait, credentials, add, rows } = setUp();
    await add('old');
    await credentials.candidates(REF);
    rows.clear();
    await add('new');
    wait(5 * MINUTE - 1);
    expect(revealed(await credentials.candidates(REF))).toEqual(['old']);
    wait(1);
    expect(revealed(await credentials.candidates(REF))).toEqual(['new']);
  });

  it('S20: are looked up anew for a signature that fails, at most once a second', async () => {
    const { aws, wait, credentials, add } = setUp();
    await add('old');
    await credentials.candidates(REF);
    await add('new');
    wait(SECOND - 1);
    expect(revealed(await credentials.candidates(REF, { refreshed: true }))).toEqual(['old']);
    wait(1);
    expect(revealed(await credentials.candidates(REF, { refreshed: true }))).toEqual(['new', 'old']);
    aws.calls.length = 0;
    for (let i = 0; i < 100; i++) {
      wait(SECOND / 10);
      await credentials.candidates(REF, { refreshed: true });
    }
    expect(aws.count('dynamodb Query')).toBe(10);
  });

  it('that nobody knows are remembered as unknown for 30 s', async () => {
    const { aws, wait, credentials, add } = setUp();
    expect(await credentials.candidates(REF)).toEqual([]);
    await add('one');
    wait(30 * SECOND - 1);
    expect(await credentials.candidates(REF)).toEqual([]);
    expect(aws.count('dynamodb Query')).toBe(1);
    wait(1);
    expect(revealed(await credentials.candidates(REF))).toEqual(['one']);
  });

  it('are opened once where many connections share one secret', async () => {
    const { aws, credentials, add, rows } = setUp();
    for (let i = 0; i < 25; i++) await add('shared', 'shop/2010345/0c1d2e3f', `c_${i}`);
    expect(revealed(await credentials.candidates('shop/2010345'))).toEqual(['shared']);
    expect(aws.count('kms Decrypt')).toBe(1);
    expect(rows.size).toBe(1);
  });

  it('are opened once where workspaces share one secret, each with a row of its own', async () => {
    const { aws, credentials, add, rows } = setUp();
    for (const workspace of ['ws_1', 'ws_2']) await add('shared', 'shop/2010345/0c1d2e3f', 'c_1', workspace);
    expect(rows.size).toBe(2);
    expect(revealed(await credentials.candidates('shop/2010345'))).toEqual(['shared']);
    expect(aws.count('kms Decrypt')).toBe(1);
  });

  it('are asked for once by callers at the same time', async () => {
    const { aws, credentials, add } = setUp();
    await add('one');
    await Promise.all(Array.from({ length: 20 }, () => credentials.candidates(REF)));
    expect([aws.count('dynamodb Query'), aws.count('kms Decrypt')]).toEqual([1, 1]);
  });

  it.each(['workspace', 'connection', 'platform'])(
    'S10: do not open when the %s in the row was changed',
    async (attribute) => {
      const { credentials, add, rows } = setUp();
      await add('one');
      for (const [key, row] of rows) rows.set(key, { ...row, [attribute]: { S: 'another' } });
      await expect(credentials.candidates(REF)).rejects.toMatchObject({ type: 'InvalidCiphertextException' });
    },
  );

  it('S10: do not open as a token, nor a token as a credential', async () => {
    const { aws, add, rows } = setUp();
    await add('one');
    const [row] = rows.values();
    const context = { workspace: 'ws_1', connection: 'c_1', platform: 'pigeon' };
    const open = (purpose: 'webhook' | 'facts' | (typeof TOKEN_PURPOSES)[number]) =>
      new Kms(aws.caller).decrypt('token-key', row?.sealed?.B ?? Buffer.alloc(0), { ...context, purpose });
    expect((await open('webhook')).toString()).toContain('one');
    for (const purpose of [...TOKEN_PURPOSES, 'facts'] as const)
      await expect(open(purpose)).rejects.toThrow(AwsRefusal);
  });
});

describe('F11: while KMS or the table do not answer, webhook credentials', () => {
  it.each([['kms'], ['dynamodb']])('live on for an hour and not longer: %s is down', async (service) => {
    const { aws, wait, credentials, add } = setUp();
    await add('one');
    await credentials.candidates(REF);
    aws.failure = down([service]);
    for (const more of [SECOND, MINUTE, 10 * MINUTE, 49 * MINUTE - SECOND - 1]) {
      wait(more);
      expect(revealed(await credentials.candidates(REF))).toEqual(['one']);
      expect(revealed(await credentials.candidates(REF, { refreshed: true }))).toEqual(['one']);
    }
    wait(1);
    await expect(credentials.candidates(REF)).rejects.toThrow(Unavailable);
    await expect(credentials.candidates(REF, { refreshed: true })).rejects.toThrow(Unavailable);
    aws.failure = () => undefined;
    expect(revealed(await credentials.candidates(REF))).toEqual(['one']);
  });

  it('are not taken for unknown when nobody has them in memory', async () => {
    const { aws, credentials, add } = setUp();
    await add('one');
    for (const services of [['kms'], ['dynamodb']]) {
      aws.failure = down(services);
      await expect(credentials.candidates(REF)).rejects.toThrow(Unavailable);
    }
  });

  it('are not halved by a secret that fails to open', async () => {
    const { aws, wait, credentials, add } = setUp();
    await add('old');
    await credentials.candidates(REF);
    await add('new');
    wait(10 * SECOND);
    let opened = 0;
    aws.failure = (call) => (call === 'kms Decrypt' && opened++ === 1 ? new Unavailable('kms') : undefined);
    expect(revealed(await credentials.candidates(REF, { refreshed: true }))).toEqual(['old']);
    wait(10 * SECOND);
    expect(revealed(await credentials.candidates(REF, { refreshed: true }))).toEqual(['new', 'old']);
  });
});
