/**
 * Every key of every table, and the questions they answer. No other file spells a prefix.
 *
 * Inbox (pk, sk; index ByActivity on listPk, listSk)
 *   head of a conversation              pk W#{ws}#C#{conversation}     sk HEAD
 *   entries of a conversation, by time  pk W#{ws}#C#{conversation}     sk E#{entryId}
 *   change waiting for its message      pk W#{ws}#C#{conversation}     sk M#{token}
 *   receipts of a conversation          pk W#{ws}#C#{conversation}     sk RECEIPTS
 *   conversations by latest activity    ByActivity: listPk W#{ws}#L#{status}, listSk {activity}#{conversation}
 *   the workspace itself                pk W#{ws}                      sk WORKSPACE
 *   its members                         pk W#{ws}                      sk MEMBER#{user}
 *   which workspace a user belongs to   pk U#{user}                    sk MEMBER
 *   parked deliveries                   pk W#_#PARKED                  sk {parkedAt}#{delivery}
 *
 * Connections (pk, sk)
 *   connections of a workspace          pk W#{ws}                      sk CONNECTION#{connection}
 *   sealed tokens of a connection       pk W#{ws}                      sk TOKEN#{connection}#{purpose}
 *   connection of a platform account    pk A#{platform}#{account}      sk CONNECTION
 *   credentials that may sign a webhook pk K#{lookup}                  sk {ref}#{print of the secret}
 *   data key of the queue, per day      pk TRANSIT                     sk {day}
 *
 * SubjectKeys (pk, sk)
 *   wrapped key of a workspace          pk W#{ws}                      sk KEY
 *   salt of a subject                   pk W#{ws}#S#{subject}          sk SALT
 *
 * Ledger (pk, sk)
 *   audit events of a workspace         pk W#{ws}#AUDIT#{month}        sk {at}#{id}
 *
 * Keys begin with the workspace, so that access can be limited to one workspace by `dynamodb:LeadingKeys`. The exceptions are
 * the look-ups that find the workspace in the first place (U#, A#, K#) and what belongs to the operator (TRANSIT, W#_).
 */

/** Attribute names that the tables are defined with. */
export const TABLE_KEYS = { partition: 'pk', sort: 'sk' } as const;
export const BY_ACTIVITY = { name: 'ByActivity', partition: 'listPk', sort: 'listSk' } as const;
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
  workspace: (workspaceId: string): Key => ({ pk: `W#${workspaceId}`, sk: 'WORKSPACE' }),
  member: (workspaceId: string, userId: string): Key => ({
    pk: `W#${workspaceId}`,
    sk: `${MEMBER}${userId}`,
  }),
  membership: (userId: string): Key => ({ pk: `U#${userId}`, sk: 'MEMBER' }),
  parked: (parkedAt: string, deliveryId: string): Key => ({ pk: PARKED, sk: `${parkedAt}#${deliveryId}` }),
};

export const ENTRY = 'E#';
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
  credential: (lookup: string, ref: string, print: string): Key => ({
    pk: `K#${lookup}`,
    sk: `${ref}#${print}`,
  }),
  token: (workspaceId: string, connectionId: string, purpose: string): Key => ({
    pk: connectionKeys.workspace(workspaceId),
    sk: `TOKEN#${connectionId}#${purpose}`,
  }),
  transit: (day: string): Key => ({ pk: 'TRANSIT', sk: day }),
};

export const CONNECTION = 'CONNECTION#';

export const subjectKeyKeys = {
  workspace: (workspaceId: string): Key => ({ pk: `W#${workspaceId}`, sk: 'KEY' }),
  salt: (workspaceId: string, subjectId: string): Key => ({
    pk: `W#${workspaceId}#S#${subjectId}`,
    sk: 'SALT',
  }),
};

export const ledgerKeys = {
  audit: (workspaceId: string, month: string): string => `W#${workspaceId}#AUDIT#${month}`,
};

/** Folders of the media bucket. */
export const objectKeys = {
  /** Sealed deliveries too large for the queue; deleted by the worker, and by the bucket after 15 days. */
  delivery: (day: string, deliveryId: string): string => `${DELIVERIES}${day}/${deliveryId}`,
  /** Sealed bodies of parked deliveries. */
  parked: (deliveryId: string): string => `${PARKED_BODIES}${deliveryId}`,
};

export const DELIVERIES = 'deliveries/';
export const PARKED_BODIES = 'parked/';
