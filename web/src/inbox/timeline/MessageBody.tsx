import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { AttachmentView } from './AttachmentView.tsx';
import { CardView } from './CardView.tsx';
import { cardsOf } from './card.ts';
import { RichText } from './RichText.tsx';
import classes from './Timeline.module.css';

/** Kinds that their content does not show by itself. */
const NAMED: readonly Schema<'Message'>['kind'][] = [
  'product',
  'order',
  'voucher',
  'template',
  'location',
  'story_mention',
  'story_reply',
  'share',
  'comment',
];

/** The content of a message. */
export function MessageBody({ message }: { message: Schema<'Message'> }) {
  const { t } = useTranslation();
  const { kind, text, attachments, deletedAt } = message;
  if (deletedAt !== undefined) return <em>{t('inbox.timeline.deleted')}</em>;
  const cards = cardsOf(message);
  const isBare = text === null && attachments.length === 0 && cards.length === 0;
  return (
    <>
      {(NAMED.includes(kind) || (isBare && kind !== 'unsupported')) && (
        <span className={classes.kind}>{t(`inbox.kinds.${kind}`)}</span>
      )}
      {kind === 'unsupported' && <em>{t('inbox.timeline.unsupported')}</em>}
      {attachments.map((attachment) => (
        <AttachmentView key={attachment.id} attachment={attachment} />
      ))}
      {cards.map((card, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same message has the same cards.
        <CardView key={i} card={card} />
      ))}
      {text !== null && <RichText text={text} />}
    </>
  );
}
