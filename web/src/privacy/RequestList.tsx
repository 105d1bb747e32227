import { Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Schema } from '../api/client.ts';
import { useCommands } from '../app/commands.ts';
import { day } from '../i18n/time.ts';
import { List } from '../ui/List.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';
import { ClockBadge } from './ClockBadge.tsx';
import { byUrgency } from './clock.ts';
import classes from './privacy.module.css';
import { useRequests } from './queries.ts';
import { SubjectText } from './SubjectText.tsx';

const NEW = '/app/privacy/new';

/** All requests, the most urgent first. */
export function RequestList() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  useCommands([{ id: 'privacy.new', label: t('privacy.new.title'), group: 'go', run: () => go(NEW) }]);
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('privacy.requests.title')}</PageTitle>
        <Button component={Link} href={NEW}>
          {t('privacy.new.title')}
        </Button>
      </Group>
      <List list={useRequests()} empty={t('privacy.requests.none')}>
        {(requests) => (
          <ul className={classes.rows}>
            {byUrgency(requests).map((request) => (
              <Row key={request.id} request={request} />
            ))}
          </ul>
        )}
      </List>
    </Stack>
  );
}

function Row({ request }: { readonly request: Schema<'PrivacyRequest'> }) {
  const { t } = useTranslation();
  const { id, type, state, source, subject, receivedAt } = request;
  return (
    <li className={classes.row}>
      <div>
        <Anchor component={Link} href={`/app/privacy/requests/${id}`} fw={600}>
          {t(`privacy.types.${type}`)}
        </Anchor>
        <Text size="sm">
          <SubjectText subject={subject} />
        </Text>
        <Text size="sm" c="dimmed">
          {t('privacy.requests.received', { at: day(receivedAt), source: t(`privacy.sources.${source}`) })}
        </Text>
      </div>
      <Text size="sm">{t(`privacy.states.${state}`)}</Text>
      <ClockBadge request={request} />
    </li>
  );
}
