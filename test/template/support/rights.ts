/** The services through which a role may use a key, and the contexts that it has to name otherwise. */
export const THROUGH = (service: string) =>
  `StringEquals kms:ViaService ${service}.ap-southeast-1.amazonaws.com`;
export const FOR = (purpose: string) => `StringEquals kms:EncryptionContext:purpose ${purpose}`;
export const ONLY = (partitions: string) =>
  `ForAllValues:StringLike dynamodb:LeadingKeys ${partitions} and Null dynamodb:LeadingKeys false`;

const QUEUE_CONSUMER = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
const READ_AND_WRAP = ['kms:Decrypt', 'kms:GenerateDataKey'];
const STORE = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

const TOKENS = FOR('access_token|refresh_token|client_secret|facts');
const READ_AND_SEAL = ['kms:Decrypt', 'kms:Encrypt'];
const RECORD = [
  'dynamodb:DeleteItem',
  'dynamodb:GetItem',
  'dynamodb:PutItem',
  'dynamodb:Query',
  'dynamodb:UpdateItem',
];

/** Actions, a resource, a condition. */
export type Right = readonly [actions: readonly string[], to: string, condition?: string];

/** Unwraps workspaces' keys, and makes salts of new customers; never a workspace's key. */
const SALTS: readonly Right[] = [
  [['dynamodb:GetItem'], 'SubjectKeysTable'],
  [['dynamodb:PutItem'], 'SubjectKeysTable', ONLY('W#*#S#*')],
  [STORE, 'SubjectKey', THROUGH('dynamodb')],
  [['kms:Decrypt'], 'SubjectKey', THROUGH('dynamodb')],
  [['kms:Decrypt'], 'SubjectKey', FOR('content')],
];

/** Changes and ends connections. */
const CONNECTIONS_KEPT: readonly Right[] = [
  [
    ['dynamodb:DeleteItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    'ConnectionsTable',
    ONLY('W#*'),
  ],
  [['dynamodb:DeleteItem', 'dynamodb:Query'], 'ConnectionsTable', ONLY('K#*|L#*')],
];

/** Opens accounts to call their platforms, and changes nothing about them. */
const ACCOUNTS_OPENED: readonly Right[] = [
  [['dynamodb:GetItem'], 'ConnectionsTable', ONLY('W#*')],
  [['dynamodb:Query'], 'ConnectionsTable', ONLY('K#*')],
  [['kms:Decrypt'], 'TokenKey', FOR('webhook')],
  [['kms:Decrypt'], 'TokenKey', TOKENS],
];

const AUDIT_AND_REQUESTS: readonly Right[] = [
  [['dynamodb:PutItem'], 'LedgerTable', ONLY('W#*#AUDIT#*')],
  [['dynamodb:GetItem', 'dynamodb:PutItem'], 'LedgerTable', ONLY('W#*#PRIVACY')],
];

/** What each function may do, by its name. Its own log streams go without saying. */
export const ALLOWED: Readonly<Record<string, readonly Right[]>> = {
  WebhookIngress: [
    [['dynamodb:GetItem', 'dynamodb:Query'], 'ConnectionsTable', ONLY('TRANSIT|K#*')],
    [['dynamodb:PutItem'], 'ConnectionsTable', ONLY('TRANSIT')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'TokenKey', FOR('webhook')],
    [READ_AND_WRAP, 'DataKey', FOR('transit')],
    [['sqs:SendMessage'], 'DeliveriesQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
    [['s3:PutObject'], 'MediaBucket/deliveries/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
  ],
  MessageWorker: [
    [RECORD, 'InboxTable'],
    [['dynamodb:GetItem'], 'ConnectionsTable', ONLY('A#*#*|TRANSIT')],
    [['dynamodb:GetItem', 'dynamodb:UpdateItem'], 'ConnectionsTable', ONLY('W#*')],
    ...SALTS,
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'DataKey', FOR('transit')],
    [['s3:DeleteObject', 's3:GetObject'], 'MediaBucket/deliveries/*'],
    [['s3:DeleteObject', 's3:GetObject'], 'MediaBucket/parked/*'],
    [['s3:PutObject'], 'MediaBucket/parked/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
    [QUEUE_CONSUMER, 'DeliveriesQueue'],
    [['sqs:SendMessage'], 'KeeperJobsQueue'],
    [['sqs:SendMessage'], 'MediaJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
  ],
  DeadLetterParker: [
    [['dynamodb:PutItem'], 'InboxTable', ONLY('W#_#PARKED')],
    [['dynamodb:GetItem'], 'ConnectionsTable', ONLY('TRANSIT')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'DataKey', FOR('transit')],
    [['s3:GetObject'], 'MediaBucket/deliveries/*'],
    [['s3:PutObject'], 'MediaBucket/parked/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
    [QUEUE_CONSUMER, 'DeliveriesDeadLetters'],
    [['kms:Decrypt'], 'DataKey', THROUGH('sqs')],
  ],
  AgentApi: [
    [['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], 'InboxTable'],
    [['dynamodb:Query'], 'InboxTable/index/ByActivity'],
    [['dynamodb:GetItem', 'dynamodb:Query'], 'ConnectionsTable', ONLY('W#*')],
    ...SALTS,
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['sqs:SendMessage'], 'SendJobsQueue'],
    [['sqs:SendMessage'], 'MediaJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
    // Looks at files: what is kept is opened into a view, what is to be sent is taken in.
    [['s3:GetObject'], 'MediaBucket/media/*'],
    [['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], 'MediaBucket/views/*'],
    [['s3:GetObject', 's3:PutObject'], 'MediaBucket/uploads/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
  ],
  MessageSender: [
    [['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], 'InboxTable'],
    ...ACCOUNTS_OPENED,
    ...SALTS,
    [['dynamodb:PutItem'], 'LedgerTable', ONLY('W#*#AUDIT#*')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['sqs:SendMessage'], 'KeeperJobsQueue'],
    [QUEUE_CONSUMER, 'SendJobsQueue'],
    [['sqs:SendMessage'], 'SendJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
    [['s3:GetObject'], 'MediaBucket/uploads/*'],
    [['kms:Decrypt'], 'DataKey', THROUGH('s3')],
  ],
  /** It cannot read what it kept: opening files is for those who show them. */
  MediaWorker: [
    [['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], 'InboxTable'],
    ...ACCOUNTS_OPENED,
    [['dynamodb:GetItem'], 'SubjectKeysTable'],
    [['kms:Decrypt'], 'SubjectKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'SubjectKey', FOR('content')],
    [['dynamodb:PutItem'], 'LedgerTable', ONLY('W#*#AUDIT#*')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'], 'MediaBucket/media/*'],
    [['s3:GetObject'], 'MediaBucket/uploads/*'],
    [['s3:DeleteObject'], 'MediaBucket/views/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
    [[...QUEUE_CONSUMER, 'sqs:SendMessage'], 'MediaJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
  ],
  Connect: [
    [['dynamodb:GetItem'], 'InboxTable', ONLY('U#*')],
    ...CONNECTIONS_KEPT,
    // Binds an account: the connection, its account, its webhook secret, its links; and a consent that is under way.
    [['dynamodb:PutItem'], 'ConnectionsTable', ONLY('W#*|A#*#*|K#*|L#*|S#*')],
    [['dynamodb:GetItem', 'dynamodb:UpdateItem'], 'ConnectionsTable', ONLY('A#*#*')],
    [['dynamodb:DeleteItem', 'dynamodb:GetItem'], 'ConnectionsTable', ONLY('S#*')],
    ...AUDIT_AND_REQUESTS,
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [READ_AND_SEAL, 'TokenKey', FOR('webhook')],
    [READ_AND_SEAL, 'TokenKey', TOKENS],
    [['sqs:SendMessage'], 'KeeperJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
  ],
  ConnectionKeeper: [
    [RECORD, 'InboxTable'],
    ...CONNECTIONS_KEPT,
    [['dynamodb:UpdateItem'], 'ConnectionsTable', ONLY('A#*#*')],
    ...SALTS,
    ...AUDIT_AND_REQUESTS,
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [READ_AND_SEAL, 'TokenKey', FOR('webhook')],
    [READ_AND_SEAL, 'TokenKey', TOKENS],
    [[...QUEUE_CONSUMER, 'sqs:SendMessage'], 'KeeperJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
  ],
  ConnectionSweeper: [
    [['dynamodb:Query'], 'ConnectionsTable/index/ByDue'],
    [['dynamodb:Query'], 'InboxTable/index/ByDue'],
    [['dynamodb:UpdateItem'], 'ConnectionsTable', ONLY('W#*')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['sqs:SendMessage'], 'KeeperJobsQueue'],
    [['sqs:SendMessage'], 'SendJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
  ],
  PlatformCallbacks: [
    [['dynamodb:Query'], 'ConnectionsTable', ONLY('K#*|L#*')],
    [['dynamodb:GetItem', 'dynamodb:UpdateItem'], 'ConnectionsTable', ONLY('W#*')],
    ...SALTS,
    ...AUDIT_AND_REQUESTS,
    [
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      'LedgerTable',
      ONLY('P#*'),
    ],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'TokenKey', FOR('webhook')],
    [['sqs:SendMessage'], 'KeeperJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
  ],
};
