import type { LiveChange } from '../domain/live-change.ts';
import { ENTRY, FILE, inboxKeys, MARK } from './keys.ts';

/** The part of a record of the table's stream that is looked at: keys only. */
export interface StreamRecord {
  readonly dynamodb?: { readonly Keys?: Readonly<Record<string, { readonly S?: string }>> };
}

const HEAD = inboxKeys.head('', '').sk;
const RECEIPTS = inboxKeys.receipts('', '').sk;

/** Sort keys of what agents are shown: exact ones, and what others begin with. The event source filters by them, so that nothing else costs anything. */
export const SHOWN = { exact: [HEAD, RECEIPTS], prefixes: [ENTRY, FILE, MARK] } as const;

/** What partitions of conversations begin with. */
export const OF_WORKSPACES = `${inboxKeys.conversation('', '').split('#')[0]}#`;

/** What a record says has changed; null = nothing that anybody is shown. Deletions are changes, too. */
export function changeOf({ dynamodb }: StreamRecord): LiveChange | null {
  const [, workspaceId = '', kind, conversationId = '', ...more] = (dynamodb?.Keys?.pk?.S ?? '').split('#');
  if (kind !== 'C' || conversationId === '' || more.length > 0) return null;
  const sk = dynamodb?.Keys?.sk?.S ?? '';
  const place = { workspaceId, conversationId };
  if (sk === HEAD) return { ...place, what: 'conversation', entryId: null };
  if (sk === RECEIPTS || sk.startsWith(MARK)) return { ...place, what: 'entry', entryId: null };
  if (sk.startsWith(ENTRY)) return { ...place, what: 'entry', entryId: sk.slice(ENTRY.length) };
  if (!sk.startsWith(FILE)) return null;
  return { ...place, what: 'entry', entryId: sk.slice(FILE.length).split('#')[0] ?? null };
}
