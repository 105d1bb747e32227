import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { answerOf, api, type Schema } from '../api/client.ts';
import { errorText } from '../ui/error-text.ts';
import { toast } from '../ui/toasts.tsx';
import { refreshConversation, showConversation } from './data/refresh.ts';

type Conversation = Schema<'Conversation'>;

/** What an agent decides about a conversation. */
export interface Change {
  readonly status?: Conversation['status'];
  readonly assigneeId?: string | null;
  readonly labels?: string[];
  readonly snoozedUntil?: string | null;
}

/** Changes a conversation, as the reader sees it: one that somebody else changed meanwhile is shown again instead. */
export function useChange(conversation: Conversation) {
  const { t } = useTranslation();
  const { id, version } = conversation;
  return useMutation({
    mutationFn: (body: Change) =>
      answerOf(
        api().PATCH('/v1/conversations/{id}', {
          params: { path: { id }, header: { 'if-match': String(version) } },
          body,
        }),
      ),
    onSuccess: showConversation,
    onError: (error) => {
      if (error instanceof ApiError && error.code === 'version_changed')
        void refreshConversation(id).catch(() => undefined);
      toast({ text: errorText(t, error), kind: 'error' });
    },
  });
}
