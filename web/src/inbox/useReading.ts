import { useEffect, useRef } from 'react';
import { answerOf, api, type Schema } from '../api/client.ts';
import { useCan } from '../api/me.ts';
import { showConversation } from './data/refresh.ts';

/** Marks what is on the screen as read, while somebody looks at it. */
export function useReading({ id, unreadCount }: Schema<'Conversation'>, newest: string | null): void {
  const may = useCan('inbox:reply');
  const asked = useRef('');
  useEffect(() => {
    const read = () => {
      const what = `${newest} ${unreadCount}`;
      if (!may || newest === null || unreadCount === 0 || document.hidden || asked.current === what) return;
      asked.current = what;
      const call = api().POST('/v1/conversations/{id}/read', {
        params: { path: { id } },
        body: { upTo: newest },
      });
      // Not marked now: with the next entry, or when the tab is looked at again.
      answerOf(call).then(showConversation, () => {
        asked.current = '';
      });
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [id, may, newest, unreadCount]);
}
