import { AwsCaller } from '../aws/aws-call.ts';
import { Kms } from '../aws/kms.ts';
import { StoredTransitKeys } from '../vault/stored-transit-keys.ts';
import { optionalEnv, readEnv } from './env.ts';
import { systemClock } from './system-clock.ts';

/** The SDK-free AWS clients that every function has. */
export function awsClients() {
  const { region } = readEnv(['region']);
  const aws = new AwsCaller({ region, endpoint: optionalEnv('awsEndpoint') });
  return { aws, kms: new Kms(aws) };
}

/** Those, and the transit keys, which every function on the delivery path has. */
export function deliveryClients() {
  const env = readEnv(['connectionsTable', 'dataKeyArn']);
  const { aws, kms } = awsClients();
  const transit = new StoredTransitKeys(aws, kms, env.connectionsTable, env.dataKeyArn, systemClock);
  return { aws, kms, transit };
}
