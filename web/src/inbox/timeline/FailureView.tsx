import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { useObservable } from '../../app/observable.ts';
import { language } from '../../i18n/language.ts';
import { focusComposer } from '../composer/composer-field.ts';
import { takeBack } from '../composer/drafts.ts';
import classes from './Timeline.module.css';

/** Why a message did not arrive, or may not have, and what can be done. */
export function FailureView({ message }: { message: Schema<'Message'> }) {
  const { t } = useTranslation();
  const isThai = useObservable(language) === 'th';
  const { failure, text, conversationId } = message;
  if (!failure) return null;
  return (
    <div className={classes.failure} role="note">
      <span>{isThai ? failure.messageTh : failure.message}</span>
      <span>{t(failure.retryable ? 'inbox.timeline.mayRetry' : 'inbox.timeline.mayNotRetry')}</span>
      {text !== null && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => {
            takeBack(conversationId, text);
            focusComposer();
          }}
        >
          {t('inbox.timeline.writeAgain')}
        </Button>
      )}
    </div>
  );
}
