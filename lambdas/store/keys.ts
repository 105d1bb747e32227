/**
 * Every key of every table, and the questions they answer. No other file spells a prefix.
 *
 * Inbox (pk, sk; index ByActivity on listPk, listSk)
 *   head of a conversation              pk W#{ws}#C#{conversation}     sk HEAD
 *   entries of a conversation, by time  pk W#{ws}#C#{conversation}     sk E#{entryId}
 *   change waiting for its message      pk W#{ws}#C#{conversation}     sk M#{token}
 *   receipts of a conversation          pk W#{ws}#C#{conversation}     sk RECEIPTS
 *   message that a request made         pk W#{ws}#C#{conversation}     sk K#{digest of the key}
 *   message behind a platform's id      pk W#{ws}#C#{conversation}     sk S#{token}
 *   messages to look after              ByDue: duePk W#_#DUE#{part}, dueSk {due}#{ws}#{conversation}
 *   files of messages, by entry         pk W#{ws}#C#{conversation}     sk F#{entryId}#{index}
 *   message that a file belongs to      pk W#{ws}#F#{attachment}       sk FILE
 *   file that a member uploaded         pk W#{ws}#F#{attachment}       sk UPLOAD
 *   conversations by latest activity    ByActivity: listPk W#{ws}#L#{status}, listSk {activity}#{conversation}
 *   the workspace itself                pk W#{ws}                      sk WORKSPACE
 *   its members                         pk W#{ws}                      sk MEMBER#{user}
 *   which workspace a user belongs to   pk U#{user}                    sk MEMBER
 *   parked deliveries                   pk W#_#PARKED                  sk {parkedAt}#{delivery}
 *
 * Connections (pk, sk; index ByDue on duePk, dueSk)
 *   connections of a workspace          pk W#{ws}                      sk CONNECTION#{connection}
 *   sealed tokens                       pk W#{ws}                      sk AUTHORIZATION#{authorization}
 *   accounts to choose from             pk W#{ws}                      sk CHOICE#{connection}#{account}
 *   import of earlier messages          pk W#{ws}                      sk HISTORY#{connection}
 *   what the keeper has to look after   ByDue: duePk W#_#DUE#{part}, dueSk {due}#{ws}#{id}
 *   somebody at a consent page          pk S#{digest of the state}     sk CONSENT
 *   connection of a platform account    pk A#{platform}#{account}      sk CONNECTION
 *   connections that share a link       pk L#{print of the link}       sk {ws}#{connection}
 *   credentials that may sign a webhook pk K#{lookup}                  sk {ref}#{print of the secret}#{ws}
 *   data key of the queue, per day      pk TRANSIT                     sk {day}
 *
 * SubjectKeys (pk, sk)
 *   wrapped key of a workspace          pk W#{ws}                      sk KEY
 *   salt of a subject                   pk W#{ws}#S#{subject}          sk SALT
 *
 * Ledger (pk, sk)
 *   audit events of a workspace         pk W#{ws}#AUDIT#{month}        sk {at}#{id}
 *   privacy requests of a workspace     pk W#{ws}#PRIVACY              sk AT#{received}#{request}
 *   when a privacy request came         pk W#{ws}#PRIVACY              sk ID#{request}
 *   case of the operator                pk P#{code}                    sk CASE
 *   privacy requests that a case made   pk P#{code}                    sk REQUEST#{ws}#{request}
 *   latest case of a person             pk P#_#{print of the person}   sk CASE
 *   connections a person took back      pk P#_#{print of the person}   sk CONNECTION#{ws}#{connection}
 *
 * Keys begin with the workspace, so that access can be limited to one workspace by `dynamodb:LeadingKeys`. The exceptions are
 * the look-ups that find the workspace in the first place (U#, A#, K#, L#, S#) and what belongs to the operator (TRANSIT, W#_, P#).
 */

/** Attribute names that the tables are defined with. */
export const TABLE_KEYS = { partition: 'pk', sort: 'sk' } as const;
export const BY_ACTIVITY = { name: 'ByActivity', partition: 'listPk', sort: 'listSk' } as const;
export const BY_DUE = { name: 'ByDue', partition: 'duePk', sort: 'dueSk' } as const;
/** Seconds since 1970; DynamoDB deletes expired items within days, so readers filter them as well. */
export const TTL_ATTRIBUTE = 'expiresAt';

/** Not a workspace: stands for the operator where a key needs one. */
export const OPERATOR = '_';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const inboxKeys = {
  conversation: (workspaceId: string, conversationId: string): string =>
    `W#${workspaceId}#C#${conversationId}`,
  head: (workspaceId: string, conversationId: string): Key => ({
    pk: inboxKeys.conversation(workspaceId, conversationId),
    sk: 'HEAD',
  }),
  entry: (workspaceId: string, conversationId: string, entryId: string): Key => ({
    pk: inboxKeys.conversation(workspaceId, conversationId),
    sk: `${ENTRY}${entryId}`,
  }),
  mark: (workspaceId: string, conversationId: string, token: string): Key => ({
    pk: inboxKeys.conversation(workspaceId, conversationId),
    sk: `${MARK}${token}`,
  }),
  receipts: (workspaceId: string, conversationId: string): Key => ({
    pk: inboxKeys.conversation(workspaceId, conversationId),
    sk: 'RECEIPTS',
  }),
  list: (workspaceId: string, status: string): string => `W#${workspaceId}#L#${status}`,
  /** Thirteen digits of milliseconds sort as text until the year 2286. */
  listPosition: (activityAt: number, conversationId: string): string =>
    `${String(activityAt).padStart(13, '0')}#${conversationId}`,
  requestKey: (workspaceId: string, conversationId: string, digest: string): Key => ({
    pk: inboxKeys.conversation(workspaceId, conversationId),
    sk: `${REQUEST_KEY}${digest}`,
  }),
  sent: (workspaceId: string, conversationId: string, token: string): Key => ({
    pk: inboxKeys.conversation(workspaceId, conversationId),
    sk: `${SENT}${token}`,
  }),
  file: (workspaceId: string, conversationId: string, entryId: string, index: number): Key => ({
    pk: inboxKeys.conversation(workspaceId, conversationId),
    sk: `${inboxKeys.filesOf(entryId)}${String(index).padStart(3, '0')}`,
  }),
  /** What the files of an entry begin with. `#` sorts before every character of an entry id, so entries keep their order. */
  filesOf: (entryId: string): string => `${FILE}${entryId}#`,
  attachment: (workspaceId: string, attachmentId: string): Key => ({
    pk: `W#${workspaceId}#F#${attachmentId}`,
    sk: 'FILE',
  }),
  upload: (workspaceId: string, attachmentId: string): Key => ({
    pk: `W#${workspaceId}#F#${attachmentId}`,
    sk: 'UPLOAD',
  }),
  workspace: (workspaceId: string): Key => ({ pk: `W#${workspaceId}`, sk: 'WORKSPACE' }),
  member: (workspaceId: string, userId: string): Key => ({
    pk: `W#${workspaceId}`,
    sk: `${MEMBER}${userId}`,
  }),
  membership: (userId: string): Key => ({ pk: `U#${userId}`, sk: 'MEMBER' }),
  parked: (parkedAt: string, deliveryId: string): Key => ({ pk: PARKED, sk: `${parkedAt}#${deliveryId}` }),
};

export const ENTRY = 'E#';
export const FILE = 'F#';
export const REQUEST_KEY = 'K#';
export const SENT = 'S#';
export const MARK = 'M#';
export const MEMBER = 'MEMBER#';
export const PARKED = `W#${OPERATOR}#PARKED`;

export const connectionKeys = {
  workspace: (workspaceId: string): string => `W#${workspaceId}`,
  connection: (workspaceId: string, connectionId: string): Key => ({
    pk: connectionKeys.workspace(workspaceId),
    sk: `${CONNECTION}${connectionId}`,
  }),
  account: (platform: string, accountId: string): Key => ({
    pk: `A#${platform}#${accountId}`,
    sk: 'CONNECTION',
  }),
  credentials: (lookup: string): string => `K#${lookup}`,
  /** Workspaces that share an application have a secret each, so that none takes away another's. */
  credential: (lookup: string, ref: string, print: string, workspaceId: string): Key => ({
    pk: `K#${lookup}`,
    sk: `${ref}#${print}#${workspaceId}`,
  }),
  authorization: (workspaceId: string, authorizationId: string): Key => ({
    pk: connectionKeys.workspace(workspaceId),
    sk: `${AUTHORIZATION}${authorizationId}`,
  }),
  choices: (connectionId: string): string => `CHOICE#${connectionId}#`,
  choice: (workspaceId: string, connectionId: string, accountId: string): Key => ({
    pk: connectionKeys.workspace(workspaceId),
    sk: `${connectionKeys.choices(connectionId)}${accountId}`,
  }),
  history: (workspaceId: string, connectionId: string): Key => ({
    pk: connectionKeys.workspace(workspaceId),
    sk: `${HISTORY}${connectionId}`,
  }),
  consent: (stateDigest: string): Key => ({ pk: `S#${stateDigest}`, sk: 'CONSENT' }),
  links: (print: string): string => `L#${print}`,
  link: (print: string, workspaceId: string, connectionId: string): Key => ({
    pk: connectionKeys.links(print),
    sk: `${workspaceId}#${connectionId}`,
  }),
  transit: (day: string): Key => ({ pk: 'TRANSIT', sk: day }),
};

export const CONNECTION = 'CONNECTION#';
export const AUTHORIZATION = 'AUTHORIZATION#';
export const HISTORY = 'HISTORY#';

/** One partition takes about 1,000 writes a second; a hundred thousand connections need one tenth of that. */
export const DUE_PARTS = 4;

export const dueKeys = {
  partition: (part: number): string => `W#${OPERATOR}#DUE#${part}`,
  /** Thirteen digits of milliseconds sort as text until the year 2286. */
  position: (at: number, workspaceId: string, id: string): string =>
    `${String(at).padStart(13, '0')}#${workspaceId}#${id}`,
  /** The last position of a moment. */
  upTo: (at: number): string => `${String(at).padStart(13, '0')}#\u{ffff}`,
};

export const subjectKeyKeys = {
  workspace: (workspaceId: string): Key => ({ pk: `W#${workspaceId}`, sk: 'KEY' }),
  salt: (workspaceId: string, subjectId: string): Key => ({
    pk: `W#${workspaceId}#S#${subjectId}`,
    sk: 'SALT',
  }),
};

export const ledgerKeys = {
  audit: (workspaceId: string, month: string): string => `W#${workspaceId}#AUDIT#${month}`,
  privacy: (workspaceId: string): string => `W#${workspaceId}#PRIVACY`,
  privacyRequest: (workspaceId: string, receivedAt: string, requestId: string): Key => ({
    pk: ledgerKeys.privacy(workspaceId),
    sk: `${BY_TIME}${receivedAt}#${requestId}`,
  }),
  privacyRequestTime: (workspaceId: string, requestId: string): Key => ({
    pk: ledgerKeys.privacy(workspaceId),
    sk: `ID#${requestId}`,
  }),
  privacyCase: (code: string): Key => ({ pk: `P#${code}`, sk: CASE }),
  caseRequest: (code: string, workspaceId: string, requestId: string): Key => ({
    pk: `P#${code}`,
    sk: `REQUEST#${workspaceId}#${requestId}`,
  }),
  latestCase: (print: string): Key => ({ pk: `P#${OPERATOR}#${print}`, sk: CASE }),
  remembered: (print: string, workspaceId: string, connectionId: string): Key => ({
    pk: `P#${OPERATOR}#${print}`,
    sk: `${CONNECTION}${workspaceId}#${connectionId}`,
  }),
};

/** Privacy requests in the order in which they came. */
export const BY_TIME = 'AT#';
export const CASE = 'CASE';

/** Folders of the media bucket. */
export const objectKeys = {
  /** Sealed deliveries too large for the queue; deleted by the worker, and by the bucket after 15 days. */
  delivery: (day: string, deliveryId: string): string => `${DELIVERIES}${day}/${deliveryId}`,
  /** Sealed bodies of parked deliveries. */
  parked: (deliveryId: string): string => `${PARKED_BODIES}${deliveryId}`,
  /** Customers' files, sealed; as long as their messages. */
  kept: (workspaceId: string, conversationId: string, id: string): string =>
    `${KEPT_FILES}${workspaceId}/${conversationId}/${id}`,
  /** Files opened for somebody who looks at them; deleted within 15 minutes by a job, and by the bucket after a day. */
  view: (workspaceId: string, id: string): string => `${VIEWS}${workspaceId}/${id}`,
  /** Files that members want to send; deleted by the bucket after a day. */
  upload: (workspaceId: string, id: string): string => `${UPLOADS}${workspaceId}/${id}`,
};

export const DELIVERIES = 'deliveries/';
export const PARKED_BODIES = 'parked/';
export const KEPT_FILES = 'media/';
export const VIEWS = 'views/';
export const UPLOADS = 'uploads/';
