import { Button, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../../api/client.ts';
import { dayAndTime } from '../../i18n/time.ts';
import { List } from '../../ui/List.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { ErrorState } from '../../ui/states.tsx';
import classes from '../privacy.module.css';
import { useHolds, useReleaseHold } from '../queries.ts';
import { PlaceHold } from './PlaceHold.tsx';

/** What may not be erased for now, and why. */
export default function HoldsPage() {
  const { t } = useTranslation();
  const [opened, { toggle, close }] = useDisclosure(false);
  return (
    <Stack>
      <PageTitle>{t('privacy.nav.holds')}</PageTitle>
      <Text size="sm">{t('privacy.holds.hint')}</Text>
      <Button variant="default" aria-expanded={opened} onClick={toggle} style={{ alignSelf: 'flex-start' }}>
        {t('privacy.holds.place')}
      </Button>
      {opened && <PlaceHold onDone={close} />}
      <List list={useHolds()} empty={t('privacy.holds.none')}>
        {(holds) => (
          <ul className={classes.rows}>
            {holds.map((hold) => (
              <Row key={hold.id} hold={hold} />
            ))}
          </ul>
        )}
      </List>
    </Stack>
  );
}

function Row({ hold }: { readonly hold: Schema<'Hold'> }) {
  const { t } = useTranslation();
  const release = useReleaseHold();
  const { target, basis, placedAt, until, releasedAt } = hold;
  return (
    <li className={classes.row}>
      <div>
        <Text fw={600}>
          <TargetText target={target} />
        </Text>
        <Text size="sm">{basis}</Text>
        <Text size="sm" c="dimmed">
          {t('privacy.holds.placed', { at: dayAndTime(placedAt) })}
          {until && ` · ${t('privacy.holds.until', { at: dayAndTime(until) })}`}
          {releasedAt && ` · ${t('privacy.holds.released', { at: dayAndTime(releasedAt) })}`}
        </Text>
        {release.isError && <ErrorState error={release.error} />}
      </div>
      {releasedAt === null && (
        <Button
          variant="default"
          size="xs"
          loading={release.isPending}
          onClick={() => release.mutate(hold.id)}
        >
          {t('privacy.holds.release')}
        </Button>
      )}
    </li>
  );
}

function TargetText({ target }: Pick<Schema<'Hold'>, 'target'>) {
  const { t } = useTranslation();
  if ('customerId' in target) return t('privacy.holds.targets.customer', { id: target.customerId });
  if ('conversationId' in target)
    return t('privacy.holds.targets.conversation', { id: target.conversationId });
  return t('privacy.holds.kinds.workspace');
}
