import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { connectors } from '../connectors/index.ts';
import { newCaseCode } from '../domain/privacy-case.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { optionalEnv, readEnv } from '../runtime/env.ts';
import { PRIVACY_CONTACT } from '../runtime/platform-callbacks/case-words.ts';
import { publicPagesHandler } from '../runtime/public-pages/handler.ts';
import { awsClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoRequestInbox } from '../store/dynamo-request-inbox.ts';
import { DynamoVisits } from '../store/dynamo-visits.ts';
import { SesMail } from '../store/ses-mail.ts';
import { Table } from '../store/table.ts';
import { KmsFormSealer } from '../vault/kms-form-sealer.ts';

const env = readEnv(['ledgerTable', 'dataKeyArn', 'publicBaseUrl']);
const { aws, kms } = awsClients();
const ledger = new Table(new DynamoDBClient({}), env.ledgerTable);
const from = optionalEnv('mailFrom');

/** Shows the privacy policy, and takes what people ask for about their data. */
export const handler = publicPagesHandler({
  platforms: connectors.map(({ manifest: { id, name } }) => ({ id, name })),
  visits: new DynamoVisits(ledger),
  inbox: new DynamoRequestInbox(ledger),
  sealer: new KmsFormSealer(kms, env.dataKeyArn),
  mail: from === undefined ? null : new SesMail(aws, from),
  meter: new EmfMeter(systemClock),
  clock: systemClock,
  newCode: newCaseCode,
  contact: PRIVACY_CONTACT,
  publicBaseUrl: env.publicBaseUrl,
});
