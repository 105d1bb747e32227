import { hasEnded, type PrivacyRequest } from '../domain/privacy-request.ts';
import type { RequestRef } from '../ports/privacy-requests.ts';
import { dueToItem } from './connection-items.ts';
import { type Item, REVISION } from './table.ts';

/** What of a privacy request never changes, without what is sealed. */
export function requestToItem({ workspaceId, id, type, source, receivedAt }: PrivacyRequest): Item {
  return { workspace: workspaceId, request: id, type, source, receivedAt };
}

/** What of it changes, at its next revision; what it does not have is undefined. One that has ended waits for nothing. */
export function progressToItem(request: PrivacyRequest, rev: number): Item {
  const { workspaceId, id, verification, decision, scope, archive } = request;
  const nextAt = hasEnded(request) ? null : request.nextAt;
  return {
    state: request.state,
    verifiedAt: request.verifiedAt ?? undefined,
    dueAt: request.dueAt,
    completedAt: request.completedAt ?? undefined,
    steps: request.steps.map((step) => ({ ...step })),
    verification: verification ? { ...verification } : undefined,
    decision: decision ? { ...decision } : undefined,
    pauses: request.pauses.length > 0 ? request.pauses.map((pause) => ({ ...pause })) : undefined,
    toldAt: request.toldAt,
    scope: scope && { ...scope },
    certificate: request.certificateId,
    archive: archive && { ...archive },
    ...dueToItem(nextAt, workspaceId, id),
    nextAt: nextAt ?? undefined,
    [REVISION]: rev,
  };
}

/** All of it that is not sealed. */
export function itemToRequest(item: Item): Omit<PrivacyRequest, 'subject'> {
  return {
    workspaceId: item.workspace,
    id: item.request,
    type: item.type,
    state: item.state,
    source: item.source,
    receivedAt: item.receivedAt,
    verifiedAt: item.verifiedAt ?? null,
    dueAt: item.dueAt,
    completedAt: item.completedAt ?? null,
    steps: item.steps,
    rev: item[REVISION] ?? 0,
    verification: item.verification ?? null,
    decision: item.decision ?? null,
    pauses: item.pauses ?? [],
    nextAt: item.nextAt ?? null,
    ...(item.toldAt === undefined ? {} : { toldAt: item.toldAt }),
    ...(item.scope === undefined ? {} : { scope: item.scope }),
    ...(item.certificate === undefined ? {} : { certificateId: item.certificate }),
    ...(item.archive === undefined ? {} : { archive: item.archive }),
  };
}

/** The request that a row of the index stands for: workspace and id stand in the item's key, which is all that the index has. */
export function refOfItem({ pk, sk }: Item): RequestRef {
  return {
    workspaceId: pk.slice('W#'.length, -'#PRIVACY'.length),
    requestId: sk.slice(sk.lastIndexOf('#') + 1),
  };
}
