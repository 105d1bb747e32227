import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import type { ServiceFunction } from './service-function.ts';

/** Everything but using the key: who administers it by IAM can still not read what it protects. */
export const ADMINISTRATION = [
  'CancelKeyDeletion',
  'CreateAlias',
  'DeleteAlias',
  'DescribeKey',
  'DisableKey',
  'DisableKeyRotation',
  'EnableKey',
  'EnableKeyRotation',
  'GetKeyPolicy',
  'GetKeyRotationStatus',
  'ListGrants',
  'ListKeyPolicies',
  'ListKeyRotations',
  'ListResourceTags',
  'PutKeyPolicy',
  'RevokeGrant',
  'RotateKeyOnDemand',
  'ScheduleKeyDeletion',
  'TagResource',
  'UntagResource',
  'UpdateAlias',
  'UpdateKeyDescription',
].map((action) => `kms:${action}`);

/** What a table, queue or bucket needs of the key under which it is encrypted. */
const USE_BY_SERVICE = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'GenerateDataKeyWithoutPlaintext',
  'ReEncryptFrom',
  'ReEncryptTo',
].map((action) => `kms:${action}`);

/** Services that use a key on behalf of a caller. */
export type KeyService = 'dynamodb' | 'sqs' | 's3' | 'backup';

export interface EncryptionKeyProps {
  readonly settings: StageSettings;
  /** Last part of the alias. */
  readonly alias: string;
  readonly description: string;
  /** Services that store data under this key. */
  readonly services: readonly KeyService[];
}

/**
 * A key that rotates every year. Its policy lets the account's IAM policies decide, but only on uses that the policy names: through
 * a service, or directly with an encryption context. There is no `kms:*` in it.
 */
export class EncryptionKey extends Construct {
  readonly key: kms.Key;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    const { settings, alias, services } = props;
    this.key = new kms.Key(this, 'Key', {
      description: props.description,
      alias: `kaojai-${settings.stage}/${alias}`,
      enableKeyRotation: true,
      removalPolicy: settings.stateful.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      policy: new iam.PolicyDocument({ statements: [this.#ofAccount('Administer', ADMINISTRATION)] }),
    });
    if (services.length > 0) {
      this.allowAccount('UseThroughServices', USE_BY_SERVICE, {
        StringEquals: { 'kms:ViaService': services.map((service) => this.#endpoint(service)) },
      });
    }
    if (services.includes('dynamodb')) {
      // A table keeps a grant, to work on while nobody calls.
      this.allowAccount('GrantToTables', ['kms:CreateGrant'], {
        StringEquals: { 'kms:ViaService': this.#endpoint('dynamodb') },
        Bool: { 'kms:GrantIsForAWSResource': 'true' },
      });
    }
  }

  /** Lets `fn` read what `service` keeps under this key, and write it too where asked. */
  grantThrough(fn: ServiceFunction, service: KeyService, access: 'read' | 'write'): void {
    // Writing to a table takes what CDK's own grants give; queues and buckets make do with a data key.
    const write = service === 'dynamodb' ? USE_BY_SERVICE : ['kms:Decrypt', 'kms:GenerateDataKey'];
    fn.allow({
      actions: access === 'write' ? write : ['kms:Decrypt'],
      resources: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': this.#endpoint(service) } },
    });
  }

  /** Lets IAM policies of this account allow `actions`, under the conditions. */
  protected allowAccount(sid: string, actions: string[], conditions: Record<string, unknown>): void {
    this.key.addToResourcePolicy(this.#ofAccount(sid, actions, conditions));
  }

  #ofAccount(sid: string, actions: string[], conditions?: Record<string, unknown>): iam.PolicyStatement {
    return new iam.PolicyStatement({
      sid,
      principals: [new iam.AccountRootPrincipal()],
      actions,
      resources: ['*'],
      ...(conditions && { conditions }),
    });
  }

  #endpoint(service: KeyService): string {
    return `${service}.${Stack.of(this).region}.amazonaws.com`;
  }
}
