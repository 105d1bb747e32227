import { Anchor, Button, Code, Group, Progress, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schema } from '../api/client.ts';
import { useCan } from '../api/me.ts';
import { dayAndTime, relative } from '../i18n/time.ts';
import { Facts } from '../ui/Facts.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';
import { PlatformMark } from '../ui/PlatformMark.tsx';
import { ErrorState, LoadingState } from '../ui/states.tsx';
import { ConditionBadge } from './ConditionBadge.tsx';
import { conditionOf, quotaUsed } from './condition.ts';
import { reconnectPath } from './connect-order.ts';
import { DisconnectDialog } from './DisconnectDialog.tsx';
import { useChannel } from './queries.ts';
import { Trouble } from './Trouble.tsx';
import { useFeatureNames } from './use-feature-names.ts';

/** One connection: state, health, what it may do, and what can be done with it. */
export function ChannelDetail({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useChannel(id);
  return (
    <Stack>
      <Anchor component={Link} href="/app/channels" size="sm">
        {t('channels.back')}
      </Anchor>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data ? <Channel connection={data} /> : !error && <LoadingState />}
    </Stack>
  );
}

function Channel({ connection }: { readonly connection: Schema<'Connection'> }) {
  const { platform, displayName } = connection;
  return (
    <Stack>
      <Group wrap="nowrap">
        <PlatformMark platform={platform} />
        <PageTitle>{displayName}</PageTitle>
        <ConditionBadge connection={connection} />
      </Group>
      <Trouble connection={connection} />
      <About connection={connection} />
      {useCan('connections:manage') && <Actions connection={connection} />}
    </Stack>
  );
}

function About({ connection }: { readonly connection: Schema<'Connection'> }) {
  const { t } = useTranslation();
  const { platform, accountId, connectedAt, tokenExpiresAt, health, quota, grantedScopes } = connection;
  const features = useFeatureNames(connection.features);
  const time = (at: string | null) => at && `${dayAndTime(at)} (${relative(at)})`;
  return (
    <Facts
      facts={[
        [t('channels.facts.platform'), t(`platforms.${platform}`)],
        [t('channels.facts.account'), accountId && <Code>{accountId}</Code>],
        [t('channels.facts.features'), features || null],
        [
          t('channels.facts.scopes'),
          grantedScopes.length > 0 ? <Code key="scopes">{grantedScopes.join(' ')}</Code> : null,
        ],
        [t('channels.facts.connectedAt'), time(connectedAt)],
        [t('channels.facts.tokenExpiresAt'), time(tokenExpiresAt) ?? t('channels.facts.noExpiry')],
        [t('channels.facts.checkedAt'), time(health.checkedAt) ?? t('channels.facts.neverChecked')],
        [t('channels.facts.quota'), quota && <Quota quota={quota} />],
        [t('channels.facts.webhookUrl'), connection.webhookUrl && <Code>{connection.webhookUrl}</Code>],
      ]}
    />
  );
}

function Quota({ quota }: { readonly quota: NonNullable<Schema<'Connection'>['quota']> }) {
  const { t } = useTranslation();
  const percent = quotaUsed(quota);
  const text =
    quota.limit === null
      ? t('channels.quota.unlimited', { used: quota.used })
      : t('channels.quota.limited', { used: quota.used, limit: quota.limit });
  return (
    <Stack gap={4} maw={320}>
      <Text>{text}</Text>
      {percent !== null && (
        <Progress value={percent} color={percent >= 90 ? 'red.9' : 'blue.8'} aria-label={text} />
      )}
      <Text size="sm" c="dimmed">
        {t('channels.quota.at', { at: dayAndTime(quota.at) })}
      </Text>
    </Stack>
  );
}

function Actions({ connection }: { readonly connection: Schema<'Connection'> }) {
  const { t } = useTranslation();
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <Group>
      <Button component={Link} variant="default" href={reconnectPath(connection)}>
        {t('channels.reconnect')}
      </Button>
      {conditionOf(connection) !== 'over' && (
        <Button variant="default" onClick={open}>
          {t('channels.disconnect.title')}
        </Button>
      )}
      <DisconnectDialog connection={connection} opened={opened} onClose={close} />
    </Group>
  );
}
