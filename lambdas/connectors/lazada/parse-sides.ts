import type { Person, Thread } from '../../domain/inbound.ts';
import { defined, idField, type JsonObject } from '../shared/fields.ts';

/** A session is one buyer with one shop; every push about a conversation names it, not every one names the buyer. */
export function threadOf(sessionId: string): Thread {
  return { kind: 'direct', id: sessionId };
}

/** @param userId the buyer's account id, where the push gives it */
export function buyerOf(sessionId: string, userId?: string): Person {
  return defined({ key: sessionId, platformUserId: userId ?? buyerInSession(sessionId) }) as Person;
}

/** The account on one side of a message. `…_user_id` is what one Thai production system receives instead. */
export function accountOf(data: JsonObject, side: 'from' | 'to'): string | undefined {
  return idField(data, `${side}_account_id`) ?? idField(data, `${side}_user_id`);
}

/** `<seller account>_2_<buyer>_1_<suffix>`, only a fallback: the form is observed, not promised. */
function buyerInSession(sessionId: string): string | undefined {
  return /^\d+_2_(\d+)_1(?:_|$)/.exec(sessionId)?.[1];
}
