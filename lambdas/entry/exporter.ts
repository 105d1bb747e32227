import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { exportingDeps } from '../runtime/exporter/exporting-clients.ts';
import { exporterHandler } from '../runtime/exporter/handler.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';

const env = readEnv(['inboxTable', 'connectionsTable', 'ledgerTable', 'mediaBucket']);
const dynamo = new DynamoDBClient({});
const { aws, kms } = awsClients();

/** Answers requests for access and for correction, as the privacy workflow asks for it. */
export const handler = exporterHandler(
  exportingDeps(
    { dynamo, aws, keys: subjectKeys(dynamo, kms) },
    { ...env, clock: systemClock, meter: new EmfMeter(systemClock), newId: randomUUID },
  ),
);
