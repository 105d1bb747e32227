import { Kms } from '../../../lambdas/aws/kms.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { KmsTokenVault } from '../../../lambdas/vault/kms-token-vault.ts';
import { StoredSecrets } from '../../../lambdas/vault/stored-secrets.ts';
import { contents } from '../../support/bindings.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';
import { VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const owner = { workspaceId: 'ws_1', connectionId: 'c_1', platform: 'pigeon' };
const context = { workspace: 'ws_1', connection: 'c_1', platform: 'pigeon' };
const SECRET = 'an invented webhook secret';

function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const kms = new Kms(aws.caller);
  const vault = new KmsTokenVault(kms, 'token-key', { record: async () => {} }, clock);
  const secrets = new StoredSecrets(new Table(aws.dynamo, 'Connections'), vault, clock);
  const add = async (secret = SECRET, ref = 'pigeon/c_1', by = owner) => {
    const facts = { verifyToken: 'an invented verify token' };
    await secrets.add(by, { ref, secret: new SecretText(secret), facts });
    clock.moveTo(clock.now() + 1);
  };
  const rows = aws.table('Connections');
  /** What is stored, opened. */
  const stored = async () => {
    const sealed = [...rows.values()].map((row) => row.sealed?.B ?? Buffer.alloc(0));
    const plain = sealed.map((bytes) => kms.decrypt('token-key', bytes, { ...context, purpose: 'webhook' }));
    return (await Promise.all(plain)).map((bytes) => JSON.parse(bytes.toString()).secret).sort();
  };
  return { aws, kms, secrets, add, rows, stored };
}

describe('secrets', () => {
  it('S20: are stored sealed: neither secret nor fact stands in the table', async () => {
    const { add, rows } = setUp();
    await add();
    expect(rows.size).toBe(1);
    for (const word of [SECRET, 'invented verify']) {
      expect(contents(rows)).not.toContain(word);
      expect(contents(rows)).not.toContain(Buffer.from(word).toString('base64').slice(0, 12));
    }
  });

  it('S10: open for their owner and purpose alone', async () => {
    const { kms, add, rows } = setUp();
    await add();
    const [row] = rows.values();
    const sealed = row?.sealed?.B ?? Buffer.alloc(0);
    const good = { ...context, purpose: 'webhook' } as const;
    expect(JSON.parse((await kms.decrypt('token-key', sealed, good)).toString())).toEqual({
      secret: SECRET,
      facts: { verifyToken: 'an invented verify token' },
    });
    for (const other of [
      { ...good, purpose: 'access_token' as const },
      { ...good, purpose: 'client_secret' as const },
      { ...good, purpose: 'facts' as const },
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
    const { add, rows, stored } = setUp();
    await add('old');
    await add('new');
    expect(await stored()).toEqual(['new', 'old']);
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

  it('are kept apart where workspaces share an application', async () => {
    const { add, rows } = setUp();
    await add(SECRET, 'shop/2010345/0c1d2e3f');
    await add(SECRET, 'shop/2010345/0c1d2e3f', { ...owner, workspaceId: 'ws_2' });
    expect(rows.size).toBe(2);
  });

  it('F11: are not stored at all while KMS does not answer', async () => {
    const { aws, add, rows } = setUp();
    aws.failure = down(['kms']);
    await expect(add()).rejects.toThrow(Unavailable);
    expect(rows.size).toBe(0);
  });
});

describe('S20: at the end of a rotation', () => {
  it('all secrets of a credential but the newest go, page after page, and no others', async () => {
    const { aws, secrets, add, stored } = setUp();
    aws.pageSize = 1;
    for (const secret of ['first', 'second', 'third']) await add(secret, 'app/pigeon');
    await add('of a neighbour', 'app/pigeon/more');
    await add('of another', 'app/falcon');
    expect(await secrets.retire('app/pigeon')).toBe(2);
    expect(await stored()).toEqual(['of a neighbour', 'of another', 'third']);
    expect(await secrets.retire('app/pigeon')).toBe(0);
    expect(await stored()).toHaveLength(3);
  });

  it('the newest is the one that was added last, even if it is an old one', async () => {
    const { secrets, add, stored } = setUp();
    for (const secret of ['old', 'new', 'old']) await add(secret, 'app/pigeon');
    expect(await secrets.retire('app/pigeon')).toBe(1);
    expect(await stored()).toEqual(['old']);
  });

  it('nothing goes where there is nothing, or one', async () => {
    const { secrets, add, stored } = setUp();
    expect(await secrets.retire('app/pigeon')).toBe(0);
    await add('only', 'app/pigeon');
    expect(await secrets.retire('app/pigeon')).toBe(0);
    expect(await stored()).toEqual(['only']);
  });
});
