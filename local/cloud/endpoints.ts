import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { Seed } from '../seeding/seed-file.ts';
import type { Outputs } from './deploy.ts';
import { LIVE_PATH } from './join-socket.ts';
import { Problem } from './problem.ts';

/** Where everything of a running local cloud is; written to `{state}/endpoints.json` for other programs. */
export interface Endpoints {
  readonly apiUrl: string;
  /** Where sockets for live updates are opened. */
  readonly wsUrl: string;
  readonly consoleUrl: string;
  /** The platform sandbox, and below `/_control` what happens there without a call of ours; null when another fake platform server is used. */
  readonly sandboxUrl: string | null;
  readonly awsEndpoint: string;
  readonly region: string;
  readonly cognito: { readonly endpoint: string; readonly userPoolId: string; readonly clientId: string };
  readonly users: readonly { workspaceId: string; email: string; password: string; role: string }[];
  readonly connections: readonly {
    id: string;
    workspaceId: string;
    platform: string;
    accountId: string;
    webhookUrl: string;
  }[];
  readonly tables: Readonly<Record<'Inbox' | 'Connections' | 'SubjectKeys' | 'Ledger', string>>;
  readonly buckets: Readonly<Record<string, string>>;
  readonly queues: Readonly<Record<string, string>>;
  readonly stateMachines: Readonly<Record<string, string>>;
}

/** Puts together what was deployed and what was planted. */
export function endpointsOf(
  place: Pick<Endpoints, 'apiUrl' | 'sandboxUrl' | 'awsEndpoint' | 'region'>,
  outputs: Outputs,
  seed: Seed,
  connections: readonly Connection[],
): Endpoints {
  return {
    ...place,
    wsUrl: `${place.apiUrl.replace(/^http/, 'ws')}${LIVE_PATH}`,
    consoleUrl: place.apiUrl,
    cognito: {
      endpoint: place.awsEndpoint,
      userPoolId: outputs.UserPoolId,
      clientId: outputs.UserPoolClientId,
    },
    users: seed.workspaces.flatMap(({ id, users }) => users.map((user) => ({ workspaceId: id, ...user }))),
    connections: connections.map(({ id, workspaceId, platform, accountId, webhookUrl }) => ({
      id,
      workspaceId,
      platform,
      accountId,
      webhookUrl,
    })),
    tables: {
      Inbox: outputs.InboxTable,
      Connections: outputs.ConnectionsTable,
      SubjectKeys: outputs.SubjectKeysTable,
      Ledger: outputs.LedgerTable,
    },
    buckets: { Media: outputs.MediaBucket },
    queues: {
      Deliveries: outputs.DeliveryQueueUrl,
      DeadLetters: outputs.DeadLetterQueueUrl,
      Keeper: outputs.KeeperQueueUrl,
    },
    stateMachines: {},
  };
}

export function writeEndpoints(stateDir: string, endpoints: Endpoints): void {
  writeFileSync(endpointsFile(stateDir), `${JSON.stringify(endpoints, null, 2)}\n`, { mode: 0o600 });
}

/** @throws Problem when no local cloud has written it */
export function readEndpoints(stateDir: string): Endpoints {
  try {
    return JSON.parse(readFileSync(endpointsFile(stateDir), 'utf8')) as Endpoints;
  } catch {
    throw new Problem(`No local cloud has run with the state ${stateDir}; start one with "npm start".`);
  }
}

function endpointsFile(stateDir: string): string {
  return path.join(stateDir, 'endpoints.json');
}
