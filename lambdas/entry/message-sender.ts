import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Purpose } from '../domain/purpose.ts';
import { windowRuleOf } from '../runtime/agent-api/window-rules.ts';
import { connectingClients } from '../runtime/connecting-clients.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { uploadedFiles } from '../runtime/media/media-clients.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { senderHandler } from '../runtime/sender/handler.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { DynamoOutbox } from '../store/dynamo-outbox.ts';
import { SqsSendJobs } from '../store/sqs-send-jobs.ts';
import { OpenedAccounts } from '../usecases/sending/opened-accounts.ts';
import { ContentSealer } from '../vault/content-sealer.ts';

const env = readEnv(['sendQueueUrl']);
const keys = subjectKeys(new DynamoDBClient({}), awsClients().kms);
const sealers = new ContentSealer(keys);
const sealer = sealers.for(Purpose.support);
const { aws, deps, inbox } = connectingClients(sealers);

/** Sends what agents wrote. */
export const handler = senderHandler({
  ...deps,
  store: new DynamoInboxStore(inbox),
  outbox: new DynamoOutbox(inbox),
  sends: new SqsSendJobs(aws, env.sendQueueUrl),
  files: uploadedFiles(inbox, sealer),
  accounts: new OpenedAccounts(systemClock),
  keys,
  sealer,
  turns: new ProcessTurns(),
  rules: windowRuleOf,
  meter: new EmfMeter(systemClock),
});
