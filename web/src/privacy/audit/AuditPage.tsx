import { Code, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answerOf, api, type Schema } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { useList } from '../../api/use-list.ts';
import { dayAndTime } from '../../i18n/time.ts';
import { List } from '../../ui/List.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { TableFrame } from '../../ui/TableFrame.tsx';
import { AuditFilters } from './AuditFilters.tsx';
import { actorOf, factsOf, NO_FILTER, queryOf } from './filter.ts';

const PER_PAGE = 50;

/** Who did what in the workspace, the newest first. */
export default function AuditPage() {
  const { t } = useTranslation();
  const [filter, setFilter] = useState(NO_FILTER);
  const query = queryOf(filter);
  const list = useList<Schema<'AuditEvent'>>(['audit', query], (cursor, signal) =>
    answerOf(
      api().GET('/v1/audit', {
        signal,
        params: { query: { ...query, limit: PER_PAGE, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  );
  return (
    <Stack>
      <PageTitle>{t('privacy.nav.audit')}</PageTitle>
      <Text size="sm">{t('privacy.audit.hint')}</Text>
      <AuditFilters onApply={setFilter} />
      <List list={list} empty={t('privacy.audit.none')}>
        {(events) => <Events events={events} />}
      </List>
    </Stack>
  );
}

function Events({ events }: { readonly events: readonly Schema<'AuditEvent'>[] }) {
  const { t } = useTranslation();
  return (
    <TableFrame
      label={t('privacy.nav.audit')}
      columns={[
        t('privacy.audit.at'),
        t('privacy.audit.who'),
        t('privacy.audit.action'),
        t('privacy.audit.facts'),
      ]}
    >
      {events.map((event) => (
        <Table.Tr key={event.id}>
          <Table.Td>{dayAndTime(event.at)}</Table.Td>
          <Table.Td>
            <Actor actor={event.actor} />
          </Table.Td>
          <Table.Td>
            <Code>{event.action}</Code>
            <Text size="sm">{event.reason}</Text>
          </Table.Td>
          <Table.Td>
            <Text size="sm">
              {[event.platform && t(`platforms.${event.platform}`), factsOf(event)]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Table.Td>
        </Table.Tr>
      ))}
    </TableFrame>
  );
}

function Actor({ actor }: Pick<Schema<'AuditEvent'>, 'actor'>) {
  const { t } = useTranslation();
  const me = useMe().data?.user.id;
  const { kind, id } = actorOf(actor);
  if (kind === 'member' && id === me) return t('privacy.audit.you');
  return (
    <>
      {t(`privacy.audit.actors.${kind}`)} {id && <Code>{id}</Code>}
    </>
  );
}
