import { AwsCaller } from '../aws/aws-call.ts';
import { Kms } from '../aws/kms.ts';
import { StoredTransitKeys } from '../vault/stored-transit-keys.ts';
import { optionalEnv, readEnv } from './env.ts';
import { systemClock } from './system-clock.ts';

/** The SDK-free AWS clients that every function on the delivery path has. */
export function deliveryClients() {
  const env = readEnv(['region', 'connectionsTable', 'dataKeyArn']);
  const aws = new AwsCaller({ region: env.region, endpoint: optionalEnv('awsEndpoint') });
  const kms = new Kms(aws);
  const transit = new StoredTransitKeys(aws, kms, env.connectionsTable, env.dataKeyArn, systemClock);
  return { aws, kms, transit };
}
