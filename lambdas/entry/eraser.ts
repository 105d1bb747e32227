import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { readEnv } from '../runtime/env.ts';
import { erasingDeps } from '../runtime/eraser/erasing-clients.ts';
import { eraserHandler } from '../runtime/eraser/handler.ts';
import { deliveryClients } from '../runtime/shared-clients.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { CognitoDirectory } from '../store/cognito-directory.ts';
import { KmsSigner } from '../vault/kms-signer.ts';

const env = readEnv([
  'inboxTable',
  'connectionsTable',
  'subjectKeysTable',
  'ledgerTable',
  'mediaBucket',
  'subjectKeyArn',
  'keyLifeSeconds',
  'certificateKeyArn',
  'userPoolId',
]);
const { aws, kms, transit } = deliveryClients();

/** Does the steps of erasures, as the privacy workflow asks for them. */
export const handler = eraserHandler(
  erasingDeps(
    { dynamo: new DynamoDBClient({}), aws, kms, transit },
    {
      ...env,
      keyLifeMs: Number(env.keyLifeSeconds) * 1_000,
      clock: systemClock,
      meter: new EmfMeter(systemClock),
      newId: randomUUID,
      signer: new KmsSigner(kms, env.certificateKeyArn),
      directory: new CognitoDirectory(aws, env.userPoolId),
    },
  ),
);
