import type { Person, Thread } from '../../../domain/inbound.ts';
import { defined, idField, type JsonObject, objectField, required, textField } from '../../shared/fields.ts';
import { innerJson } from '../inner-json.ts';

/** What every event of a conversation has in common. */
export interface BusinessChat {
  readonly accountId: string;
  readonly thread: Thread;
  readonly customer: Person;
  /** The account itself wrote this. */
  readonly fromAccount: boolean;
  /** The event's own fields. */
  readonly content: JsonObject;
}

/** The two sides of an event, each with an id and a role, and the user name beside it. */
const SIDES = [
  { user: 'from_user', name: 'from' },
  { user: 'to_user', name: 'to' },
] as const;

/** @throws UnreadableDelivery when `content` is no JSON object, or account or conversation are not named */
export function readConversation(envelope: JsonObject): BusinessChat {
  const accountId = accountOf(envelope);
  return conversationOf(accountId, required(innerJson(envelope), 'content'));
}

/**
 * The same of an event's own fields, which the API's lists have without an envelope.
 * @throws UnreadableDelivery when the conversation is not named
 */
export function conversationOf(accountId: string, content: JsonObject): BusinessChat {
  const conversationId = required(idField(content, 'conversation_id'), 'content.conversation_id');
  return {
    accountId,
    thread: { kind: 'direct', id: conversationId },
    customer: customerOf(accountId, conversationId, content),
    fromAccount: idField(objectField(content, 'from_user'), 'id') === accountId,
    content,
  };
}

/** The connected account, which calls to the API name `business_id`. */
export function accountOf(envelope: JsonObject): string {
  return required(idField(envelope, 'user_openid'), 'user_openid');
}

/**
 * The side with the personal account. Its user name is for display only, as it can be changed; the name of a role is written
 * in small letters in deliveries and in capitals by the API.
 */
function customerOf(accountId: string, conversationId: string, content: JsonObject): Person {
  const side = SIDES.find(({ user }) => {
    const person = objectField(content, user);
    const personal = textField(person, 'role')?.toLowerCase() === 'personal_account';
    return personal && idField(person, 'id') !== accountId;
  });
  return defined({
    key: conversationId,
    platformUserId: side && idField(objectField(content, side.user), 'id'),
    displayName: side && (textField(content, side.name) || undefined),
  }) as Person;
}
