import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../api/me.ts';
import { dayAndTime } from '../../i18n/time.ts';
import { List } from '../../ui/List.tsx';
import { Section } from '../../ui/Section.tsx';
import { ErrorState } from '../../ui/states.tsx';
import { GroundInput } from '../GroundInput.tsx';
import { momentOf } from '../moments.ts';
import classes from '../privacy.module.css';
import { useGrantSupport, useSupportAccess } from './queries.ts';
import { WithForm } from './WithForm.tsx';

/** Who of the operator's support may look into the workspace, until when and why. */
export function SupportAccess() {
  const { t } = useTranslation();
  const mayAdmit = useCan('support:admit');
  return (
    <Section title={t('privacy.support.title')}>
      <Text size="sm">{t('privacy.support.hint')}</Text>
      {mayAdmit && (
        <WithForm label={t('privacy.support.grant')}>{(close) => <GrantForm onDone={close} />}</WithForm>
      )}
      <List list={useSupportAccess()} empty={t('privacy.support.none')}>
        {(records) => (
          <ul className={classes.rows}>
            {records.map(({ id, at, until, reason }) => (
              <li key={id} className={classes.row}>
                <div>
                  <Text>{reason}</Text>
                  <Text size="sm" c="dimmed">
                    {t('privacy.support.span', { from: dayAndTime(at), until: dayAndTime(until) })}
                  </Text>
                </div>
                <Text size="sm">
                  {t(Date.parse(until) > Date.now() ? 'privacy.support.open' : 'privacy.support.over')}
                </Text>
              </li>
            ))}
          </ul>
        )}
      </List>
    </Section>
  );
}

function GrantForm({ onDone }: { readonly onDone: () => void }) {
  const { t } = useTranslation();
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  const grant = useGrantSupport();
  const end = momentOf(until);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (end) grant.mutate({ until: end, reason: reason.trim() }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit}>
      <Stack align="flex-start" maw={560}>
        <TextInput
          type="datetime-local"
          label={t('privacy.support.until')}
          description={t('privacy.support.untilHint')}
          required
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
        <GroundInput label={t('privacy.support.reason')} value={reason} onChange={setReason} />
        {grant.isError && <ErrorState error={grant.error} />}
        <Button type="submit" loading={grant.isPending}>
          {t('privacy.support.grant')}
        </Button>
      </Stack>
    </form>
  );
}
