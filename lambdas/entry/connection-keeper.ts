import { setTimeout as sleep } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Purpose } from '../domain/purpose.ts';
import { connectingClients } from '../runtime/connecting-clients.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { optionalEnv } from '../runtime/env.ts';
import { keeperHandler } from '../runtime/keeper/handler.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoHistoryImports } from '../store/dynamo-history-imports.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { DynamoOutbox } from '../store/dynamo-outbox.ts';
import { SesMail } from '../store/ses-mail.ts';
import { ContentSealer } from '../vault/content-sealer.ts';

const from = optionalEnv('mailFrom');
const keys = subjectKeys(new DynamoDBClient({}), awsClients().kms);
const sealers = new ContentSealer(keys);
const { aws, deps, list, inbox, connections, members } = connectingClients(sealers);

/** Renews tokens, checks connections, imports history, tells owners. */
export const handler = keeperHandler({
  ...deps,
  members,
  imports: new DynamoHistoryImports(connections),
  inbox: {
    store: new DynamoInboxStore(inbox),
    outbox: new DynamoOutbox(inbox),
    connections: list,
    keys,
    sealer: sealers.for(Purpose.inbox),
    clock: systemClock,
    turns: new ProcessTurns(),
    keeper: deps.jobs,
  },
  mail: from ? new SesMail(aws, from) : null,
  meter: new EmfMeter(systemClock),
  pause: (ms) => sleep(ms),
});
