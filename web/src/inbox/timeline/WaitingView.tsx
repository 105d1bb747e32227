import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../api/api-error.ts';
import { focusComposer } from '../composer/composer-field.ts';
import { takeBack } from '../composer/drafts.ts';
import type { Waiting } from '../composer/outbox.ts';
import { sender } from '../composer/sending.ts';
import { useSendRefusalText } from '../composer/useSendRefusalText.ts';
import { answersSince, type Entry } from '../data/timeline-pages.ts';
import { RichText } from './RichText.tsx';
import classes from './Timeline.module.css';

/** A message that the service has not taken yet. */
export function WaitingView({ item, entries }: { item: Waiting; entries: readonly Entry[] }) {
  const { t } = useTranslation();
  const { draft, state } = item;
  return (
    <article className={classes.message} data-direction="outbound" data-waiting>
      <div className={classes.bubble}>
        {draft.kind === 'text' ? <RichText text={draft.text} /> : <bdi>{draft.name}</bdi>}
      </div>
      {state === 'waiting' && <p className={classes.meta}>{t('inbox.states.waiting')}</p>}
      {state === 'answered' && <Answered item={item} entries={entries} />}
      {state === 'refused' && <Refused item={item} />}
    </article>
  );
}

/** Somebody was faster: their answer, and the choice. */
function Answered({ item, entries }: { item: Waiting; entries: readonly Entry[] }) {
  const { t } = useTranslation();
  const answers = answersSince([{ items: [...entries], nextCursor: null }], item.seen ?? '');
  return (
    <div className={classes.failure} role="alert">
      <span>{t('inbox.answered.title')}</span>
      {answers.map(({ id, text, kind }) => (
        <blockquote key={id} className={classes.quote}>
          <bdi>{text ?? t(`inbox.kinds.${kind}`)}</bdi>
        </blockquote>
      ))}
      <div className={classes.choices}>
        <Button
          size="compact-xs"
          onClick={() => sender.act({ type: 'again', key: item.key, seen: entries[0]?.id ?? item.seen })}
        >
          {t('inbox.answered.send')}
        </Button>
        <GiveUp item={item} />
      </div>
    </div>
  );
}

function Refused({ item }: { item: Waiting }) {
  const { code = 'failed', message = '', details = [] } = item.refusal ?? {};
  const words = useSendRefusalText()(new ApiError(422, { code, message, details: [...details] }));
  return (
    <div className={classes.failure} role="alert">
      <span>{words}</span>
      {details.map((detail) => (
        <small key={detail} lang="en">
          {detail}
        </small>
      ))}
      <div className={classes.choices}>
        <GiveUp item={item} />
      </div>
    </div>
  );
}

function GiveUp({ item: { key, conversationId, draft } }: { item: Waiting }) {
  const { t } = useTranslation();
  const drop = () => sender.act({ type: 'dropped', key });
  const back = (text: string) => {
    takeBack(conversationId, text);
    drop();
    focusComposer();
  };
  return (
    <>
      {draft.kind === 'text' && (
        <Button size="compact-xs" variant="default" onClick={() => back(draft.text)}>
          {t('inbox.answered.edit')}
        </Button>
      )}
      <Button size="compact-xs" variant="default" onClick={drop}>
        {t('inbox.answered.discard')}
      </Button>
    </>
  );
}
