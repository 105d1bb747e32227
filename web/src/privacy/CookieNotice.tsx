import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useObservable } from '../app/observable.ts';
import { CookieChoices } from './CookieChoices.tsx';
import classes from './CookieNotice.module.css';
import { cookieChoice } from './cookies.ts';

/** Asks once on each device. It covers nothing that is needed: whoever ignores it goes on working, and nothing is loaded. */
export default function CookieNotice() {
  const { t } = useTranslation();
  if (useObservable(cookieChoice) !== null) return null;
  const title = t('privacy.cookies.title');
  return (
    <section aria-label={title} className={classes.notice}>
      <Text fw={600}>{title}</Text>
      <CookieChoices />
    </section>
  );
}
