import { connectors } from '../../../lambdas/connectors/index.ts';
import { AccountTaken, InvalidInput, Unavailable } from '../../../lambdas/domain/errors.ts';
import { connectPlanted } from '../../../lambdas/usecases/connecting/connect-planted.ts';
import { contents } from '../../support/bindings.ts';
import { plantedAccount, plantingWorld } from '../../support/planting-world.ts';

const NOON = 1_790_000_000_000;
const ACCOUNT = '418822110';

const setUp = () => plantingWorld(connectors, NOON);

const surfaces = connectors.flatMap((connector) =>
  connector.manifest.surfaces.map((surface) => [connector.manifest.id, surface, connector] as const),
);

describe.each(surfaces)('planting an account of %s (%s)', (platform, surface, connector) => {
  const planted = () => plantedAccount(connector, ACCOUNT, { surface });

  it('stores account, connection, tokens, secret and link in one step, after all was sealed', async () => {
    const { aws, deps, list, rows } = setUp();
    const connection = await connectPlanted(deps, await planted());
    const writes = aws.calls.filter((call) => /Put|Update|Write|Delete|Encrypt/.test(call));
    expect(writes.filter((call) => !call.startsWith('kms'))).toEqual([
      // First the trace of it.
      'dynamodb PutItem',
      'dynamodb TransactWriteItems',
    ]);
    expect(writes.lastIndexOf('kms Encrypt')).toBeLessThan(writes.indexOf('dynamodb TransactWriteItems'));
    expect(connection).toMatchObject({ platform, surface, accountId: ACCOUNT, state: 'connected' });
    expect(connection.webhookUrl).toMatch(/^https:\/\/hooks\.example\.com\/webhooks\//);
    expect(await list.byAccount(platform, ACCOUNT)).toEqual(connection);
    expect(await list.linked(`${platform}/account/${ACCOUNT}`)).toEqual([
      { workspaceId: 'ws_1', connectionId: 'c_1' },
    ]);
    const kinds = [...rows.keys()].map((key) => key.replace(/^W#ws_1 /, '').slice(0, 2)).sort();
    const secret = connection.credentials.some((ref) => !ref.startsWith('app/')) ? ['K#'] : [];
    expect(kinds).toEqual(['A#', 'AU', 'CO', ...secret, 'L#']);
  });

  it('gives the connection tokens and facts that open for it, and the secret that signs its deliveries', async () => {
    const { deps, ledger } = setUp();
    const command = await planted();
    const { authorizationId, credentials } = await connectPlanted(deps, command);
    const given = (await connector.access()).readCredentials(command.credentials);
    const owner = { workspaceId: 'ws_1', connectionId: 'c_1', platform };
    const authorization = await deps.authorizations.authorization('ws_1', authorizationId);
    const use = { actor: { kind: 'operator' }, reason: 'test' } as const;
    const opened = await deps.vault.openTokens(owner, authorization?.tokens ?? NOTHING, use);
    expect(reveal(opened.secrets)).toEqual(reveal(given.tokens.secrets));
    const facts = (await deps.connections.sealedFacts('ws_1', 'c_1')) ?? new Uint8Array();
    expect(await deps.vault.openFacts(owner, facts)).toEqual(given.facts);
    const [ref = ''] = credentials;
    const lookup = ref.split('/').slice(0, 2).join('/');
    const found = (await deps.credentials.candidates(lookup)).map(({ secret }) => secret.reveal());
    expect(found).toEqual(ref.startsWith('app/') ? [] : [given.webhookSecret?.reveal()]);
    expect(contents(ledger)).toContain('connection.connect');
  });

  it('F06: leaves nothing of it when any step before it fails, and can be repeated', async () => {
    const whole = setUp();
    await connectPlanted(whole.deps, await planted());
    const steps = whole.aws.calls.indexOf('dynamodb TransactWriteItems') + 1;
    expect(steps).toBeGreaterThan(3);
    for (let failing = 0; failing < steps; failing++) {
      const { aws, deps, list, rows } = setUp();
      let made = 0;
      aws.failure = () => (made++ === failing ? new Unavailable('test') : undefined);
      await expect(connectPlanted(deps, await planted())).rejects.toThrow(Unavailable);
      expect(rows.size).toBe(0);
      const connection = await connectPlanted(deps, await planted());
      expect(await list.connection('ws_1', 'c_1')).toEqual(connection);
    }
  });

  it('S11: keeps nothing of the credentials in the connection, the table or the audit trail', async () => {
    const { deps, rows, ledger } = setUp();
    const command = await planted();
    const connection = await connectPlanted(deps, command);
    const shown = JSON.stringify(connection) + contents(rows) + contents(ledger);
    const secret = Object.entries(command.credentials).filter(([name]) => /secret|token|key/i.test(name));
    expect(secret.length).toBeGreaterThan(0);
    for (const [, value] of secret) expect(shown).not.toContain(value);
  });

  it('names a credential that is missing, and stores nothing', async () => {
    const command = await planted();
    const refused: string[] = [];
    for (const name of Object.keys(command.credentials)) {
      const { aws, deps } = setUp();
      const { [name]: _missing, ...credentials } = command.credentials;
      const error: unknown = await connectPlanted(deps, { ...command, credentials }).catch((e: unknown) => e);
      // Some may be missing: a refresh token, an older app's push key.
      if (!(error instanceof InvalidInput)) continue;
      refused.push(name);
      expect(error.message).toContain(`credentials.${name}`);
      for (const value of Object.values(credentials))
        expect(JSON.stringify([error.message, error.details])).not.toContain(value);
      expect(aws.calls).toEqual([]);
    }
    expect(refused.length).toBeGreaterThan(0);
  });

  it('again changes nothing but its time, and makes no second connection', async () => {
    const { deps, list } = setUp();
    const first = await connectPlanted(deps, await planted());
    const again = await connectPlanted(deps, { ...(await planted()), connectionId: 'c_another' });
    expect(again).toEqual({ ...first, rev: first.rev + 1 });
    expect(await list.connections('ws_1')).toEqual([again]);
    expect(await list.connection('ws_1', 'c_another')).toEqual(again);
  });

  it('S07: refuses an account that another workspace has connected', async () => {
    const { deps, list, rows } = setUp();
    const command = await planted();
    await connectPlanted(deps, command);
    const first = await list.connection('ws_1', 'c_1');
    expect(first).not.toBeNull();
    const before = contents(rows);
    const second = { ...command, workspaceId: 'ws_2', connectionId: 'c_2' };
    await expect(connectPlanted(deps, second)).rejects.toThrow(AccountTaken);
    await expect(connectPlanted(deps, second)).rejects.toThrow(
      `this ${connector.manifest.name} account is connected to another workspace`,
    );
    expect(await list.byAccount(platform, ACCOUNT)).toEqual(first);
    expect(await list.connections('ws_2')).toEqual([]);
    expect(contents(rows)).toBe(before);
  });
});

const NOTHING = { secrets: {}, expiresAt: null, authorizedUntil: null };

function reveal(secrets: object): Record<string, string> {
  const entries = Object.entries(secrets as Record<string, { reveal(): string }>);
  return Object.fromEntries(entries.map(([purpose, secret]) => [purpose, secret.reveal()]));
}
