import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { retainingDeps } from '../runtime/retention/retention-clients.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { sweepRetention } from '../usecases/retaining/sweep-retention.ts';

const env = readEnv([
  'inboxTable',
  'connectionsTable',
  'subjectKeysTable',
  'ledgerTable',
  'mediaBucket',
  'subjectKeyArn',
  'keyLifeSeconds',
]);

/** Of the five minutes that a turn has; the rest is for the page that was begun last. */
const PATIENCE_MS = 180_000;

const deps = retainingDeps(
  { dynamo: new DynamoDBClient({}), ...awsClients() },
  {
    ...env,
    keyLifeMs: Number(env.keyLifeSeconds) * 1_000,
    clock: systemClock,
    meter: new EmfMeter(systemClock),
    newId: randomUUID,
  },
);

/** Every five minutes: goes on with the pass of the day through everything whose time may be over. */
export const handler = async (): Promise<void> => sweepRetention(deps, PATIENCE_MS);
