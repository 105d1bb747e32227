import { createHash, randomUUID } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  UserNotFoundException,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { AwsCaller } from '../../lambdas/aws/aws-call.ts';
import { Kms } from '../../lambdas/aws/kms.ts';
import { connectorOf, connectors } from '../../lambdas/connectors/index.ts';
import { AccountTaken, InvalidInput } from '../../lambdas/domain/errors.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import type { CallsFor } from '../../lambdas/ports/account-access.ts';
import type { Connection, WebhookCredentials } from '../../lambdas/ports/connections.ts';
import { ProcessTurns } from '../../lambdas/runtime/process-turns.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { systemRandom } from '../../lambdas/runtime/system-random.ts';
import { DynamoAuditTrail } from '../../lambdas/store/dynamo-audit-trail.ts';
import { DynamoAuthorizations } from '../../lambdas/store/dynamo-authorizations.ts';
import { DynamoConnectionStore } from '../../lambdas/store/dynamo-connection-store.ts';
import { DynamoConnections } from '../../lambdas/store/dynamo-connections.ts';
import { DynamoMembers } from '../../lambdas/store/dynamo-members.ts';
import { Table } from '../../lambdas/store/table.ts';
import { connectPlanted } from '../../lambdas/usecases/connecting/connect-planted.ts';
import type { ConnectingDeps } from '../../lambdas/usecases/connecting/connecting-deps.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { KmsTokenVault } from '../../lambdas/vault/kms-token-vault.ts';
import { StoredSecrets } from '../../lambdas/vault/stored-secrets.ts';
import { StoredSubjectKeys } from '../../lambdas/vault/stored-subject-keys.ts';
import type { Outputs } from '../cloud/deploy.ts';
import { Problem } from '../cloud/problem.ts';
import { saveApp } from './save-app.ts';
import type { Seed } from './seed-file.ts';

export interface PlantOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly outputs: Outputs;
  readonly publicBaseUrl: string;
}

type Workspace = Seed['workspaces'][number];

/** Credentials of a seed are invented: nobody asks a platform about them while the first look at the product is going on. */
const FIRST_CHECK_MS = 86_400_000;

/** Planting opens no application's secret and calls no platform. */
const noApps: WebhookCredentials = { candidates: async () => [] };
const noCalls: CallsFor = () => ({
  send: async () => {
    throw new Problem('A seed is planted without calling platforms.');
  },
});

/** Puts a seed into the deployed stores, through the same code that the product uses. Planting it again changes nothing. */
export class Planter {
  readonly #options: PlantOptions;
  readonly #connecting: ConnectingDeps;
  readonly #secrets: StoredSecrets;
  readonly #keys: StoredSubjectKeys;
  readonly #members: DynamoMembers;
  readonly #cognito: CognitoIdentityProviderClient;

  constructor(options: PlantOptions) {
    const { endpoint, region, outputs } = options;
    const client = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
    const dynamo = new DynamoDBClient(client);
    const kms = new Kms(new AwsCaller({ region, endpoint, credentials: client.credentials }));
    const connections = new Table(dynamo, outputs.ConnectionsTable);
    this.#options = options;
    const audit = new DynamoAuditTrail(
      new Table(dynamo, outputs.LedgerTable),
      randomUUID,
      new ProcessTurns(),
    );
    const vault = new KmsTokenVault(kms, outputs.TokenKeyArn, audit, systemClock);
    this.#secrets = new StoredSecrets(connections, vault, systemClock);
    this.#connecting = {
      connectors,
      connections: new DynamoConnectionStore(connections),
      list: new DynamoConnections(connections, systemClock),
      authorizations: new DynamoAuthorizations(connections, systemClock),
      vault,
      credentials: noApps,
      callsFor: noCalls,
      audit,
      jobs: { ask: async () => {} },
      clock: systemClock,
      random: systemRandom,
      publicBaseUrl: options.publicBaseUrl,
    };
    this.#keys = new StoredSubjectKeys(
      new Table(dynamo, outputs.SubjectKeysTable),
      kms,
      outputs.SubjectKeyArn,
      systemClock,
    );
    this.#members = new DynamoMembers(
      new Table(dynamo, outputs.InboxTable),
      new ContentSealer(this.#keys).for(Purpose.administration),
      systemClock,
    );
    this.#cognito = new CognitoIdentityProviderClient(client);
  }

  /** @throws Problem naming the field of the seed that is wrong */
  async plant(seed: Seed): Promise<Connection[]> {
    const definitions = connectors.flatMap(({ manifest }) => manifest.apps);
    for (const [name, fields] of Object.entries(seed.apps)) {
      const definition = definitions.find((app) => app.name === name);
      if (definition) await saveApp(this.#secrets, definition, fields ?? {});
    }
    const planted: Connection[] = [];
    for (const workspace of seed.workspaces) planted.push(...(await this.#plantWorkspace(workspace)));
    return planted;
  }

  async #plantWorkspace(workspace: Workspace): Promise<Connection[]> {
    await this.#keys.createWorkspace(workspace.id);
    await this.#members.saveWorkspace({ id: workspace.id, name: workspace.name, locale: workspace.locale });
    for (const user of workspace.users) {
      const userId = await this.#plantUser(user);
      await this.#members.addMember({
        workspaceId: workspace.id,
        userId,
        role: user.role,
        email: user.email,
      });
    }
    const planted: Connection[] = [];
    for (const connection of workspace.connections)
      planted.push(await this.#plantConnection(workspace, connection));
    return planted;
  }

  async #plantUser({ email, password }: Workspace['users'][number]): Promise<string> {
    const pool = { UserPoolId: this.#options.outputs.UserPoolId, Username: email };
    const existing = await this.#userId(pool);
    if (!existing) {
      const attributes = [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ];
      const command = { ...pool, UserAttributes: attributes, MessageAction: 'SUPPRESS' as const };
      await this.#cognito.send(new AdminCreateUserCommand(command));
    }
    await this.#cognito.send(
      new AdminSetUserPasswordCommand({ ...pool, Password: password, Permanent: true }),
    );
    const userId = existing ?? (await this.#userId(pool));
    if (!userId) throw new Error('the user pool did not keep a user');
    return userId;
  }

  async #userId(pool: { UserPoolId: string; Username: string }): Promise<string | undefined> {
    try {
      const user = await this.#cognito.send(new AdminGetUserCommand(pool));
      return user.UserAttributes?.find(({ Name }) => Name === 'sub')?.Value;
    } catch (error) {
      if (error instanceof UserNotFoundException) return undefined;
      throw error;
    }
  }

  async #plantConnection(workspace: Workspace, seed: Workspace['connections'][number]): Promise<Connection> {
    const connector = connectorOf(seed.platform);
    const connectionId = connectionIdOf(workspace.id, seed.platform, seed.accountId);
    const existing = await this.#connecting.list.connection(workspace.id, connectionId);
    if (existing?.webhookUrl.startsWith(this.#options.publicBaseUrl)) return existing;
    try {
      return await connectPlanted(this.#connecting, {
        connector,
        workspaceId: workspace.id,
        connectionId,
        accountId: seed.accountId,
        displayName: seed.displayName ?? connector.manifest.name,
        features: ['inbox'],
        credentials: seed.credentials,
        firstCheckMs: FIRST_CHECK_MS,
      });
    } catch (error) {
      if (!(error instanceof InvalidInput || error instanceof AccountTaken)) throw error;
      const where = `workspace ${workspace.id}, ${seed.platform} account ${seed.accountId}`;
      throw new Problem(
        `The seed's connection (${where}) is wrong: ${error.message}. ${error.details.join('; ')}`,
      );
    }
  }
}

/** The same seed gives the same ids, so that planting it again finds what is there. */
function connectionIdOf(workspaceId: string, platform: string, accountId: string): string {
  const digest = createHash('sha256').update(JSON.stringify([workspaceId, platform, accountId]));
  return `c_${digest.digest('base64url').slice(0, 16)}`;
}
