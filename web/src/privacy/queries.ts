import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answerOf, api, type Schema } from '../api/client.ts';
import { useList } from '../api/use-list.ts';
import { lookAgain } from './clock.ts';
import type { AskedSubject } from './subject.ts';

const PER_PAGE = 50;
const REQUESTS = ['privacy', 'requests'] as const;
const oneOf = (id: string) => ['privacy', 'request', id] as const;
const pageAt = (cursor: string | undefined) => ({ limit: PER_PAGE, ...(cursor !== undefined && { cursor }) });

/** All privacy requests; looked at again while one of them is worked on. */
export function useRequests() {
  return useList<Schema<'PrivacyRequest'>>(
    REQUESTS,
    (cursor, signal) =>
      answerOf(api().GET('/v1/privacy/requests', { signal, params: { query: pageAt(cursor) } })),
    { every: (items) => soonest(items.map(lookAgain)) },
  );
}

function soonest(waits: readonly (number | false)[]): number | false {
  const open = waits.filter((wait) => wait !== false);
  return open.length > 0 ? Math.max(5_000, Math.min(...open)) : false;
}

/** One request; followed step by step while it is worked on. */
export function useRequest(id: string) {
  return useQuery({
    queryKey: oneOf(id),
    queryFn: ({ signal }) =>
      answerOf(api().GET('/v1/privacy/requests/{id}', { signal, params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data ? lookAgain(state.data) : false),
  });
}

/** What somebody asks for, as the API takes it. */
export interface RequestOrder {
  readonly type: Schema<'PrivacyRequest'>['type'];
  readonly subject: AskedSubject;
  readonly correction?: { displayName: string };
  readonly reason?: string;
}

/** Makes a request. */
export function useOpenRequest() {
  return useRequestChange((body: RequestOrder) => answerOf(api().POST('/v1/privacy/requests', { body })));
}

/** What can be done to a request. */
export type RequestStep =
  | { readonly do: 'code' | 'resume' }
  | {
      readonly do: 'verify';
      readonly body: { method: 'officer' | 'code' | 'signed_in'; ground?: string; code?: string };
    }
  | { readonly do: 'approve'; readonly body: { legalBasis?: string } }
  | { readonly do: 'reject'; readonly body: { legalBasis: string } }
  | { readonly do: 'pause'; readonly body: { ground: string } };

/** Does it, and shows the request as it then is. */
export function useRequestStep(id: string) {
  return useRequestChange((step: RequestStep) => answerOf(send(id, step)));
}

function send(id: string, step: RequestStep) {
  const params = { path: { id } };
  switch (step.do) {
    case 'code':
      return api().POST('/v1/privacy/requests/{id}/code', { params });
    case 'resume':
      return api().POST('/v1/privacy/requests/{id}/resume', { params });
    case 'verify':
      return api().POST('/v1/privacy/requests/{id}/verify', { params, body: step.body });
    case 'approve':
      return api().POST('/v1/privacy/requests/{id}/approve', { params, body: step.body });
    case 'reject':
      return api().POST('/v1/privacy/requests/{id}/reject', { params, body: step.body });
    case 'pause':
      return api().POST('/v1/privacy/requests/{id}/pause', { params, body: step.body });
  }
}

function useRequestChange<In>(mutationFn: (order: In) => Promise<Schema<'PrivacyRequest'>>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (request) => queries.setQueryData(oneOf(request.id), request),
    onSettled: () => queries.invalidateQueries({ queryKey: ['privacy'] }),
  });
}

/** The signed certificate of an erasure. */
export function useCertificate(id: string, wanted: boolean) {
  return useQuery({
    queryKey: ['privacy', 'certificate', id],
    enabled: wanted,
    queryFn: ({ signal }) =>
      answerOf(api().GET('/v1/privacy/requests/{id}/certificate', { signal, params: { path: { id } } })),
  });
}

/** A fresh link to a part of what was exported. @throws ApiError */
export function archiveLink(id: string, part: number): Promise<Schema<'Archive'>> {
  return answerOf(
    api().GET('/v1/privacy/requests/{id}/archive', { params: { path: { id }, query: { part } } }),
  );
}

/** All holds that ever were. */
export function useHolds() {
  return useList<Schema<'Hold'>>(['privacy', 'holds'], (_cursor, signal) =>
    answerOf(api().GET('/v1/privacy/holds', { signal })),
  );
}

/** What is to be held. */
export interface HoldOrder {
  readonly basis: string;
  readonly until: string | null;
  readonly customerId?: string;
  readonly conversationId?: string;
  readonly workspace?: true;
}

/** Places a hold. */
export function usePlaceHold() {
  return usePrivacyChange((body: HoldOrder) => answerOf(api().POST('/v1/privacy/holds', { body })));
}

/** Ends a hold. */
export function useReleaseHold() {
  return usePrivacyChange((id: string) =>
    answerOf(api().DELETE('/v1/privacy/holds/{id}', { params: { path: { id } } })),
  );
}

/** Something that changes what was read of privacy: all of it is read again. */
export function usePrivacyChange<In, Out>(mutationFn: (order: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: ['privacy'] }),
  });
}
