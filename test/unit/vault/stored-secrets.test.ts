import { Kms } from '../../../lambdas/aws/kms.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { StoredSecrets } from '../../../lambdas/vault/stored-secrets.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';

const owner = { workspaceId: 'ws_1', connectionId: 'c_1', platform: 'pigeon' };
const context = { workspace: 'ws_1', connection: 'c_1', platform: 'pigeon' };
const SECRET = 'an invented webhook secret';
const TOKEN = 'an invented access token';

function setUp() {
  const aws = new FakeAws();
  const kms = new Kms(aws.caller);
  const secrets = new StoredSecrets(new Table(aws.dynamo, 'Connections'), kms, 'token-key');
  const add = (secret = SECRET, ref = 'pigeon/c_1', facts = { verifyToken: 'an invented verify token' }) =>
    secrets.add(owner, { ref, secret: new SecretText(secret), facts });
  return { aws, kms, secrets, add, rows: aws.table('Connections') };
}

/** All that stands in a table, binary values as the bytes they are. */
function contents(rows: ReadonlyMap<string, unknown>): string {
  return JSON.stringify([...rows], (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value,
  );
}

describe('secrets', () => {
  it('S20: are stored sealed: neither secret, fact nor token stands in the table', async () => {
    const { secrets, add, rows } = setUp();
    await add();
    await secrets.put(owner, 'accessToken', new SecretText(TOKEN));
    expect(rows.size).toBe(2);
    for (const word of [SECRET, 'invented verify', TOKEN]) {
      expect(contents(rows)).not.toContain(word);
      expect(contents(rows)).not.toContain(Buffer.from(word).toString('base64').slice(0, 12));
    }
  });

  it('S10: open for their owner and purpose alone', async () => {
    const { kms, secrets, rows } = setUp();
    await secrets.put(owner, 'accessToken', new SecretText(TOKEN));
    const sealed = rows.get('W#ws_1 TOKEN#c_1#accessToken')?.sealed?.B ?? Buffer.alloc(0);
    const good = { ...context, purpose: 'token' } as const;
    expect((await kms.decrypt('token-key', sealed, good)).toString()).toBe(TOKEN);
    for (const other of [
      { ...good, purpose: 'webhook' as const },
      { ...good, workspace: 'ws_2' },
      { ...good, connection: 'c_2' },
      { ...good, platform: 'falcon' },
    ]) {
      await expect(kms.decrypt('token-key', sealed, other)).rejects.toMatchObject({
        type: 'InvalidCiphertextException',
      });
    }
  });

  it('S20: do not replace each other: during a rotation two are good', async () => {
    const { add, rows } = setUp();
    await add('old');
    await add('new');
    expect(rows.size).toBe(2);
    await add('new');
    expect(rows.size).toBe(2);
  });

  it('have prints that tell nothing across credentials', async () => {
    const { add, rows } = setUp();
    await add(SECRET, 'pigeon/c_1');
    await add(SECRET, 'pigeon/c_2');
    const prints = [...rows.values()].map(({ print }) => print?.S);
    expect(new Set(prints).size).toBe(2);
    for (const print of prints) expect(print).toMatch(/^[0-9a-f]{16}$/);
  });

  it('of one purpose replace each other: the newest token counts', async () => {
    const { kms, secrets, rows } = setUp();
    await secrets.put(owner, 'accessToken', new SecretText('first'));
    await secrets.put(owner, 'accessToken', new SecretText('second'));
    await secrets.put(owner, 'refreshToken', new SecretText('third'));
    expect(rows.size).toBe(2);
    const sealed = rows.get('W#ws_1 TOKEN#c_1#accessToken')?.sealed?.B ?? Buffer.alloc(0);
    expect((await kms.decrypt('token-key', sealed, { ...context, purpose: 'token' })).toString()).toBe(
      'second',
    );
  });

  it('F11: are not stored at all while KMS does not answer', async () => {
    const { aws, secrets, add, rows } = setUp();
    aws.failure = down(['kms']);
    await expect(add()).rejects.toThrow(Unavailable);
    await expect(secrets.put(owner, 'accessToken', new SecretText(TOKEN))).rejects.toThrow(Unavailable);
    expect(rows.size).toBe(0);
  });
});
