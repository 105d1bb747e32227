import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useCan } from '../api/me.ts';
import { useCommands } from '../app/commands.ts';
import { List } from '../ui/List.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';
import { ChannelCard } from './ChannelCard.tsx';
import classes from './channels.module.css';
import { inOrder } from './condition.ts';
import { useChannels } from './queries.ts';

const CONNECT = '/app/channels/connect';

/** All connections, those that need somebody first. */
export function ChannelList() {
  const { t } = useTranslation();
  const mayManage = useCan('connections:manage');
  const [, go] = useLocation();
  const connect = { id: 'channels.connect', label: t('channels.connect.title'), group: 'go' } as const;
  useCommands(mayManage ? [{ ...connect, run: () => go(CONNECT) }] : []);
  return (
    <Stack>
      <Group justify="space-between">
        <PageTitle>{t('nav.channels')}</PageTitle>
        {mayManage && (
          <Button component={Link} href={CONNECT}>
            {t('channels.connect.title')}
          </Button>
        )}
      </Group>
      {!mayManage && <Text size="sm">{t('channels.readOnly')}</Text>}
      <List list={useChannels()} empty={t('channels.none')}>
        {(connections) => (
          <ul className={classes.cards}>
            {inOrder(connections).map((connection) => (
              <ChannelCard key={connection.id} connection={connection} />
            ))}
          </ul>
        )}
      </List>
    </Stack>
  );
}
