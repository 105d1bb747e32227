import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Schema } from '../api/client.ts';
import { PlatformMark } from '../ui/PlatformMark.tsx';
import { ConditionBadge } from './ConditionBadge.tsx';
import classes from './channels.module.css';
import { Trouble } from './Trouble.tsx';
import { useFeatureNames } from './use-feature-names.ts';

/** A connection in the list. */
export function ChannelCard({ connection }: { readonly connection: Schema<'Connection'> }) {
  const { t } = useTranslation();
  const { id, platform, displayName, features } = connection;
  const names = useFeatureNames(features);
  return (
    <li className={classes.card}>
      <div className={classes.head}>
        <PlatformMark platform={platform} />
        <div>
          <Anchor component={Link} href={`/app/channels/${id}`} fw={600}>
            {displayName || t(`platforms.${platform}`)}
          </Anchor>
          <Text size="sm" c="dimmed">
            {t(`platforms.${platform}`)}
          </Text>
        </div>
        <ConditionBadge connection={connection} />
      </div>
      <Text size="sm">{names}</Text>
      <Trouble connection={connection} />
    </li>
  );
}
