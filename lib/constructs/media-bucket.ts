import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import {
  DELIVERIES,
  EXPORTS,
  KEPT_FILES,
  PARKED_BODIES,
  SCANS,
  STAND_INS,
  THUMBNAIL,
  UPLOADS,
  VIEWS,
} from '../../lambdas/store/keys.ts';
import { ARCHIVE_DAYS } from '../../lambdas/usecases/exporting/exporting-deps.ts';
import type { Foundation } from './foundation.ts';
import { tolerateWildcard } from './nag.ts';
import type { ServiceFunction } from './service-function.ts';

/** A day longer than the queues keep a delivery: nothing can ask for the object any more. */
const DELIVERY_DAYS = 15;
/** The transit key that sealed them is gone by then: nothing could read them. */
const PARKED_DAYS = 91;

/** What was opened for somebody to look at, if the job that takes it away should fail. S3 counts in days. */
const VIEW_DAYS = 1;
/** What was not sent by then is not sent any more; what was sent is kept sealed. */
const UPLOAD_DAYS = 1;
/** A scanner speaks within minutes; then the media worker takes away what was laid down for it. */
const SCAN_DAYS = 1;
/** A day longer than an archive can be had, if what ends it should fail. */
const EXPORT_DAYS = ARCHIVE_DAYS + 1;
/** Longer than a platform may take to fetch one. */
const STAND_IN_DAYS = 1;

/** Folders that have one of each workspace. */
const OF_WORKSPACES = [KEPT_FILES, VIEWS, UPLOADS, SCANS, EXPORTS];

/** What is laid down for the scanner, looked up, and taken away again. */
const SCAN_ACTIONS = [
  's3:PutObject',
  's3:AbortMultipartUpload',
  's3:GetObject',
  's3:GetObjectTagging',
  's3:DeleteObject',
];

/** Sealed bodies of large deliveries and of parked ones; files that customers sent, sealed; for a short while, files on their way. */
export class MediaBucket extends Construct {
  readonly bucket: s3.Bucket;
  readonly #dataKey: Foundation['dataKey'];
  readonly #scans: boolean;

  constructor(scope: Construct, id: string, { settings, dataKey }: Pick<Foundation, 'settings' | 'dataKey'>) {
    super(scope, id);
    this.#dataKey = dataKey;
    this.#scans = settings.malwareScan === true;
    this.bucket = new s3.Bucket(this, 'Bucket', {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: dataKey.key,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      // The console loads files, and lays them down, by addresses that carry their own permission.
      cors: [
        {
          allowedMethods: [s3.HttpMethods.GET, s3.HttpMethods.PUT],
          allowedOrigins: [settings.publicBaseUrl],
          allowedHeaders: ['content-type', 'if-none-match'],
          maxAge: Duration.hours(1).toSeconds(),
        },
      ],
      // Off on purpose: what is deleted has to be gone, not hidden behind a delete marker.
      versioned: false,
      removalPolicy: settings.stateful.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      lifecycleRules: [
        { id: 'Deliveries', prefix: DELIVERIES, expiration: Duration.days(DELIVERY_DAYS) },
        { id: 'Parked', prefix: PARKED_BODIES, expiration: Duration.days(PARKED_DAYS) },
        { id: 'Views', prefix: VIEWS, expiration: Duration.days(VIEW_DAYS) },
        { id: 'Uploads', prefix: UPLOADS, expiration: Duration.days(UPLOAD_DAYS) },
        { id: 'StandIns', prefix: STAND_INS, expiration: Duration.days(STAND_IN_DAYS) },
        { id: 'Scans', prefix: SCANS, expiration: Duration.days(SCAN_DAYS) },
        { id: 'Exports', prefix: EXPORTS, expiration: Duration.days(EXPORT_DAYS) },
        { id: 'UnfinishedUploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
      ],
    });
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only functions read and write here, each by its own role, and whoever one of them gave an address of five minutes: every read ' +
        'takes the data key, whose every use CloudTrail records. Access logs would be one more store of addresses to retain and erase.',
    });
  }

  /** Lets `fn` lay large deliveries down. */
  grantPutDeliveries(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:PutObject'], DELIVERIES, 'write');
  }

  /** Lets `fn` read large deliveries. */
  grantReadDeliveries(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:GetObject'], DELIVERIES, 'read');
  }

  /** Lets `fn` read large deliveries, also those that were parked and re-driven, and delete them when it is done. */
  grantTakeDeliveries(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:GetObject', 's3:DeleteObject'], DELIVERIES, 'read');
    this.#grant(fn, ['s3:GetObject', 's3:DeleteObject'], PARKED_BODIES, 'read');
  }

  /** Lets `fn` keep the bodies of parked deliveries. */
  grantPark(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:PutObject'], PARKED_BODIES, 'write');
  }

  /** Lets `fn` keep customers' files, take members' uploads, and take away what was opened. */
  grantKeepFiles(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'], KEPT_FILES, 'write');
    this.#grant(fn, ['s3:GetObject'], UPLOADS, 'read');
    this.#grant(fn, ['s3:DeleteObject'], VIEWS, 'read');
    this.#grantVerdicts(fn);
    if (this.#scans) this.#grant(fn, SCAN_ACTIONS, SCANS, 'write');
  }

  /** Lets `fn` read customers' pictures, and keep and delete their thumbnails; over the pictures themselves it cannot write. */
  grantMakeThumbnails(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:GetObject'], KEPT_FILES, 'read');
    const changing = ['s3:PutObject', 's3:AbortMultipartUpload', 's3:DeleteObject'];
    this.#grant(fn, changing, KEPT_FILES, 'write', `*${THUMBNAIL}`);
  }

  /** Lets `fn` open files for those who may see them, and give out addresses of what it opened and for what is to be uploaded. */
  grantShowFiles(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:GetObject'], KEPT_FILES, 'read');
    this.#grant(fn, ['s3:PutObject', 's3:AbortMultipartUpload', 's3:GetObject'], VIEWS, 'write');
    this.#grant(fn, ['s3:PutObject', 's3:GetObject'], UPLOADS, 'write');
    this.#grantVerdicts(fn);
  }

  /** Lets `fn` read what members uploaded, lay down pictures that stand for it, and give platforms addresses of both. */
  grantSendFiles(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:GetObject'], UPLOADS, 'read');
    this.#grant(fn, ['s3:PutObject', 's3:GetObject'], STAND_INS, 'write');
    this.#grantVerdicts(fn);
  }

  /** Tells `fn` whether files are scanned, and lets it read what the scanner says of uploads: a tag, which nobody here may write. */
  #grantVerdicts(fn: ServiceFunction): void {
    fn.set('malwareScan', this.#scans ? 'on' : 'off');
    if (this.#scans) this.#grant(fn, ['s3:GetObjectTagging'], UPLOADS, 'read');
  }

  /** Lets `fn` delete files whose time is over, and list what a conversation has. It can read none. */
  grantExpire(fn: ServiceFunction): void {
    for (const folder of [KEPT_FILES, PARKED_BODIES]) this.#grant(fn, ['s3:DeleteObject'], folder, 'delete');
    this.#grantList(fn, [KEPT_FILES]);
  }

  /**
   * Lets `fn` delete what is somebody's, in whatever folder, and list what is there, all of it for the proof. Of what it deletes it reads parked
   * deliveries only: it has to find out whom they name.
   */
  grantErase(fn: ServiceFunction): void {
    for (const folder of OF_WORKSPACES) this.#grant(fn, ['s3:DeleteObject'], folder, 'delete');
    this.#grant(fn, ['s3:GetObject', 's3:DeleteObject'], PARKED_BODIES, 'read');
    fn.allow({ actions: ['s3:ListBucket'], resources: [this.bucket.bucketArn] });
  }

  /** Lets `fn` list and read customers' files, and write archives of exports, which it cannot read again. */
  grantExport(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:GetObject'], KEPT_FILES, 'read');
    this.#grant(fn, ['s3:PutObject', 's3:AbortMultipartUpload'], EXPORTS, 'write');
    this.#grantList(fn, OF_WORKSPACES);
  }

  /** Lets `fn` open archives of exports for those who may have them. */
  grantShowArchives(fn: ServiceFunction): void {
    this.#grant(fn, ['s3:GetObject'], EXPORTS, 'read');
    this.#grant(fn, ['s3:PutObject', 's3:AbortMultipartUpload', 's3:GetObject'], VIEWS, 'write');
  }

  /** Lets `fn` list what is in these folders. */
  #grantList(fn: ServiceFunction, folders: readonly string[]): void {
    fn.allow({
      actions: ['s3:ListBucket'],
      resources: [this.bucket.bucketArn],
      conditions: { StringLike: { 's3:prefix': folders.map((folder) => `${folder}*`) } },
    });
  }

  /** Whoever only deletes needs nothing of the key. */
  #grant(
    fn: ServiceFunction,
    actions: string[],
    folder: string,
    access: 'read' | 'write' | 'delete',
    objects = '*',
  ): void {
    const { bucketArn, bucketName } = this.bucket;
    const resources = [this.bucket.arnForObjects(`${folder}${objects}`)];
    fn.set('mediaBucket', bucketName).allow({ actions, resources });
    if (access !== 'delete') this.#dataKey.grantThrough(fn, 's3', access);
    tolerateWildcard(
      fn.role,
      this,
      bucketArn,
      `${folder}${objects}`,
      'A policy cannot list objects yet to come.',
    );
  }
}
