import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import { EncryptionKey } from './encryption-key.ts';
import type { ServiceFunction } from './service-function.ts';

/** Encryption context of the keys that seal deliveries on their way from the ingress to the worker. */
const TRANSIT = { 'kms:EncryptionContext:purpose': 'transit' };

/** Encryption context of what people type on the public request page. Only the operator opens it, with rights of their own. */
const FORMS = { 'kms:EncryptionContext:purpose': 'request_form' };

/** What CloudWatch Logs asks for, spelled out. */
const USE_BY_LOGS = [
  'Decrypt',
  'DescribeKey',
  'Encrypt',
  'GenerateDataKey',
  'ReEncryptFrom',
  'ReEncryptTo',
].map((action) => `kms:${action}`);

/** Encrypts tables, queues, bucket and logs, and wraps the keys that seal deliveries in transit. */
export class DataKey extends EncryptionKey {
  constructor(scope: Construct, id: string, props: { readonly settings: StageSettings }) {
    super(scope, id, {
      ...props,
      alias: 'data',
      description: 'KaoJai: tables, queues, bucket, logs, deliveries in transit',
      services: ['dynamodb', 'sqs', 's3'],
    });
    this.allowAccount('Transit', ['kms:Decrypt', 'kms:GenerateDataKey'], { StringEquals: TRANSIT });
    this.allowAccount('Forms', ['kms:Decrypt', 'kms:Encrypt'], { StringEquals: FORMS });
    this.#allowLogs();
  }

  /** Lets `fn` unwrap the transit keys, and make the next one where asked. */
  grantTransit(fn: ServiceFunction, access: 'open' | 'create'): void {
    fn.set('dataKeyArn', this.key.keyArn).allow({
      actions: access === 'create' ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'],
      resources: [this.key.keyArn],
      conditions: { StringEquals: TRANSIT },
    });
  }

  /** Lets `fn` seal what people typed; not open it. */
  grantSealForms(fn: ServiceFunction): void {
    fn.set('dataKeyArn', this.key.keyArn).allow({
      actions: ['kms:Encrypt'],
      resources: [this.key.keyArn],
      conditions: { StringEquals: FORMS },
    });
  }

  /** Lets CloudWatch tell an encrypted topic about alarms. It names no source when it uses the key, hence no condition. */
  allowAlarms(): void {
    this.key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'Alarms',
        principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
      }),
    );
  }

  #allowLogs(): void {
    const { partition, region, account } = Stack.of(this);
    this.key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'Logs',
        principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
        actions: USE_BY_LOGS,
        resources: ['*'],
        conditions: {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:*`,
          },
        },
      }),
    );
  }
}
