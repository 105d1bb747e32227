import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import classes from './PlatformMark.module.css';

/** A platform as the API names it. */
export type Platform = Schema<'Connection'>['platform'];

/** Two letters each: their logos are theirs, and colours alone would say nothing to some. */
const LETTERS: Readonly<Record<Platform, string>> = {
  line: 'LN',
  facebook: 'FB',
  instagram: 'IG',
  shopee: 'SP',
  lazada: 'LZ',
  tiktok: 'TT',
};

/** The sign of a platform; its name is there for screen readers and as a title. */
export function PlatformMark({ platform }: { platform: Platform }) {
  const { t } = useTranslation();
  const name = t(`platforms.${platform}`);
  return (
    <span role="img" aria-label={name} title={name} className={classes.mark} data-platform={platform}>
      {LETTERS[platform]}
    </span>
  );
}
