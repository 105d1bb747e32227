import { answerOf, api, type Schema } from '../../api/client.ts';
import { useList } from '../../api/use-list.ts';
import { usePrivacyChange } from '../queries.ts';

const PER_PAGE = 25;
const pageAt = (cursor: string | undefined) => ({ limit: PER_PAGE, ...(cursor !== undefined && { cursor }) });

/** What authorities were given. */
export function useDisclosures() {
  return useList<Schema<'Disclosure'>>(['privacy', 'disclosures'], (cursor, signal) =>
    answerOf(api().GET('/v1/privacy/disclosures', { signal, params: { query: pageAt(cursor) } })),
  );
}

/** What customers and members agreed to. */
export function useConsents() {
  return useList<Schema<'ConsentRecord'>>(['privacy', 'consents'], (cursor, signal) =>
    answerOf(api().GET('/v1/privacy/consents', { signal, params: { query: pageAt(cursor) } })),
  );
}

/** Access that was granted to the operator's support. */
export function useSupportAccess() {
  return useList<Schema<'SupportAccess'>>(['privacy', 'support-access'], (cursor, signal) =>
    answerOf(api().GET('/v1/privacy/support-access', { signal, params: { query: pageAt(cursor) } })),
  );
}

/** Lets support look into the workspace until a moment. */
export function useGrantSupport() {
  return usePrivacyChange((body: { until: string; reason: string }) =>
    answerOf(api().POST('/v1/privacy/support-access', { body })),
  );
}

/** What the API takes for a disclosure. */
export interface DisclosureOrder {
  readonly authority: string;
  readonly legalBasis: string;
  readonly categories: Schema<'Disclosure'>['categories'];
  readonly scope: Schema<'Disclosure'>['scope'];
}

/** Takes down what an authority is given. */
export function useRecordDisclosure() {
  return usePrivacyChange((body: DisclosureOrder) =>
    answerOf(api().POST('/v1/privacy/disclosures', { body })),
  );
}

/** What the API takes for a consent. */
export interface ConsentOrder {
  readonly customerId: string;
  readonly purpose: 'support' | 'automation' | 'analytics';
  readonly state: Schema<'ConsentRecord'>['state'];
  readonly how: Schema<'ConsentRecord'>['how'];
}

/** Takes down that a customer agreed to something, or took it back. */
export function useRecordConsent() {
  return usePrivacyChange((body: ConsentOrder) => answerOf(api().POST('/v1/privacy/consents', { body })));
}
