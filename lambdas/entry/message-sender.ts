import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { windowRuleOf } from '../runtime/agent-api/window-rules.ts';
import { connectingClients } from '../runtime/connecting-clients.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { uploadedFiles } from '../runtime/media/media-clients.ts';
import { ProcessTurns } from '../runtime/process-turns.ts';
import { senderHandler } from '../runtime/sender/handler.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoInboxStore } from '../store/dynamo-inbox-store.ts';
import { DynamoOutbox } from '../store/dynamo-outbox.ts';
import { SqsSendJobs } from '../store/sqs-send-jobs.ts';
import { Table } from '../store/table.ts';
import { OpenedAccounts } from '../usecases/sending/opened-accounts.ts';
import { ContentSealer } from '../vault/content-sealer.ts';
import { StoredSubjectKeys } from '../vault/stored-subject-keys.ts';

const env = readEnv(['sendQueueUrl', 'subjectKeysTable', 'subjectKeyArn']);
const keys = new StoredSubjectKeys(
  new Table(new DynamoDBClient({}), env.subjectKeysTable),
  awsClients().kms,
  env.subjectKeyArn,
  systemClock,
);
const sealer = new ContentSealer(keys);
const { aws, deps, inbox } = connectingClients(sealer);

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
