import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { StoredReply } from '../../../lambdas/domain/canned-reply.ts';
import type { Head } from '../../../lambdas/domain/conversation.ts';
import { attributeSpec, itemSpec, type TableName } from '../../../lambdas/domain/data-inventory.ts';
import type { StoredEntry, StoredMessage } from '../../../lambdas/domain/stored.ts';
import type { Connection } from '../../../lambdas/ports/connections.ts';
import { auditEventToItem } from '../../../lambdas/store/audit-items.ts';
import { authorizationToItem } from '../../../lambdas/store/authorization-items.ts';
import { changeToItem, connectionToItem } from '../../../lambdas/store/connection-items.ts';
import {
  customerToItem,
  entryToItem,
  headToItem,
  markToItem,
  receiptsToItem,
} from '../../../lambdas/store/inbox-items.ts';
import { itemKindOf } from '../../../lambdas/store/item-kinds.ts';
import { replyItems, viewItems } from '../../../lambdas/store/saved-items.ts';
import type { Item } from '../../../lambdas/store/table.ts';
import { aConnection } from '../../support/fakes.ts';
import { unlistedIn } from '../../support/inventory-guard.ts';

const AT = 1_790_000_000_000;
const REF = { workspaceId: 'ws_1', conversationId: 'c_1' };
const SEALED = { subjectId: 's_other', bytes: Buffer.from('sealed') };
const ENTRY = '0mb2mxhj4.m_1';

/** With everything that a head can have: a new field has to be added here, or this does not compile. */
const HEAD: Required<Head> = {
  ...REF,
  rev: 1,
  connectionId: 'con_1',
  platform: 'line',
  surface: 'messaging',
  accountId: 'a_1',
  threadKind: 'direct',
  subjectId: 's_1',
  status: 'open',
  assigneeId: 'u_1',
  labels: ['vip'],
  snoozedUntil: AT,
  decidedUpTo: ENTRY,
  version: 1,
  lastEntryId: ENTRY,
  preview: SEALED,
  activityAt: AT,
  quietAt: AT,
  ids: SEALED,
  name: { value: SEALED, at: AT, corrected: true },
  readUpTo: ENTRY,
  customerActAt: AT,
  replyTokenUntil: AT,
  reachable: { value: true, at: AT },
  standby: { value: true, at: AT },
  restrictedBy: 'r_1',
  erasedAt: AT,
  marked: new Set(['m_2']),
  answers: { latest: [ENTRY], earlier: 'abcd' },
};

const OUTBOX: Required<NonNullable<StoredMessage['outbox']>> = {
  key: 'a-uuid',
  tries: 1,
  notBefore: AT,
  leaseUntil: AT,
  once: true,
  doubtful: true,
  spent: 'a-print',
  watched: true,
  by: 'u_1',
  failure: 'unknown',
};

const MESSAGE: Required<StoredMessage> = {
  type: 'message',
  entryId: ENTRY,
  rev: 1,
  direction: 'outbound',
  kind: 'text',
  state: 'queued',
  receivedAt: AT,
  sealed: SEALED,
  outbox: OUTBOX,
};

const OTHER_ENTRIES: readonly StoredEntry[] = [
  { type: 'event', entryId: ENTRY, rev: 1, event: 'follow', action: true, receivedAt: AT, sealed: SEALED },
  { type: 'note', entryId: ENTRY, rev: 1, authorId: 'u_1', receivedAt: AT, sealed: SEALED },
];

const SAVED: StoredReply = { workspaceId: 'ws_1', id: 's_1', ownerId: 'u_1', version: 1, sealed: SEALED };

const CONNECTION: Connection = aConnection({
  tokenExpiresAt: AT,
  health: { checkedAt: AT, problem: 'unreachable', failures: 1 },
  quota: { used: 1, limit: 2, at: AT },
  historyUntil: AT,
  lapsedAt: AT,
  toldOf: AT,
  closing: 'keep',
});

const TOKENS = {
  secrets: { access_token: SEALED.bytes, refresh_token: SEALED.bytes, client_secret: SEALED.bytes },
  expiresAt: AT,
  authorizedUntil: AT,
};

/** What else writes each kind: attributes that no function here can make. */
const WRITTEN_ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  connection: [
    'aliasOf',
    'facts',
    'clientSecret',
    'webhookSecret',
    'signalAt_*',
    'signalData_*.*',
    'duePk',
    'dueSk',
    'expiresAt',
  ],
  authorization: ['duePk', 'dueSk', 'expiresAt'],
  // All that is left of one that was removed.
  'canned reply': ['expiresAt'],
  'saved view': ['expiresAt'],
  // By functions and platforms.
  'audit event': ['actor.name'],
};

const SAMPLES: readonly (readonly [table: TableName, items: readonly Item[]])[] = [
  ['Inbox', [headToItem(HEAD, 1)]],
  [
    'Inbox',
    [
      ...[MESSAGE, ...OTHER_ENTRIES].map((entry) => entryToItem(REF, entry, 1)),
      entryToItem(REF, { type: 'alias', entryId: ENTRY, rev: 1, target: ENTRY }, 1),
    ],
  ],
  ['Inbox', [markToItem(REF, { token: 'm_1', rev: 1, receivedAt: AT, sealed: SEALED }, 1)]],
  ['Inbox', [receiptsToItem(REF, { rev: 1, deliveredUpTo: AT, readUpTo: AT }, 1)]],
  ['Inbox', [customerToItem(HEAD)]],
  ['Inbox', [replyItems.toItem(SAVED)]],
  ['Inbox', [viewItems.toItem({ ...SAVED, shared: true })]],
  [
    'Connections',
    [
      connectionToItem(CONNECTION),
      { ...connectionToItem(CONNECTION), ...changeToItem(CONNECTION, { tellingUntil: AT }) },
    ],
  ],
  [
    'Connections',
    [
      authorizationToItem({
        workspaceId: 'ws_1',
        id: 'z_1',
        platform: 'line',
        login: 'channel',
        tokens: TOKENS,
        renewedAt: AT,
        lease: { holder: 'h', until: AT },
        interrupted: 1,
        failures: 1,
        rev: 1,
      }),
    ],
  ],
  [
    'Ledger',
    [
      auditEventToItem({
        workspaceId: 'ws_1',
        at: AT,
        action: 'token.open',
        actor: { kind: 'member', userId: 'u_1' },
        reason: 'health_check',
        platform: 'line',
        connectionId: 'con_1',
        facts: { purposes: ['access_token'] },
        seq: 1,
        id: 'e_1',
        hash: 'h',
      }),
    ],
  ],
];

/** A sample as the database keeps it. */
function stored(item: Item) {
  return marshall(item, { removeUndefinedValues: true });
}

function kindOf(table: TableName, [item]: readonly Item[]): string {
  return itemKindOf(table, item?.pk, item?.sk) ?? 'none';
}

describe('CPD-1: what is written', () => {
  it.each(SAMPLES.map(([table, items]) => [kindOf(table, items), table, items] as const))(
    '%s of %s has an entry for every attribute',
    (_kind, table, items) => {
      for (const item of items) expect(unlistedIn(table, stored(item))).toEqual([]);
    },
  );

  it.each(SAMPLES.map(([table, items]) => [kindOf(table, items), table, items] as const))(
    '%s of %s has no entry for what nobody writes',
    (kind, table, items) => {
      const written = new Set(items.flatMap((item) => pathsIn(stored(item))));
      const listed = Object.keys(itemSpec(table, kind)?.attributes ?? {});
      const stale = listed.filter(
        (path) =>
          ![...written].some(
            (one) => one === path || attributeSpec(table, kind, one) === attributeSpec(table, kind, path),
          ) && !(WRITTEN_ELSEWHERE[kind] ?? []).includes(path),
      );
      expect(stale).toEqual([]);
    },
  );
});

function pathsIn(row: Readonly<Record<string, AttributeValue>>, above = ''): string[] {
  return Object.entries(row).flatMap(([name, { M }]) =>
    M ? pathsIn(M, `${above}${name}.`) : [`${above}${name}`],
  );
}
