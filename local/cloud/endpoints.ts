import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Problem } from './problem.ts';

/** Where everything of a running local cloud is; written to `{state}/endpoints.json` for other programs. */
export interface Endpoints {
  readonly apiUrl: string;
  readonly wsUrl: string | null;
  readonly consoleUrl: string;
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
