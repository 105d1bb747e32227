import { useEffect, useRef } from 'react';
import { live } from '../../live/live.ts';
import type { News } from '../../live/socket.ts';
import type { Filters } from '../filters.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { refreshConversation, refreshList, refreshTimeline } from './refresh.ts';
import { whatToRead } from './what-to-read.ts';

/** News that come this close together are read together. */
const TOGETHER_MS = 120;
const reading = new OneAtATime();

/** Keeps what is shown as it is at the service, as long as the inbox is shown. */
export function useNews(filters: Filters, openId: string | null): void {
  const shown = useRef({ filters, openId });
  shown.current = { filters, openId };
  useEffect(() => {
    live.start();
    const stop = live.onNews(together((news) => readAgain(news, shown.current)));
    return () => {
      stop();
      live.stop();
    };
  }, []);
  useEffect(() => live.show(openId), [openId]);
}

function together(read: (news: readonly News[]) => void): (news: News) => void {
  const waiting: News[] = [];
  return (news) => {
    if (waiting.push(news) > 1) return;
    setTimeout(() => read(waiting.splice(0)), TOGETHER_MS);
  };
}

function readAgain(
  news: readonly News[],
  shown: { readonly filters: Filters; readonly openId: string | null },
): void {
  // Nobody looks: the socket's next word, or the next poll, comes when somebody does.
  if (document.hidden && live.state.get() === 'polling') return;
  const { list, conversations, timeline } = whatToRead(news, shown.openId);
  if (list) void reading.run(`list ${JSON.stringify(shown.filters)}`, () => refreshList(shown.filters));
  for (const id of conversations) void reading.run(`conversation ${id}`, () => refreshConversation(id));
  if (timeline) void reading.run(`timeline ${timeline}`, () => refreshTimeline(timeline));
}
