import type { Schema } from '../api/client.ts';

type Conversation = Schema<'Conversation'>;
type Status = Conversation['status'];
type Platform = Conversation['platform'];

/** Which conversations the list shows. */
export interface Filters {
  readonly status: Status | 'all';
  readonly platform?: Platform;
  readonly connectionId?: string;
  /** `me`, `none` or a user id. */
  readonly assigneeId?: string;
  readonly label?: string;
  /** Part of the customer's name or of the preview. */
  readonly q?: string;
}

/** What waits for an answer: where everybody begins. */
export const NO_FILTERS: Filters = { status: 'open' };
export const STATUSES: readonly Filters['status'][] = ['open', 'snoozed', 'closed', 'all'];
export const PLATFORMS: readonly Platform[] = ['line', 'facebook', 'instagram', 'shopee', 'lazada', 'tiktok'];
/** The API takes no more of a search text or a label. */
const LONGEST = 100;
const FREE = ['connectionId', 'assigneeId', 'label', 'q'] as const;

/** The filters in an address; what is not understood is left out. */
export function filtersOf(params: URLSearchParams): Filters {
  const status = STATUSES.find((one) => one === params.get('status'));
  const platform = PLATFORMS.find((one) => one === params.get('platform'));
  const free = FREE.map((name) => [name, params.get(name)?.slice(0, LONGEST)] as const).filter(
    ([, value]) => value,
  );
  return { status: status ?? 'open', ...(platform && { platform }), ...Object.fromEntries(free) };
}

/** The filters as an address has them: `?platform=line&q=…`; empty for where everybody begins. */
export function searchOf(filters: Filters): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(filters))
    if (value && !(name === 'status' && value === 'open')) params.set(name, value);
  const text = params.toString();
  return text && `?${text}`;
}

/** The filters as the API takes them. */
export function queryOf({ status, assigneeId, ...rest }: Filters, myId: string) {
  const assignee = assigneeId === 'me' ? myId : assigneeId;
  return { ...rest, ...(status !== 'all' && { status }), ...(assignee && { assigneeId: assignee }) };
}

/** Whether a conversation that changed belongs in the list. The API decides when the list is read. */
export function matches(filters: Filters, conversation: Conversation, myId: string): boolean {
  const { status, platform, connectionId, assigneeId, label } = queryOf(filters, myId);
  return (
    (status === undefined || conversation.status === status) &&
    (platform === undefined || conversation.platform === platform) &&
    (connectionId === undefined || conversation.connectionId === connectionId) &&
    (assigneeId === undefined || (conversation.assigneeId ?? 'none') === assigneeId) &&
    (label === undefined || conversation.labels.includes(label)) &&
    speaksOf(conversation, filters.q)
  );
}

function speaksOf({ customer, preview }: Conversation, q: string | undefined): boolean {
  if (!q) return true;
  const words = q.toLocaleLowerCase();
  return [customer.displayName, preview.text].some((text) => text?.toLocaleLowerCase().includes(words));
}

/** How many filters besides the status hold. */
export function countOf({ status: _, q: __, ...rest }: Filters): number {
  return Object.values(rest).filter(Boolean).length;
}

type ViewFilter = Schema<'View'>['filter'];

/** The filters as a view keeps them: `me` is whoever saves it. */
export function viewOf(filters: Filters, myId: string): ViewFilter {
  return queryOf(filters, myId);
}

/** A view as filters. */
export function filtersOfView({ status, ...rest }: ViewFilter, myId: string): Filters {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value));
  return { ...given, status: status ?? 'all', ...(rest.assigneeId === myId && { assigneeId: 'me' }) };
}
