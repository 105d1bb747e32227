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

/** Open sockets of the one WebSocket API: to speak on them, and to close them. */
export const SOCKETS = ['POST', 'DELETE'].map(
  (method) =>
    `arn:AWS::Partition:execute-api:ap-southeast-1:AWS::AccountId:LiveApi/live/${method}/@connections/*`,
);

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

/** Adds audit events, and finds the last one. */
const AUDIT: Right = [['dynamodb:PutItem', 'dynamodb:Query'], 'LedgerTable', ONLY('W#*#AUDIT')];

const AUDIT_AND_REQUESTS: readonly Right[] = [
  AUDIT,
  [['dynamodb:GetItem', 'dynamodb:PutItem'], 'LedgerTable', ONLY('W#*#PRIVACY')],
];

const PRIVACY_WORKFLOW =
  'arn:AWS::Partition:states:ap-southeast-1:AWS::AccountId:stateMachine:KaoJai-production-Privacy';

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
    AUDIT,
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
    AUDIT,
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['sqs:SendMessage'], 'KeeperJobsQueue'],
    [QUEUE_CONSUMER, 'SendJobsQueue'],
    [['sqs:SendMessage'], 'SendJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
    [['s3:GetObject'], 'MediaBucket/uploads/*'],
    [['s3:GetObject', 's3:PutObject'], 'MediaBucket/stand-ins/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
  ],
  /** It cannot read what it kept: opening files is for those who show them. */
  MediaWorker: [
    [['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], 'InboxTable'],
    ...ACCOUNTS_OPENED,
    [['dynamodb:GetItem'], 'SubjectKeysTable'],
    [['kms:Decrypt'], 'SubjectKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'SubjectKey', FOR('content')],
    AUDIT,
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'], 'MediaBucket/media/*'],
    [['s3:GetObject'], 'MediaBucket/uploads/*'],
    [['s3:DeleteObject'], 'MediaBucket/views/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
    [QUEUE_CONSUMER, 'MediaJobsQueue'],
    [['sqs:SendMessage'], 'MediaJobsQueue'],
    [['sqs:SendMessage'], 'ThumbnailJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
  ],
  /** It decodes what strangers sent: it opens customers' pictures, and neither tokens nor anything outside; over a picture it cannot write. */
  ThumbnailMaker: [
    [['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], 'InboxTable'],
    [['dynamodb:GetItem'], 'SubjectKeysTable'],
    [['kms:Decrypt'], 'SubjectKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'SubjectKey', FOR('content')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['s3:GetObject'], 'MediaBucket/media/*'],
    [['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:PutObject'], 'MediaBucket/media/*.thumbnail'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
    [QUEUE_CONSUMER, 'ThumbnailJobsQueue'],
    [['kms:Decrypt'], 'DataKey', THROUGH('sqs')],
  ],
  /** It knows who may look, and what at; of conversations it can read nothing. */
  LiveSocket: [
    [['dynamodb:GetItem'], 'InboxTable', ONLY('U#*')],
    [['dynamodb:DeleteItem', 'dynamodb:GetItem'], 'InboxTable', ONLY('T#*')],
    [
      ['dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      'InboxTable',
      ONLY('W#*#SOCKETS'),
    ],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    ...SOCKETS.map((to): Right => [['execute-api:ManageConnections'], to]),
  ],
  LiveFanOut: [
    [['dynamodb:DeleteItem', 'dynamodb:Query'], 'InboxTable', ONLY('W#*#SOCKETS')],
    [
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      'InboxTable',
    ],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    ...SOCKETS.map((to): Right => [['execute-api:ManageConnections'], to]),
    [['sqs:SendMessage'], 'LiveUntold'],
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
  /** Takes requests and decides them, and sends a code into a conversation as a message of the shop; what they ask for it does not do. */
  PrivacyApi: [
    [['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], 'InboxTable'],
    [['dynamodb:Query'], 'InboxTable/index/ByActivity'],
    [['dynamodb:GetItem', 'dynamodb:Query'], 'ConnectionsTable', ONLY('W#*')],
    ...SALTS,
    AUDIT,
    [
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      'LedgerTable',
      ONLY('W#*#PRIVACY|W#*#HOLDS'),
    ],
    [['dynamodb:PutItem', 'dynamodb:Query'], 'LedgerTable', ONLY('W#*#CONSENTS|W#*#DISCLOSURES|W#*#SUPPORT')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['sqs:SendMessage'], 'MediaJobsQueue'],
    [['sqs:SendMessage'], 'SendJobsQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
    // Opens archives for those who may have them.
    [['s3:GetObject'], 'MediaBucket/exports/*'],
    [['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'], 'MediaBucket/views/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
    [['states:StartExecution'], PRIVACY_WORKFLOW],
  ],
  /** Opens the addresses of staff, to write to them. Requests and incidents of the public page it only counts. */
  PrivacyClock: [
    [['dynamodb:GetItem', 'dynamodb:Query'], 'InboxTable', ONLY('U#*|W#*')],
    [['dynamodb:GetItem', 'dynamodb:UpdateItem'], 'LedgerTable', ONLY('W#*#PRIVACY')],
    [['dynamodb:Query'], 'LedgerTable/index/ByDue'],
    [['dynamodb:Query'], 'LedgerTable', ONLY('P#_#INBOX|P#_#INCIDENTS')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['dynamodb:GetItem'], 'SubjectKeysTable'],
    [['kms:Decrypt'], 'SubjectKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'SubjectKey', FOR('content')],
    [['states:StartExecution'], PRIVACY_WORKFLOW],
  ],
  /** Deletes what is somebody's, and looks through everything for what was forgotten: nothing but its job keeps it from anything. */
  Eraser: [
    [
      ['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan'],
      'InboxTable',
    ],
    [['dynamodb:Query'], 'InboxTable/index/ByActivity'],
    [['dynamodb:BatchWriteItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'], 'ConnectionsTable'],
    // What remains of a key is a mark. The only salts that it makes are of requests, for what it keeps of a person until the proof is done.
    [['dynamodb:GetItem', 'dynamodb:Scan'], 'SubjectKeysTable'],
    [['dynamodb:UpdateItem'], 'SubjectKeysTable', ONLY('W#*#S#*|W#*')],
    [['dynamodb:PutItem'], 'SubjectKeysTable', ONLY('W#*#S#privacy/*')],
    [STORE, 'SubjectKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'SubjectKey', FOR('content')],
    AUDIT,
    [
      ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
      'LedgerTable',
      ONLY('W#*#PRIVACY'),
    ],
    [['dynamodb:Query'], 'LedgerTable', ONLY('W#*#HOLDS')],
    [['dynamodb:Scan'], 'LedgerTable'],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    ...['exports', 'media', 'scans', 'uploads', 'views'].map(
      (folder): Right => [['s3:DeleteObject'], `MediaBucket/${folder}/*`],
    ),
    // Parked deliveries are told by whom they name.
    [['s3:DeleteObject', 's3:GetObject'], 'MediaBucket/parked/*'],
    [['s3:ListBucket'], 'MediaBucket'],
    [['kms:Decrypt'], 'DataKey', THROUGH('s3')],
    [['kms:Decrypt'], 'DataKey', FOR('transit')],
    [['kms:Sign'], 'CertificateKey', 'StringEquals kms:SigningAlgorithm ECDSA_SHA_256'],
    [['cognito-idp:AdminDeleteUser'], 'AgentsPool'],
  ],
  /** Reads whatever somebody asks to see. It deletes nothing, and of what it reads it writes heads alone, to correct names. */
  Exporter: [
    [['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:Scan'], 'InboxTable'],
    [['dynamodb:Query'], 'InboxTable/index/ByActivity'],
    [['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'], 'ConnectionsTable'],
    ...SALTS,
    AUDIT,
    [['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], 'LedgerTable', ONLY('W#*#PRIVACY')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['s3:GetObject'], 'MediaBucket/media/*'],
    [['s3:AbortMultipartUpload', 's3:PutObject'], 'MediaBucket/exports/*'],
    [['s3:ListBucket'], 'MediaBucket', 'StringLike s3:prefix media/*|views/*|uploads/*|scans/*|exports/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
  ],
  /** Deletes what is over. Of sealed things it opens workspaces' keys alone: the names of files derive from them. */
  RetentionRetentionSweeper: [
    [
      [
        'dynamodb:BatchWriteItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Scan',
      ],
      'InboxTable',
    ],
    [['dynamodb:Query'], 'InboxTable/index/ByActivity'],
    // Finds out which workspaces there are.
    [['dynamodb:Scan'], 'ConnectionsTable'],
    [['dynamodb:GetItem'], 'SubjectKeysTable'],
    [['dynamodb:UpdateItem'], 'SubjectKeysTable', ONLY('W#*#S#*')],
    [STORE, 'SubjectKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'SubjectKey', FOR('content')],
    AUDIT,
    [['dynamodb:Query'], 'LedgerTable', ONLY('W#*#HOLDS')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['s3:DeleteObject'], 'MediaBucket/media/*'],
    [['s3:DeleteObject'], 'MediaBucket/parked/*'],
    [['s3:ListBucket'], 'MediaBucket', 'StringLike s3:prefix media/*'],
  ],
  /** Everybody may call it: it adds what people ask for, sealed, and reads nothing of it. */
  PublicPages: [
    [['dynamodb:PutItem'], 'LedgerTable', ONLY('P#*')],
    [['dynamodb:UpdateItem'], 'LedgerTable', ONLY('P#_#VISITS')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['kms:Encrypt'], 'DataKey', FOR('request_form')],
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
