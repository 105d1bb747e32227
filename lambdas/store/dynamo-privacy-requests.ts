import { Misconfigured, Unavailable } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import {
  hasEnded,
  type PrivacyRequest,
  type PrivacySubject,
  privacySubjectId,
  type RequestProgress,
} from '../domain/privacy-request.ts';
import type { PrivacyRequests, RequestRef } from '../ports/privacy-requests.ts';
import type { SealedPlace, Sealer } from '../ports/sealer.ts';
import type { SubjectErasure } from '../ports/subject-keys.ts';
import { BY_DUE, BY_TIME, DUE_PARTS, dueKeys, ledgerKeys } from './keys.ts';
import { itemToRequest, progressToItem, refOfItem, requestToItem } from './privacy-items.ts';
import { ABSENT, atRevision, type Item, type Table } from './table.ts';

export { privacySubjectId };

/** What of a request is sealed beside its person. */
const SEALED = ['correction', 'reason', 'canaries'] as const;
type SealedField = (typeof SEALED)[number];

/**
 * Privacy requests in the Ledger table: each in the order of arrival, and beside it the time of its arrival under its id, so that a cause
 * that comes twice makes one request. Whatever is personal is sealed with a key of the request's own: the person's may not exist, or be
 * destroyed by this very request, and without the request's the words are gone while the record stays.
 */
export class DynamoPrivacyRequests implements PrivacyRequests {
  readonly #table: Table;
  readonly #sealer: Sealer;
  readonly #erasure: Pick<SubjectErasure, 'destroyKey'> | undefined;

  /** @param erasure only for those who may forget whom a request is about */
  constructor(table: Table, sealer: Sealer, erasure?: Pick<SubjectErasure, 'destroyKey'>) {
    this.#table = table;
    this.#sealer = sealer;
    this.#erasure = erasure;
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

  /** The cursor is the place of the first request of the next page; whoever gives it out signs it. */
  async list(workspaceId: string, { limit, cursor }: { readonly limit: number; readonly cursor?: string }) {
    const pk = ledgerKeys.privacy(workspaceId);
    const page = { pk, from: BY_TIME, to: cursor ?? `${BY_TIME}\u{ffff}`, newestFirst: true };
    const items: Item[] = [];
    for await (const item of this.#table.all({ ...page, limit: limit + 1 }))
      if (items.push(item) > limit) break;
    const requests = await Promise.all(items.slice(0, limit).map((item) => this.#fromItem(item)));
    return { requests, nextCursor: (items[limit]?.sk as string | undefined) ?? null };
  }

  /** Whom it is about, what is to be corrected and why it is asked for never change, and are not written again. */
  async save(request: PrivacyRequest): Promise<boolean> {
    const { workspaceId, receivedAt, id, canaries, rev } = request;
    const sealed = canaries && (await this.#seal(workspaceId, id, 'canaries', canaries));
    const fields = { ...progressToItem(request, rev + 1), canaries: sealed };
    return (await this.#table.change(keyOf(workspaceId, receivedAt, id), fields, atRevision(rev))).written;
  }

  async due(now: Millis, limit: number): Promise<readonly RequestRef[]> {
    const parts = Array.from({ length: DUE_PARTS }, async (_, part) => {
      const page = { pk: dueKeys.partition(part), index: BY_DUE, from: '0', to: dueKeys.upTo(now), limit };
      return (await this.#table.query(page)).items.map(refOfItem);
    });
    return (await Promise.all(parts)).flat();
  }

  async forgetPerson(workspaceId: string, requestId: string): Promise<void> {
    if (!this.#erasure) throw new Misconfigured('this function may not forget whom a request is about');
    await this.#erasure.destroyKey(workspaceId, privacySubjectId(requestId));
  }

  async #find(workspaceId: string, requestId: string): Promise<Item | null> {
    const consistent = { consistent: true };
    const time = await this.#table.get(ledgerKeys.privacyRequestTime(workspaceId, requestId), consistent);
    return time && this.#table.get(keyOf(workspaceId, time.receivedAt, requestId), consistent);
  }

  async #toItem(request: PrivacyRequest): Promise<Item> {
    const { workspaceId, id, receivedAt, correction, reason } = request;
    return {
      ...keyOf(workspaceId, receivedAt, id),
      ...requestToItem(request),
      ...progressToItem(request, request.rev),
      ...(await this.#subjectToItem(workspaceId, id, request.subject)),
      ...(correction && { correction: await this.#seal(workspaceId, id, 'correction', correction) }),
      ...(reason && { reason: await this.#seal(workspaceId, id, 'reason', reason) }),
    };
  }

  async #subjectToItem(workspaceId: string, id: string, subject: PrivacySubject): Promise<Item> {
    if (!('platformUserId' in subject)) return { subject };
    const { platformUserId, ...rest } = subject;
    return { subject: rest, person: await this.#seal(workspaceId, id, 'platformUserId', platformUserId) };
  }

  async #fromItem(item: Item): Promise<PrivacyRequest> {
    const opened = { ...itemToRequest(item), subject: await this.#subjectOf(item) };
    const words = await Promise.all(
      SEALED.map(async (field) => {
        const value = item[field] && (await this.#open(item, field, item[field]));
        return value ? [[field, value] as const] : [];
      }),
    );
    return { ...opened, ...Object.fromEntries(words.flat()) };
  }

  /** A person whose id can no longer be opened stays a person: without it, the subject would be the whole connection. */
  async #subjectOf(item: Item): Promise<PrivacySubject> {
    const { subject, person } = item;
    if (!person) return subject;
    const platformUserId = await this.#open<string>(item, 'platformUserId', person);
    return { connectionId: subject.connectionId, platformUserId };
  }

  async #seal(workspaceId: string, id: string, field: SealedField | 'platformUserId', value: unknown) {
    const place = placeOf(workspaceId, id, field);
    const { subjectId, bytes } = await this.#sealer.seal(place, place.record, value);
    return { by: subjectId, sealed: bytes };
  }

  async #open<T>({ workspace, request }: Item, field: string, { by, sealed }: Item): Promise<T | null> {
    return this.#sealer.open<T>(placeOf(workspace, request, field), { subjectId: by, bytes: sealed });
  }
}

function keyOf(workspaceId: string, receivedAt: Millis, requestId: string) {
  return ledgerKeys.privacyRequest(workspaceId, new Date(receivedAt).toISOString(), requestId);
}

function placeOf(workspaceId: string, requestId: string, field: string): SealedPlace {
  return { workspaceId, record: privacySubjectId(requestId), field };
}
