import { useTranslation } from 'react-i18next';
import { SafeLink } from '../../ui/SafeLink.tsx';
import type { Card } from './card.ts';
import classes from './Timeline.module.css';

/** A product, an order, a place: text only, whatever the platform sent. */
export function CardView({ card: { title, lines, url } }: { card: Card }) {
  const { t } = useTranslation();
  return (
    <div className={classes.card}>
      {title && <bdi className={classes.cardTitle}>{title}</bdi>}
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same card has the same lines.
        <bdi key={i}>{line}</bdi>
      ))}
      {url && <SafeLink href={url}>{t('inbox.timeline.open')}</SafeLink>}
    </div>
  );
}
