import type { PurposeName } from '../purpose.ts';
import type { RetentionRule } from './retention-rules.ts';
import {
  type Category,
  type Erasure,
  type Exporting,
  type Found,
  KEY,
  kept,
  LIFECYCLE,
  not,
  ROW,
} from './vocabulary.ts';

/** Where the deployed app has it: a type of CloudFormation and the path of the construct behind the stack's name; `*` stands for one step, `**` for any. */
export interface Place {
  readonly type: string;
  readonly at: string;
}

/** Something that keeps data, if only for a while. */
export interface StoreSpec {
  readonly what: string;
  /** @default - not a resource of ours */
  readonly place?: Place;
  /** Of an index or a stream: its own name there, and how much of an item it copies. */
  readonly part?: { readonly name: string; readonly copies: 'ALL' | 'KEYS_ONLY' | 'NEW_IMAGE' };
  /** What kinds of data it may hold; a table's and a bucket's are told item by item. */
  readonly categories: readonly Category[];
  readonly purposes: readonly PurposeName[];
  readonly retention: RetentionRule;
  readonly erased: Erasure;
  readonly export: Exporting;
  readonly found: Found;
}

const TABLE = 'AWS::DynamoDB::Table';
const QUEUE = 'AWS::SQS::Queue';
const BY_ITEM: Exporting = { as: 'by item' };
const COPY = not('a copy; the export takes the item itself');
const SERVING: readonly PurposeName[] = ['inbox', 'support', 'administration', 'privacy_request', 'security'];

function table(what: string, name: string): StoreSpec {
  return {
    what,
    place: { type: TABLE, at: `Data/${name}/Table` },
    categories: [],
    purposes: SERVING,
    retention: 'by_item',
    erased: ROW,
    export: BY_ITEM,
    found: {},
  };
}

/** A copy that the database keeps in step with its table: an index, or a stream. */
function copy(
  what: string,
  of: string,
  part: NonNullable<StoreSpec['part']>,
  more: Partial<StoreSpec> = {},
): StoreSpec {
  const place = { type: TABLE, at: `Data/${of}/Table` };
  return { ...table(what, of), place, part, categories: ['reference', 'technical'], export: COPY, ...more };
}

function queue(what: string, at: string, more: Partial<StoreSpec> = {}): StoreSpec {
  return {
    what,
    place: { type: QUEUE, at },
    categories: ['reference'],
    purposes: ['inbox', 'support'],
    retention: 'job',
    erased: LIFECYCLE,
    export: not('ids of what is to be done, and nothing else'),
    found: {},
    ...more,
  };
}

const IN_TRANSIT = {
  categories: ['content', 'platform_id', 'identity'],
  purposes: ['inbox'],
  retention: 'delivery',
  erased: LIFECYCLE,
  export: not('on its way into a conversation; in the export as soon as it is there'),
  found: { customer: 'opened', connection: 'opened', workspace: 'opened' },
} as const;

const SENDING = {
  categories: ['content', 'reference'],
  purposes: ['support'],
  erased: KEY,
  export: not('the same message is in its conversation, and in the export from there'),
  found: { customer: 'opened', connection: 'opened', workspace: 'opened' },
} as const;

/** A copy of whole items: what is sealed goes with the key, the rest within a day. */
const SEALED_COPY = {
  categories: ['content', 'identity', 'platform_id', 'contact', 'reference', 'usage', 'technical'],
  erased: KEY,
} as const;

/** Everything that keeps data. A name here is what certificates and proofs count by. */
export const STORES = {
  Inbox: table('conversations, their timelines, members, parked deliveries', 'Inbox'),
  'Inbox/ByActivity': copy(
    'heads of conversations by latest activity',
    'Inbox',
    { name: 'ByActivity', copies: 'ALL' },
    SEALED_COPY,
  ),
  'Inbox/ByDue': copy('messages on their way out, by when somebody has to look after them', 'Inbox', {
    name: 'ByDue',
    copies: 'KEYS_ONLY',
  }),
  'Inbox/Stream': copy(
    'new states of items, for what agents are shown as it happens',
    'Inbox',
    { name: 'Stream', copies: 'NEW_IMAGE' },
    { ...SEALED_COPY, retention: 'stream' },
  ),
  Connections: table('connections, sealed tokens and webhook secrets, look-ups', 'Connections'),
  'Connections/ByDue': copy('what the connection keeper has to look after', 'Connections', {
    name: 'ByDue',
    copies: 'KEYS_ONLY',
  }),
  SubjectKeys: table('wrapped keys of workspaces, salts of subjects', 'SubjectKeys'),
  Ledger: table('audit events, privacy requests, cases, holds, consents, disclosures', 'Ledger'),
  'Ledger/ByDue': copy('privacy requests that the clock has to look at', 'Ledger', {
    name: 'ByDue',
    copies: 'KEYS_ONLY',
  }),
  Media: {
    ...table('files, and deliveries too large for the queue', 'Media'),
    place: { type: 'AWS::S3::Bucket', at: 'Data/Media/Bucket' },
  },
  Deliveries: queue('deliveries on their way to the worker, sealed', 'Ingress/Deliveries/Queue', IN_TRANSIT),
  'Deliveries/DeadLetters': queue(
    'deliveries that the worker gave up on, sealed',
    'Ingress/Deliveries/DeadLetters',
    IN_TRANSIT,
  ),
  KeeperJobs: queue('jobs of the connection keeper', 'Ingress/KeeperJobs/Queue'),
  'KeeperJobs/DeadLetters': queue('those that it gave up on', 'Ingress/KeeperJobs/DeadLetters'),
  SendJobs: queue(
    'conversations with something to send, the message sealed',
    'Ingress/SendJobs/Queue',
    SENDING,
  ),
  'SendJobs/DeadLetters': queue('those that the sender gave up on', 'Ingress/SendJobs/DeadLetters', SENDING),
  MediaJobs: queue('files to look after', 'Ingress/MediaJobs/Queue'),
  'MediaJobs/DeadLetters': queue('those that the media worker gave up on', 'Ingress/MediaJobs/DeadLetters'),
  ThumbnailJobs: queue('pictures to make small', 'Ingress/ThumbnailJobs/Queue'),
  'ThumbnailJobs/DeadLetters': queue(
    'those that the thumbnail maker gave up on',
    'Ingress/ThumbnailJobs/DeadLetters',
  ),
  LiveUntold: queue('places in the stream of changes that browsers were not told of', 'Inbox/Live/Untold', {
    categories: ['technical'],
    retention: 'untold',
  }),
  FunctionLogs: {
    what: 'what functions and the privacy workflow log: ids, codes, counts; the canary test looks for anything else',
    place: { type: 'AWS::Logs::LogGroup', at: '**/Logs' },
    categories: ['reference', 'usage'],
    purposes: ['security'],
    retention: 'log',
    erased: LIFECYCLE,
    export: not('ids and counts that lead to nobody once the person is erased'),
    found: {},
  },
  AccessLogs: {
    what: 'requests of the API: route, status, time; no address, no path',
    place: { type: 'AWS::Logs::LogGroup', at: 'Ingress/Http/AccessLogs' },
    categories: ['usage'],
    purposes: ['security'],
    retention: 'log',
    erased: LIFECYCLE,
    export: not('says nothing of who asked'),
    found: {},
  },
  PrivacyRuns: {
    what: 'executions of the privacy workflow: ids of workspace and request, steps, counts',
    place: { type: 'AWS::StepFunctions::StateMachine', at: 'Lifecycle/Privacy/StateMachine' },
    categories: ['reference', 'record'],
    purposes: ['privacy_request'],
    retention: 'execution',
    erased: LIFECYCLE,
    export: not('ids of requests and counts; the request itself is in the ledger'),
    found: {},
  },
  UserPool: {
    what: 'members who can sign in: email address, password (as a verifier), second factor',
    place: { type: 'AWS::Cognito::UserPool', at: 'Inbox/Agents/Pool' },
    categories: ['contact', 'credential', 'usage'],
    purposes: ['administration', 'security'],
    retention: 'membership',
    erased: ROW,
    export: { as: 'email' },
    found: { member: 'member', workspace: 'mentions' },
  },
  AlarmTopic: {
    what: 'alarms on their way to the operator: names of alarms and figures',
    place: { type: 'AWS::SNS::Topic', at: 'Data/AlarmTopic' },
    categories: ['technical'],
    purposes: ['security'],
    retention: 'alarm',
    erased: LIFECYCLE,
    export: not('says nothing of anybody'),
    found: {},
  },
  AlarmAddress: {
    what: 'where alarms reach the operator',
    place: { type: 'AWS::SNS::Subscription', at: 'Data/AlarmTopic/*' },
    categories: ['contact'],
    purposes: ['security'],
    retention: 'alarm',
    erased: kept("the operator's own address, as long as the operator wants it"),
    export: not("the operator's own"),
    found: {},
  },
  PointInTime: {
    what: 'states of the tables in the last 35 days, from which the operator can restore them; of SubjectKeys, in the last day only',
    categories: [
      'content',
      'identity',
      'platform_id',
      'contact',
      'reference',
      'usage',
      'record',
      'technical',
    ],
    purposes: ['security'],
    retention: 'backup',
    erased: KEY,
    export: COPY,
    found: {},
  },
  Memory: {
    what: 'keys of subjects and workspaces in the memory of functions, so that not every message asks for them',
    categories: ['key'],
    purposes: ['inbox', 'support', 'privacy_request'],
    retention: 'memory',
    erased: LIFECYCLE,
    export: not('keys open what the export shows'),
    found: {},
  },
  Backups: {
    what: 'nightly backups of the tables Inbox, Connections and Ledger; none of the salts, without which what is sealed stays unreadable',
    place: { type: 'AWS::Backup::BackupVault', at: 'Guard/Backups/Vault' },
    ...SEALED_COPY,
    purposes: ['security'],
    retention: 'backup',
    export: COPY,
    found: {},
  },
  Trail: {
    what: 'who did what to the account: ids of roles, keys and tables, never data',
    place: { type: 'AWS::S3::Bucket', at: 'Guard/Trail/Bucket' },
    categories: ['usage', 'reference'],
    purposes: ['security'],
    retention: 'trail',
    erased: LIFECYCLE,
    export: not('says nothing of customers; who of the operator did what is kept as proof'),
    found: {},
  },
  ConsoleFiles: {
    what: "the console's own files: what everybody gets who opens its address",
    place: { type: 'AWS::S3::Bucket', at: 'Console/Files' },
    categories: ['technical'],
    purposes: ['administration'],
    retention: 'release',
    erased: LIFECYCLE,
    export: not('the same for everybody'),
    found: {},
  },
  Mail: {
    what: "letters to owners, handed to the mail service: an address, the account's name",
    categories: ['contact', 'identity'],
    purposes: ['administration'],
    retention: 'mail',
    erased: LIFECYCLE,
    export: not('whoever got the letter has it'),
    found: {},
  },
} as const satisfies Readonly<Record<string, StoreSpec>>;

/** Types of resources that keep nothing that came from outside: what a store of a new type may not be mistaken for. */
export const NO_STORES: readonly RegExp[] = [
  /^AWS::IAM::/,
  /^AWS::KMS::/,
  /^AWS::Lambda::(Function|Permission|EventSourceMapping|Alias|Version|LayerVersion|Url|EventInvokeConfig)$/,
  /^AWS::ApiGatewayV2::/,
  /^AWS::CloudWatch::/,
  /^AWS::Scheduler::/,
  /^AWS::Events::Rule$/,
  /^AWS::SQS::QueuePolicy$/,
  /^AWS::SNS::TopicPolicy$/,
  /^AWS::S3::BucketPolicy$/,
  /^AWS::Cognito::UserPoolClient$/,
  /^AWS::Backup::(BackupPlan|BackupSelection)$/,
  // What it writes lies in its bucket.
  /^AWS::CloudTrail::Trail$/,
  // What it hands on it does not keep: answers of the API are never cached, and there are no access logs.
  /^AWS::CloudFront::/,
  // Lays the console's files down; keeps nothing.
  /^Custom::CDKBucketDeployment$/,
  /^AWS::CDK::Metadata$/,
];
