import { Button, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { clockTime, dayAndTime } from '../i18n/time.ts';
import { SafeLink } from '../ui/SafeLink.tsx';
import { Section } from '../ui/Section.tsx';
import { ErrorState } from '../ui/states.tsx';
import { archiveLink } from './queries.ts';

/** Links to all parts of what was exported, fresh for ten minutes. */
export function ArchiveLinks({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const links = useMutation({ mutationFn: () => allParts(id) });
  const [first] = links.data ?? [];
  return (
    <Section title={t('privacy.archive.title')}>
      <Stack align="flex-start">
        <Text size="sm">{t('privacy.archive.hint')}</Text>
        <Button loading={links.isPending} onClick={() => links.mutate()}>
          {t('privacy.archive.get')}
        </Button>
        {links.isError && <ErrorState error={links.error} />}
        <div role="status">
          {links.data?.map(({ url, part, parts }) => (
            <div key={part}>
              <SafeLink href={url}>{t('privacy.archive.part', { part, parts })}</SafeLink>
            </div>
          ))}
          {first && (
            <Text size="sm" c="dimmed">
              {t('privacy.archive.until', {
                link: clockTime(first.expiresAt),
                archive: dayAndTime(first.until),
              })}
            </Text>
          )}
        </div>
      </Stack>
    </Section>
  );
}

async function allParts(id: string): Promise<readonly Schema<'Archive'>[]> {
  const first = await archiveLink(id, 1);
  const others = Array.from({ length: first.parts - 1 }, (_, i) => archiveLink(id, i + 2));
  return [first, ...(await Promise.all(others))];
}
