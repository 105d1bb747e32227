/** Something changed that a page may show. Says what, never how it is now. */
export type LiveEvent =
  | { readonly type: 'conversation.changed'; readonly conversationId: string }
  /** Null: more than one entry may look different. */
  | { readonly type: 'entry.changed'; readonly conversationId: string; readonly entryId: string | null };

/** What the service says on a socket. */
export type Frame =
  | {
      readonly type: 'ready';
      readonly cursor: string;
      readonly conversationId: string | null;
      readonly viewers: readonly string[];
    }
  | { readonly type: 'changes'; readonly cursor: string; readonly events: readonly LiveEvent[] }
  | { readonly type: 'reread'; readonly cursor: string }
  | { readonly type: 'pong' }
  | {
      readonly type: 'presence';
      readonly conversationId: string;
      readonly userId: string;
      readonly state: 'viewing' | 'typing' | 'left';
    };

type Fields = Readonly<Record<string, unknown>>;

/** What a message of the socket says; null: nothing that this console knows. Newer services may say more. */
export function frameOf(text: string): Frame | null {
  const fields = parsed(text);
  switch (fields.type) {
    case 'ready':
      return readyOf(fields);
    case 'changes':
      return { type: 'changes', cursor: String(fields.cursor), events: list(fields.events).flatMap(eventOf) };
    case 'reread':
      return { type: 'reread', cursor: String(fields.cursor) };
    case 'pong':
      return { type: 'pong' };
    case 'presence':
      return presenceOf(fields);
    default:
      return null;
  }
}

function parsed(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function readyOf({ cursor, conversationId, viewers }: Fields): Frame {
  const isText = (value: unknown): value is string => typeof value === 'string';
  return {
    type: 'ready',
    cursor: String(cursor),
    conversationId: isText(conversationId) ? conversationId : null,
    viewers: list(viewers).filter(isText),
  };
}

function eventOf(value: unknown): LiveEvent[] {
  const { type, conversationId, entryId } = (value ?? {}) as Fields;
  if (typeof conversationId !== 'string') return [];
  if (type === 'conversation.changed') return [{ type, conversationId }];
  if (type !== 'entry.changed') return [];
  return [{ type, conversationId, entryId: typeof entryId === 'string' ? entryId : null }];
}

function presenceOf({ conversationId, userId, state }: Fields): Frame | null {
  if (typeof conversationId !== 'string' || typeof userId !== 'string') return null;
  if (state !== 'viewing' && state !== 'typing' && state !== 'left') return null;
  return { type: 'presence', conversationId, userId, state };
}
