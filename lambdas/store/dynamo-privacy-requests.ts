import { Unavailable } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import {
  hasEnded,
  type PrivacyRequest,
  type PrivacySubject,
  type RequestProgress,
} from '../domain/privacy-request.ts';
import type { PrivacyRequests } from '../ports/privacy-requests.ts';
import type { SealedPlace, Sealer } from '../ports/sealer.ts';
import { BY_TIME, ledgerKeys } from './keys.ts';
import { ABSENT, type Item, type Table } from './table.ts';

/**
 * Privacy requests in the Ledger table: each in the order of arrival, and beside it the time of its arrival under its id, so that a cause
 * that comes twice makes one request. The platform's id of a person is sealed with a key of the request's own: the person's may not
 * exist, or be destroyed by this very request, and without the request's the id is gone while the record stays.
 */
export class DynamoPrivacyRequests implements PrivacyRequests {
  readonly #table: Table;
  readonly #sealer: Sealer;

  constructor(table: Table, sealer: Sealer) {
    this.#table = table;
    this.#sealer = sealer;
  }

  async add(request: PrivacyRequest): Promise<boolean> {
    const { workspaceId, id, receivedAt } = request;
    // Before anything is sealed: the key of a request that has ended must not come back.
    if (await this.#find(workspaceId, id)) return false;
    const refused = await this.#table.transact([
      { put: { ...ledgerKeys.privacyRequestTime(workspaceId, id), receivedAt }, condition: ABSENT },
      { put: await this.#toItem(request), condition: ABSENT },
    ]);
    if (refused.length === 0) return true;
    // Somebody else is writing it. If they failed, nothing is there, and the caller has to come again.
    if (await this.#find(workspaceId, id)) return false;
    throw new Unavailable('the privacy request that was just written');
  }

  async request(workspaceId: string, requestId: string): Promise<PrivacyRequest | null> {
    const item = await this.#find(workspaceId, requestId);
    return item && this.#fromItem(item);
  }

  async progress(workspaceId: string, requestId: string): Promise<RequestProgress | null> {
    const item = await this.#find(workspaceId, requestId);
    return item && { state: item.state, completedAt: item.completedAt ?? null };
  }

  async open(workspaceId: string): Promise<readonly PrivacyRequest[]> {
    const pk = ledgerKeys.privacy(workspaceId);
    const found: PrivacyRequest[] = [];
    for await (const item of this.#table.all({ pk, from: BY_TIME, to: `${BY_TIME}\u{ffff}` }))
      if (!hasEnded({ state: item.state })) found.push(await this.#fromItem(item));
    return found;
  }

  async #find(workspaceId: string, requestId: string): Promise<Item | null> {
    const consistent = { consistent: true };
    const time = await this.#table.get(ledgerKeys.privacyRequestTime(workspaceId, requestId), consistent);
    return time && this.#table.get(keyOf(workspaceId, time.receivedAt, requestId), consistent);
  }

  async #toItem({ subject, ...request }: PrivacyRequest): Promise<Item> {
    const { workspaceId, id, steps, verifiedAt, completedAt, ...plain } = request;
    return {
      ...keyOf(workspaceId, request.receivedAt, id),
      ...plain,
      workspace: workspaceId,
      request: id,
      verifiedAt: verifiedAt ?? undefined,
      completedAt: completedAt ?? undefined,
      steps: steps.map((step) => ({ ...step })),
      ...(await this.#subjectToItem(workspaceId, id, subject)),
    };
  }

  async #subjectToItem(workspaceId: string, id: string, subject: PrivacySubject): Promise<Item> {
    if (!('platformUserId' in subject)) return { subject };
    const { platformUserId, ...rest } = subject;
    const place = placeOf(workspaceId, id);
    const { subjectId, bytes } = await this.#sealer.seal(place, place.record, platformUserId);
    return { subject: rest, person: { by: subjectId, sealed: bytes } };
  }

  async #fromItem(item: Item): Promise<PrivacyRequest> {
    return {
      workspaceId: item.workspace,
      id: item.request,
      type: item.type,
      state: item.state,
      subject: await this.#subjectOf(item),
      source: item.source,
      receivedAt: item.receivedAt,
      verifiedAt: item.verifiedAt ?? null,
      dueAt: item.dueAt,
      completedAt: item.completedAt ?? null,
      steps: item.steps,
    };
  }

  /** A person whose id can no longer be opened stays a person: without it, the subject would be the whole connection. */
  async #subjectOf({ workspace, request, subject, person }: Item): Promise<PrivacySubject> {
    if (!person) return subject;
    const sealed = { subjectId: person.by, bytes: person.sealed };
    const platformUserId = await this.#sealer.open<string>(placeOf(workspace, request), sealed);
    return { connectionId: subject.connectionId, platformUserId };
  }
}

function keyOf(workspaceId: string, receivedAt: Millis, requestId: string) {
  return ledgerKeys.privacyRequest(workspaceId, new Date(receivedAt).toISOString(), requestId);
}

/** Whose key seals a request's person. */
export function privacySubjectId(requestId: string): string {
  return `privacy/${requestId}`;
}

function placeOf(workspaceId: string, requestId: string): SealedPlace {
  return { workspaceId, record: privacySubjectId(requestId), field: 'platformUserId' };
}
