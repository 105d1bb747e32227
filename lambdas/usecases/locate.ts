import type { ConversationIdentity } from '../domain/conversation.ts';
import { conversationIdOf, subjectIdOf } from '../domain/ids.ts';
import type { Person, Thread } from '../domain/inbound.ts';
import type { Connection } from '../ports/connections.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';

/** Where an item of a delivery goes. */
export interface Place {
  readonly identity: ConversationIdentity;
  /** Whose key seals what the item brings: the person, or the thread where none is named. */
  readonly subjectId: string;
}

/** Works out conversation and subject from the platform's ids; reads nothing but the workspace's keys. */
export async function locate(
  keys: SubjectKeys,
  connection: Connection,
  thread: Thread,
  customer: Person | null,
): Promise<Place> {
  const { idSecret } = await keys.workspace(connection.workspaceId);
  const subjectId = subjectIdOf(idSecret, connection.id, customer, thread);
  return {
    subjectId,
    identity: {
      workspaceId: connection.workspaceId,
      conversationId: conversationIdOf(idSecret, connection.id, thread),
      connectionId: connection.id,
      platform: connection.platform,
      surface: connection.surface,
      accountId: connection.accountId,
      threadKind: thread.kind,
      // A direct conversation is its customer's; a group's head belongs to nobody in particular.
      subjectId: thread.kind === 'direct' ? subjectId : subjectIdOf(idSecret, connection.id, null, thread),
    },
  };
}

/** The opaque id of a person within a connection. */
export async function personIdOf(
  keys: SubjectKeys,
  connection: Connection,
  platformId: string,
): Promise<string> {
  const { idSecret } = await keys.workspace(connection.workspaceId);
  return subjectIdOf(idSecret, connection.id, { key: platformId }, { kind: 'direct', id: platformId });
}
