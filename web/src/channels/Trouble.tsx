import { Alert, Button, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schema } from '../api/client.ts';
import { useCan } from '../api/me.ts';
import { conditionOf, problemOf, wantsReconnect } from './condition.ts';
import { reconnectPath } from './connect-order.ts';

/** What is wrong with a connection, in plain words, and the way out of it. */
export function Trouble({ connection }: { readonly connection: Schema<'Connection'> }) {
  const { t } = useTranslation();
  const mayManage = useCan('connections:manage');
  const condition = conditionOf(connection);
  if (condition === 'well') return null;
  const code = connection.health.problem;
  const known = code === null ? null : problemOf(code);
  return (
    <Alert color={condition === 'broken' ? 'red' : 'yellow'} variant="light" p="sm" role="note">
      <Stack gap="xs" align="flex-start">
        {condition !== 'troubled' && <Text size="sm">{t(`channels.hints.${condition}`)}</Text>}
        {known && condition !== 'over' && (
          <Text size="sm">
            {known === 'other' ? t('channels.unknownProblem', { code }) : t(`channels.problems.${known}`)}
          </Text>
        )}
        {mayManage && condition === 'choosing' && (
          <Button component={Link} size="xs" href={`/app/channels/${connection.id}/choices`}>
            {t('channels.choices.title')}
          </Button>
        )}
        {mayManage && wantsReconnect(connection) && (
          <Button component={Link} size="xs" href={reconnectPath(connection)}>
            {t('channels.reconnect')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
