import type { News } from '../../live/socket.ts';

/** What has to be read again. */
export interface ToRead {
  readonly list: boolean;
  readonly conversations: readonly string[];
  /** The conversation whose timeline; null: none. */
  readonly timeline: string | null;
}

/** More conversations than this are read with the list, in one request. */
const MOST_ALONE = 5;

/** What has to be read after news, each once. @param openId the conversation that is shown */
export function whatToRead(news: readonly News[], openId: string | null): ToRead {
  const all = news.some(({ type }) => type === 'reread');
  const events = news.filter((one) => one.type !== 'reread');
  const changed = new Set(
    events.filter(({ type }) => type === 'conversation.changed').map(({ conversationId }) => conversationId),
  );
  const list = all || changed.size > MOST_ALONE;
  const open = openId !== null && (all || changed.has(openId)) ? [openId] : [];
  const isInTimeline =
    openId !== null && (all || events.some(({ conversationId }) => conversationId === openId));
  return { list, conversations: list ? open : [...changed], timeline: isInTimeline ? openId : null };
}
