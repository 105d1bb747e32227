import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import * as cloudtrail from 'aws-cdk-lib/aws-cloudtrail';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import { EncryptionKey } from './encryption-key.ts';

/** As long as claims about a breach are looked into; the first copy of management events costs nothing, a GB of storage 0.025 US$ a month. */
const TRAIL_DAYS = 400;

/**
 * Who did what to the account: management events, each use of a KMS key among them. What data was read shows there as the use of the key that
 * seals it. A trail holds ids of roles, keys and tables, never data.
 */
export class Trail extends Construct {
  constructor(scope: Construct, id: string, settings: StageSettings) {
    super(scope, id);
    const { retain } = settings.stateful;
    const trailName = `kaojai-${settings.stage}`;
    const { key } = new EncryptionKey(this, 'Key', {
      settings,
      alias: 'trail',
      description: 'KaoJai: the record of who did what to the account',
      services: ['s3'],
    });
    this.#allowTrail(key, trailName);
    const bucket = new s3.Bucket(this, 'Bucket', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [{ id: 'Old', expiration: Duration.days(TRAIL_DAYS) }],
    });
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It is itself the log of who did what; logging who wrote the log would have no end.',
    });
    this.#allowDelivery(bucket, trailName);
    const trail = new cloudtrail.Trail(this, 'Trail', {
      trailName,
      encryptionKey: key,
      // By its name: to a bucket that it may change, the construct adds statements that let in any trail of any account.
      bucket: s3.Bucket.fromBucketName(this, 'Into', bucket.bucketName),
      isMultiRegionTrail: true,
      includeGlobalServiceEvents: true,
      enableFileValidation: true,
      managementEvents: cloudtrail.ReadWriteType.ALL,
    });
    // CloudTrail tries the bucket when the trail is made.
    if (bucket.policy) trail.node.addDependency(bucket.policy);
  }

  /** CloudTrail looks whose bucket it is, and lays down what this trail records. */
  #allowDelivery(bucket: s3.Bucket, trailName: string): void {
    const { account } = Stack.of(this);
    const allow = (action: string, resource: string, conditions: Record<string, string>) =>
      bucket.addToResourcePolicy(
        new iam.PolicyStatement({
          principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')],
          actions: [action],
          resources: [resource],
          conditions: { StringEquals: { 'aws:SourceArn': this.#arn(trailName), ...conditions } },
        }),
      );
    allow('s3:GetBucketAcl', bucket.bucketArn, {});
    allow('s3:PutObject', bucket.arnForObjects(`AWSLogs/${account}/*`), {
      's3:x-amz-acl': 'bucket-owner-full-control',
    });
  }

  /** CloudTrail seals what it writes, for this trail and no other. */
  #allowTrail(key: kms.Key, trailName: string): void {
    key.addToResourcePolicy(
      new iam.PolicyStatement({
        sid: 'Trail',
        principals: [new iam.ServicePrincipal('cloudtrail.amazonaws.com')],
        actions: ['kms:DescribeKey', 'kms:GenerateDataKey'],
        resources: ['*'],
        conditions: { StringEquals: { 'aws:SourceArn': this.#arn(trailName) } },
      }),
    );
  }

  #arn(trailName: string): string {
    return Stack.of(this).formatArn({ service: 'cloudtrail', resource: 'trail', resourceName: trailName });
  }
}
