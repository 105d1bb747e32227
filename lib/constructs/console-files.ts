import { existsSync } from 'node:fs';
import path from 'node:path';
import { RemovalPolicy, type Stack, Token, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as s3deploy from 'aws-cdk-lib/aws-s3-deployment';
import { CannotSynthesise } from '../config.ts';
import { CACHE } from '../console-headers.ts';
import { HASHED_FILES } from '../console-paths.ts';
import type { Foundation } from './foundation.ts';
import { ServiceLogGroup } from './log-group.ts';

/** Of the buckets that `cdk bootstrap` makes. */
const QUALIFIER = 'hnb659fds';

/** The console's files: for everybody who asks CloudFront, and for nobody who asks S3. */
export function consoleBucket(stack: Stack): s3.Bucket {
  const bucket = new s3.Bucket(stack, 'Files', {
    // Not under a key of ours: they are public, and the bucket of a deployment can be filled anew at any time.
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  Validations.of(bucket).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Only CloudFront reads here, what it hands to everybody anyway; who deploys is in the trail.',
  });
  return bucket;
}

export interface ConsoleFiles {
  readonly foundation: Foundation;
  readonly bucket: s3.Bucket;
  /** Folder of the built console. */
  readonly folder: string;
  /** Content of `/config.json`; may hold what is known only when it is deployed. */
  readonly config: object;
}

/**
 * Lays the built console down. What has a hash in its name comes first and stays, for tabs that have an older document open; the document follows.
 * @throws CannotSynthesise when it has not been built
 */
export function publishConsole(stack: Stack, { foundation, bucket, folder, config }: ConsoleFiles): void {
  if (!existsSync(path.join(folder, 'index.html')))
    throw new CannotSynthesise(`There is no console in ${folder}: run "npm run build:web" first.`);
  const role = new iam.Role(stack, 'PublishRole', {
    description: 'KaoJai: lays the console down, while it is deployed',
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
  const logGroup = new ServiceLogGroup(stack, 'Logs', foundation);
  logGroup.grantWrite(role);
  // The casts: aws-cdk-lib is not compiled with exactOptionalPropertyTypes.
  const shared = {
    destinationBucket: bucket as s3.IBucket,
    prune: false,
    role,
    logGroup: logGroup as logs.ILogGroup,
    memoryLimit: 256,
  };
  const assets = new s3deploy.BucketDeployment(stack, 'Assets', {
    ...shared,
    sources: [s3deploy.Source.asset(path.join(folder, HASHED_FILES))],
    destinationKeyPrefix: HASHED_FILES.slice(1, -1),
    cacheControl: [s3deploy.CacheControl.fromString(CACHE.hashed)],
  });
  const documents = new s3deploy.BucketDeployment(stack, 'Document', {
    ...shared,
    sources: [
      s3deploy.Source.asset(folder, { exclude: ['assets', 'assets/**'] }),
      s3deploy.Source.jsonData('config.json', config),
    ],
    cacheControl: [s3deploy.CacheControl.fromString(CACHE.other)],
  });
  documents.node.addDependency(assets);
  acknowledge(stack, role, bucket);
}

/** What the CDK's own function for laying files down asks for; it runs while somebody deploys. */
function acknowledge(stack: Stack, role: iam.Role, bucket: s3.Bucket): void {
  const account = Token.isUnresolved(stack.account) ? '<AWS::AccountId>' : stack.account;
  const files = stack.getLogicalId(bucket.node.defaultChild as s3.CfnBucket);
  const wildcards = [
    ...['GetBucket*', 'GetObject*', 'List*', 'Abort*', 'DeleteObject*'].map(
      (action) => `Action::s3:${action}`,
    ),
    `Resource::arn:<AWS::Partition>:s3:::cdk-${QUALIFIER}-assets-${account}-${stack.region}/*`,
    `Resource::<${files}.Arn>/*`,
  ];
  for (const wildcard of wildcards)
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[${wildcard}]`,
      reason:
        'It reads what was uploaded for the deployment and writes the one bucket of the console, which holds nothing else.',
    });
  for (const fn of stack.node.children.filter(({ node }) =>
    node.id.startsWith('Custom::CDKBucketDeployment'),
  ))
    Validations.of(fn).acknowledge({
      id: 'AwsSolutions-L1',
      reason: 'The CDK chooses the runtime that its function was tested with; updating the CDK updates it.',
    });
}
