import { connectors } from '../../../lambdas/connectors/index.ts';
import { InvalidInput, Unavailable } from '../../../lambdas/domain/errors.ts';
import type { Connector } from '../../../lambdas/ports/connector.ts';
import { DynamoConnections } from '../../../lambdas/store/dynamo-connections.ts';
import { Table } from '../../../lambdas/store/table.ts';
import {
  type ConnectCommand,
  type ConnectDeps,
  connectAccount,
} from '../../../lambdas/usecases/connect-account.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { VirtualClock } from '../../support/fakes.ts';
import { kitOf } from '../../support/samples.ts';

const NOON = 1_790_000_000_000;
const ACCOUNT = '418822110';

/** Writes down who is called, in order; `fails` makes that one fail. */
function setUp(fails?: string) {
  const steps: string[] = [];
  const step = async (name: string) => {
    steps.push(name);
    if (name === fails) throw new Unavailable('test');
  };
  const aws = new FakeAws();
  const connections = new DynamoConnections(new Table(aws.dynamo, 'Connections'), new VirtualClock(NOON));
  const deps: ConnectDeps = {
    secrets: { add: (_owner, { ref }) => step(`secret ${ref}`) },
    tokens: { put: (_owner, purpose) => step(`token ${purpose}`) },
    connections: {
      claim: async (connection) => {
        await step('claim');
        return connections.claim(connection);
      },
    },
  };
  return { deps, steps, connections };
}

async function commandFor(connector: Connector, surface = 'main'): Promise<ConnectCommand> {
  const kit = await kitOf(connector.manifest.id);
  return {
    connector,
    workspaceId: 'ws_1',
    connectionId: 'c_1',
    accountId: ACCOUNT,
    displayName: 'Sample shop',
    features: ['inbox'],
    publicBaseUrl: 'https://hooks.example.com',
    credentials: kit.seed(surface, ACCOUNT).credentials,
    at: NOON,
  };
}

const surfaces = connectors.flatMap((connector) =>
  connector.manifest.surfaces.map((surface) => [connector.manifest.id, surface, connector] as const),
);

describe.each(surfaces)('connecting an account of %s (%s)', (platform, surface, connector) => {
  it('stores secrets and tokens first, the connection last', async () => {
    const { deps, steps, connections } = setUp();
    const connection = await connectAccount(deps, await commandFor(connector, surface));
    expect(steps.at(-1)).toBe('claim');
    expect(steps.filter((step) => step === 'claim')).toHaveLength(1);
    expect(steps.some((step) => step.startsWith('token '))).toBe(true);
    expect(connection).toMatchObject({ platform, surface, accountId: ACCOUNT, state: 'connected' });
    expect(connection.webhookUrl).toMatch(/^https:\/\/hooks\.example\.com\/webhooks\//);
    const stored = await connections.byAccount(platform, ACCOUNT);
    expect(stored).not.toBeNull();
    expect(connection).toMatchObject({ ...stored });
  });

  it('F06: leaves no connection when any step before it fails', async () => {
    const whole = setUp();
    await connectAccount(whole.deps, await commandFor(connector, surface));
    for (const step of whole.steps) {
      const { deps, connections } = setUp(step);
      await expect(connectAccount(deps, await commandFor(connector, surface))).rejects.toThrow(Unavailable);
      expect(await connections.byAccount(platform, ACCOUNT)).toBeNull();
    }
  });

  it('S11: keeps nothing of the credentials in the connection', async () => {
    const { deps } = setUp();
    const command = await commandFor(connector, surface);
    const connection = await connectAccount(deps, command);
    const shown = JSON.stringify(connection);
    const secret = Object.entries(command.credentials).filter(([name]) => /secret|token|key/i.test(name));
    expect(secret.length).toBeGreaterThan(0);
    for (const [, value] of secret) expect(shown).not.toContain(value);
  });

  it('names a credential that is missing, and stores nothing', async () => {
    const command = await commandFor(connector, surface);
    const refused: string[] = [];
    for (const name of Object.keys(command.credentials)) {
      const { deps, steps } = setUp();
      const { [name]: _missing, ...credentials } = command.credentials;
      const error: unknown = await connectAccount(deps, { ...command, credentials }).catch((e) => e);
      // Some may be missing: a refresh token, an older app's push key.
      if (!(error instanceof InvalidInput)) continue;
      refused.push(name);
      expect(error.message).toContain(`credentials.${name}`);
      for (const value of Object.values(credentials))
        expect(JSON.stringify([error.message, error.details])).not.toContain(value);
      expect(steps).toEqual([]);
    }
    expect(refused.length).toBeGreaterThan(0);
  });

  it('S07: refuses an account that another workspace has connected', async () => {
    const { deps, connections } = setUp();
    const command = await commandFor(connector, surface);
    await connectAccount(deps, command);
    const first = await connections.connection('ws_1', 'c_1');
    expect(first).not.toBeNull();
    const second = { ...command, workspaceId: 'ws_2', connectionId: 'c_2' };
    await expect(connectAccount(deps, second)).rejects.toThrow(
      `this ${connector.manifest.name} account is connected to another workspace`,
    );
    expect(await connections.byAccount(platform, ACCOUNT)).toEqual(first);
    expect(await connections.connections('ws_2')).toEqual([]);
  });
});
