/**
 * Every key of every table, and the questions they answer. No other file spells a prefix.
 *
 * Inbox (pk, sk; index ByActivity on listPk, listSk)
 *   head of a conversation              pk W#{ws}#C#{conversation}     sk HEAD
 *   entries of a conversation, by time  pk W#{ws}#C#{conversation}     sk E#{entryId}
 *   change waiting for its message      pk W#{ws}#C#{conversation}     sk M#{token}
 *   receipts of a conversation          pk W#{ws}#C#{conversation}     sk RECEIPTS
 *   message behind a platform's id      pk W#{ws}#C#{conversation}     sk S#{token}
 *   messages that trouble came upon     ByDue: duePk W#_#DUE#{part}, dueSk {due}#{ws}#{conversation}
 *   files of messages, by entry         pk W#{ws}#C#{conversation}     sk F#{entryId}#{index}
 *   message that a file belongs to      pk W#{ws}#F#{attachment}       sk FILE
 *   file that a member uploaded         pk W#{ws}#F#{attachment}       sk UPLOAD
 *   conversations of a customer         pk W#{ws}#P#{customer}         sk C#{conversation}
 *   conversations by latest activity    ByActivity: listPk W#{ws}#L#{status}, listSk {activity}#{conversation}
 *   the workspace itself                pk W#{ws}                      sk WORKSPACE
 *   its members                         pk W#{ws}                      sk MEMBER#{user}
 *   which workspace a user belongs to   pk U#{user}                    sk MEMBER
 *   parked deliveries                   pk W#_#PARKED                  sk {parkedAt}#{delivery}
 *   what it chose about retention       pk W#{ws}                      sk RETENTION
 *   its canned replies, as written      pk W#{ws}#REPLIES              sk REPLY#{reply}
 *   views that its members saved        pk W#{ws}#VIEWS                sk VIEW#{view}
 *   conversations that end              pk W#_#ENDING                  sk {began}#{ws}#{conversation}
 *   how far the retention sweep is      pk W#_#SWEEP                   sk {name}
 *   conversations with nothing to list  ByActivity: listPk W#{ws}#L#unlisted, for the sweep
 *   browsers that are told of changes   pk W#{ws}#SOCKETS              sk {connection of API Gateway}
 *   ticket that opens a socket          pk T#{digest of the ticket}    sk TICKET
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
 * Ledger (pk, sk; index ByDue on duePk, dueSk)
 *   audit events of a workspace         pk W#{ws}#AUDIT                sk {number in the chain}
 *   consents that were given or withdrawn   pk W#{ws}#CONSENTS         sk {at}#{id}
 *   disclosures to authorities          pk W#{ws}#DISCLOSURES          sk {at}#{id}
 *   access granted to support           pk W#{ws}#SUPPORT              sk {at}#{id}
 *   privacy requests of a workspace     pk W#{ws}#PRIVACY              sk AT#{received}#{request}
 *   when a privacy request came         pk W#{ws}#PRIVACY              sk ID#{request}
 *   code that verifies one              pk W#{ws}#PRIVACY              sk CODE#{request}
 *   requests the clock has to look at   ByDue: duePk W#_#DUE#{part}, dueSk {due}#{ws}#{request}
 *   legal holds of a workspace          pk W#{ws}#HOLDS                sk {placed}#{hold}
 *   certificates of erasures            pk W#{ws}#PRIVACY              sk CERT#{certificate}
 *   case of the operator                pk P#{code}                    sk CASE
 *   privacy requests that a case made   pk P#{code}                    sk REQUEST#{ws}#{request}
 *   latest case of a person             pk P#_#{print of the person}   sk CASE
 *   connections a person took back      pk P#_#{print of the person}   sk CONNECTION#{ws}#{connection}
 *   requests of the public page         pk P#_#INBOX                   sk {received}#{code}
 *   visits of an hour, per bucket       pk P#_#VISITS                  sk {hour}#{bucket}
 *   incidents of the operator           pk P#_#INCIDENTS               sk {opened}#{id}
 *
 * Keys begin with the workspace, so that access can be limited to one workspace by `dynamodb:LeadingKeys`. The exceptions are
 * the look-ups that find the workspace in the first place (U#, T#, A#, K#, L#, S#) and what belongs to the operator (TRANSIT, W#_, P#).
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
  customer: (workspaceId: string, customerId: string, conversationId: string): Key => ({
    pk: inboxKeys.conversationsOf(workspaceId, customerId),
    sk: `${CONVERSATION}${conversationId}`,
  }),
  conversationsOf: (workspaceId: string, customerId: string): string => `W#${workspaceId}#P#${customerId}`,
  list: (workspaceId: string, status: string): string => `W#${workspaceId}#L#${status}`,
  /** Thirteen digits of milliseconds sort as text until the year 2286. */
  listPosition: (activityAt: number, conversationId: string): string =>
    `${String(activityAt).padStart(13, '0')}#${conversationId}`,
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
  retention: (workspaceId: string): Key => ({ pk: `W#${workspaceId}`, sk: 'RETENTION' }),
  replies: (workspaceId: string): string => `W#${workspaceId}#REPLIES`,
  reply: (workspaceId: string, replyId: string): Key => ({
    pk: inboxKeys.replies(workspaceId),
    sk: `${REPLY}${replyId}`,
  }),
  views: (workspaceId: string): string => `W#${workspaceId}#VIEWS`,
  view: (workspaceId: string, viewId: string): Key => ({
    pk: inboxKeys.views(workspaceId),
    sk: `${VIEW}${viewId}`,
  }),
  ending: (beganAt: number | '*', workspaceId: string, conversationId: string): Key => ({
    pk: ENDING,
    sk: `${beganAt === '*' ? beganAt : String(beganAt).padStart(13, '0')}#${workspaceId}#${conversationId}`,
  }),
  sweep: (name: string): Key => ({ pk: `W#${OPERATOR}#SWEEP`, sk: name }),
  sockets: (workspaceId: string): string => `W#${workspaceId}#SOCKETS`,
  socket: (workspaceId: string, connectionId: string): Key => ({
    pk: inboxKeys.sockets(workspaceId),
    sk: connectionId,
  }),
  ticket: (digest: string): Key => ({ pk: `T#${digest}`, sk: 'TICKET' }),
  parked: (parkedAt: string, deliveryId: string): Key => ({ pk: PARKED, sk: `${parkedAt}#${deliveryId}` }),
};

export const CONVERSATION = 'C#';
export const ENTRY = 'E#';
export const FILE = 'F#';
export const SENT = 'S#';
export const MARK = 'M#';
export const MEMBER = 'MEMBER#';
export const REPLY = 'REPLY#';
export const VIEW = 'VIEW#';
export const PARKED = `W#${OPERATOR}#PARKED`;
/** Conversations that are being taken away as a whole, because their time is over. */
export const ENDING = `W#${OPERATOR}#ENDING`;
/** Stands for a status in the list of conversations of which nothing can be listed: the retention sweep finds them there. */
export const UNLISTED = 'unlisted';

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
  audit: (workspaceId: string): string => `W#${workspaceId}#AUDIT`,
  /** Twelve digits sort as text: a thousand events a second for thirty years. */
  auditEvent: (workspaceId: string, seq: number): Key => ({
    pk: ledgerKeys.audit(workspaceId),
    sk: String(seq).padStart(12, '0'),
  }),
  records: (workspaceId: string, kind: RecordKind): string => `W#${workspaceId}#${kind}`,
  record: (workspaceId: string, kind: RecordKind, at: string, recordId: string): Key => ({
    pk: ledgerKeys.records(workspaceId, kind),
    sk: `${at}#${recordId}`,
  }),
  privacy: (workspaceId: string): string => `W#${workspaceId}#PRIVACY`,
  privacyRequest: (workspaceId: string, receivedAt: string, requestId: string): Key => ({
    pk: ledgerKeys.privacy(workspaceId),
    sk: `${BY_TIME}${receivedAt}#${requestId}`,
  }),
  privacyRequestTime: (workspaceId: string, requestId: string): Key => ({
    pk: ledgerKeys.privacy(workspaceId),
    sk: `ID#${requestId}`,
  }),
  privacyCode: (workspaceId: string, requestId: string): Key => ({
    pk: ledgerKeys.privacy(workspaceId),
    sk: `CODE#${requestId}`,
  }),
  holds: (workspaceId: string): string => `W#${workspaceId}#HOLDS`,
  hold: (workspaceId: string, placedAt: string, holdId: string): Key => ({
    pk: ledgerKeys.holds(workspaceId),
    sk: `${placedAt}#${holdId}`,
  }),
  certificate: (workspaceId: string, certificateId: string): Key => ({
    pk: ledgerKeys.privacy(workspaceId),
    sk: `CERT#${certificateId}`,
  }),
  privacyCase: (code: string): Key => ({ pk: `P#${code}`, sk: CASE }),
  caseRequest: (code: string, workspaceId: string, requestId: string): Key => ({
    pk: `P#${code}`,
    sk: `REQUEST#${workspaceId}#${requestId}`,
  }),
  latestCase: (print: string): Key => ({ pk: `P#${OPERATOR}#${print}`, sk: CASE }),
  publicRequest: (receivedAt: string, code: string): Key => ({ pk: INBOX, sk: `${receivedAt}#${code}` }),
  incident: (openedAt: string, id: string): Key => ({ pk: INCIDENTS, sk: `${openedAt}#${id}` }),
  visits: (hour: number | '*', bucket: string): Key => ({
    pk: `P#${OPERATOR}#VISITS`,
    sk: `${hour}#${bucket}`,
  }),
  remembered: (print: string, workspaceId: string, connectionId: string): Key => ({
    pk: `P#${OPERATOR}#${print}`,
    sk: `${CONNECTION}${workspaceId}#${connectionId}`,
  }),
};

/** Kinds of records that are added and never changed. */
export const RECORD_KINDS = ['CONSENTS', 'DISCLOSURES', 'SUPPORT'] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Privacy requests in the order in which they came. */
export const BY_TIME = 'AT#';
export const CASE = 'CASE';
export const INCIDENTS = `P#${OPERATOR}#INCIDENTS`;
/** Requests of the public page that wait for a decision. */
export const INBOX = `P#${OPERATOR}#INBOX`;

/** Folders of the media bucket. */
export const objectKeys = {
  /** Sealed deliveries too large for the queue; deleted by the worker, and by the bucket after 15 days. */
  delivery: (day: string, deliveryId: string): string => `${DELIVERIES}${day}/${deliveryId}`,
  /** Sealed bodies of parked deliveries. */
  parked: (deliveryId: string): string => `${PARKED_BODIES}${deliveryId}`,
  /** Customers' files, sealed; as long as their messages. */
  kept: (workspaceId: string, conversationId: string, id: string): string =>
    `${KEPT_FILES}${workspaceId}/${conversationId}/${id}`,
  /** Thumbnails of them, sealed; beside them, so that whoever empties the folder of a conversation takes both. */
  thumbnail: (workspaceId: string, conversationId: string, id: string): string =>
    `${objectKeys.kept(workspaceId, conversationId, id)}${THUMBNAIL}`,
  /** Files opened for somebody who looks at them; deleted within 15 minutes by a job, and by the bucket after a day. */
  view: (workspaceId: string, id: string): string => `${VIEWS}${workspaceId}/${id}`,
  /** Files that a scanner looks at before they are kept; deleted by the media worker, and by the bucket after a day. */
  scan: (workspaceId: string, id: string): string => `${SCANS}${workspaceId}/${id}`,
  /** Files that members want to send; deleted by the bucket after a day. */
  upload: (workspaceId: string, id: string): string => `${UPLOADS}${workspaceId}/${id}`,
  /** Archives of exports, sealed; gone after 7 days, by the bucket after 8. */
  archive: (workspaceId: string, requestId: string, part: number): string =>
    `${objectKeys.archives(workspaceId, requestId)}${part}`,
  archives: (workspaceId: string, requestId: string): string => `${EXPORTS}${workspaceId}/${requestId}/`,
  /** Pictures that stand for films, by their shape alone; deleted by the bucket after a day, and written again for the next one. */
  standIn: (shape: string): string => `${STAND_INS}${shape}`,
};

export const DELIVERIES = 'deliveries/';
export const PARKED_BODIES = 'parked/';
export const KEPT_FILES = 'media/';
/** Ends the names of thumbnails. No id has a dot. */
export const THUMBNAIL = '.thumbnail';
export const VIEWS = 'views/';
export const SCANS = 'scans/';
export const UPLOADS = 'uploads/';
export const STAND_INS = 'stand-ins/';
export const EXPORTS = 'exports/';
