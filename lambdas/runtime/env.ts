import { Misconfigured } from '../domain/errors.ts';

/**
 * Names of all environment variables of all functions, and nothing else reads `process.env`. The CDK constructs set them by the
 * same names.
 */
export const ENV = {
  inboxTable: 'INBOX_TABLE',
  connectionsTable: 'CONNECTIONS_TABLE',
  subjectKeysTable: 'SUBJECT_KEYS_TABLE',
  ledgerTable: 'LEDGER_TABLE',
  mediaBucket: 'MEDIA_BUCKET',
  deliveryQueueUrl: 'DELIVERY_QUEUE_URL',
  /** Tables, queues, bucket, transit. */
  dataKeyArn: 'DATA_KEY_ARN',
  /** Wraps the workspaces' keys. */
  subjectKeyArn: 'SUBJECT_KEY_ARN',
  /** How long keys of subjects stay in memory. */
  keyLifeSeconds: 'KEY_LIFE_SECONDS',
  /** Seals platform tokens and webhook secrets. */
  tokenKeyArn: 'TOKEN_KEY_ARN',
  keeperQueueUrl: 'KEEPER_QUEUE_URL',
  sendQueueUrl: 'SEND_QUEUE_URL',
  mediaQueueUrl: 'MEDIA_QUEUE_URL',
  thumbnailQueueUrl: 'THUMBNAIL_QUEUE_URL',
  /** `on`: files are handed on only after GuardDuty has let them pass. */
  malwareScan: 'MALWARE_SCAN',
  /** Signs certificates of erasure. */
  certificateKeyArn: 'CERTIFICATE_KEY_ARN',
  /** Members' accounts. */
  userPoolId: 'USER_POOL_ID',
  /** Carries out privacy requests. */
  privacyStateMachineArn: 'PRIVACY_STATE_MACHINE_ARN',
  /** Where this deployment is reached, without a slash at the end. */
  publicBaseUrl: 'PUBLIC_BASE_URL',
  /** Whom letters to owners come from; absent where the stage names nobody. */
  mailFrom: 'MAIL_FROM',
  /** How often a delivery is tried before it is parked. */
  maxReceives: 'MAX_RECEIVES',
  /** The WebSocket API, on which browsers are told what changes. */
  socketApiId: 'SOCKET_API_ID',
  /** Where browsers open their sockets. */
  liveUrl: 'LIVE_URL',
  /** Replaces `https://HOST` of outgoing calls by `{base}/HOST`; for the local cloud and tests only. */
  egressBase: 'EGRESS_BASE',
  /** Address of the AWS endpoint; set by the local cloud, absent on AWS. */
  awsEndpoint: 'AWS_ENDPOINT_URL',
  region: 'AWS_REGION',
} as const;

export type EnvName = keyof typeof ENV;

/**
 * The variables that a function needs, read once at its start.
 * @throws Misconfigured naming every missing one
 */
export function readEnv<N extends EnvName>(
  names: readonly N[],
  source: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<N, string>> {
  const missing = names.filter((name) => !source[ENV[name]]);
  if (missing.length > 0) {
    throw new Misconfigured(
      'environment variables are missing',
      missing.map((name) => ENV[name]),
    );
  }
  return Object.fromEntries(names.map((name) => [name, source[ENV[name]] as string])) as Record<N, string>;
}

/** A variable that may be absent. */
export function optionalEnv(
  name: EnvName,
  source: Readonly<Record<string, string | undefined>> = process.env,
): string | undefined {
  return source[ENV[name]] || undefined;
}
