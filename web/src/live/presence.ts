/** Somebody else at the conversation that is shown. */
export interface Person {
  readonly userId: string;
  /** Until when they count as typing, in milliseconds since 1970; 0 = they do not. */
  readonly typingUntil: number;
}

/** Who is where. */
export interface Presence {
  readonly conversationId: string | null;
  readonly people: readonly Person[];
}

export const NOBODY: Presence = { conversationId: null, people: [] };
/** Browsers say it every three seconds while somebody types; one lost word is no end. */
export const TYPING_MS = 7_000;

/** Who else looks at a conversation that was opened. */
export function presenceOf(conversationId: string | null, viewers: readonly string[]): Presence {
  return { conversationId, people: viewers.map((userId) => ({ userId, typingUntil: 0 })) };
}

/** The people after somebody did something; what is said of another conversation than the one shown is nothing. */
export function presenceAfter(
  presence: Presence,
  {
    conversationId,
    userId,
    state,
  }: { conversationId: string; userId: string; state: 'viewing' | 'typing' | 'left' },
  now: number,
): Presence {
  if (conversationId !== presence.conversationId) return presence;
  const others = presence.people.filter((person) => person.userId !== userId);
  if (state === 'left') return { ...presence, people: others };
  return {
    ...presence,
    people: [...others, { userId, typingUntil: state === 'typing' ? now + TYPING_MS : 0 }],
  };
}
