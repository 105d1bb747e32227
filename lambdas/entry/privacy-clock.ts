import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Purpose } from '../domain/purpose.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { optionalEnv, readEnv } from '../runtime/env.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { subjectKeys } from '../runtime/subject-keys.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoIncidents } from '../store/dynamo-incidents.ts';
import { DynamoMembers } from '../store/dynamo-members.ts';
import { DynamoPrivacyRequests } from '../store/dynamo-privacy-requests.ts';
import { DynamoRequestInbox } from '../store/dynamo-request-inbox.ts';
import { SesMail } from '../store/ses-mail.ts';
import { StepFunctionsRuns } from '../store/step-functions-runs.ts';
import { Table } from '../store/table.ts';
import { watchIncidents } from '../usecases/incidents/watch-incidents.ts';
import { tickRequests } from '../usecases/privacy/tick-requests.ts';
import { watchPublicRequests } from '../usecases/privacy/watch-public-requests.ts';
import { ContentSealer } from '../vault/content-sealer.ts';

const env = readEnv(['inboxTable', 'ledgerTable', 'privacyStateMachineArn', 'publicBaseUrl']);
const dynamo = new DynamoDBClient({});
const { aws, kms } = awsClients();
const sealers = new ContentSealer(subjectKeys(dynamo, kms));
const from = optionalEnv('mailFrom');

const inbox = new DynamoRequestInbox(new Table(dynamo, env.ledgerTable));

const incidents = new DynamoIncidents(new Table(dynamo, env.ledgerTable));

const deps = {
  requests: new DynamoPrivacyRequests(
    new Table(dynamo, env.ledgerTable),
    sealers.for(Purpose.privacyRequest),
  ),
  runs: new StepFunctionsRuns(aws, env.privacyStateMachineArn),
  members: new DynamoMembers(
    new Table(dynamo, env.inboxTable),
    sealers.for(Purpose.administration),
    systemClock,
  ),
  mail: from ? new SesMail(aws, from) : null,
  meter: new EmfMeter(systemClock),
  clock: systemClock,
  publicBaseUrl: env.publicBaseUrl,
};

/**
 * Each minute: starts privacy requests that may begin, and tells of those that will soon be due, or are late; and of those of the public page that
 * nobody decides about; and of incidents that have to be told of. What fails with one kind does not keep the other from being looked at.
 */
export const handler = async (): Promise<void> => {
  const looked = await Promise.allSettled([
    tickRequests(deps),
    watchPublicRequests({ ...deps, inbox }),
    watchIncidents({ ...deps, incidents }),
  ]);
  for (const result of looked) if (result.status === 'rejected') throw result.reason;
};
