import { Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Schema } from '../api/client.ts';
import { dayAndTime } from '../i18n/time.ts';
import { Facts } from '../ui/Facts.tsx';
import { Section } from '../ui/Section.tsx';
import { ErrorState, LoadingState } from '../ui/states.tsx';
import { Counts } from './Counts.tsx';
import { download } from './download.ts';
import { useCertificate } from './queries.ts';

/** The proof of an erasure and its signed certificate, to read and to keep. */
export function CertificateView({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useCertificate(id, true);
  return (
    <Section title={t('privacy.certificate.title')}>
      {error && <ErrorState error={error} onRetry={refetch} />}
      {data ? <Signed signed={data} /> : !error && <LoadingState />}
    </Section>
  );
}

function Signed({ signed }: { readonly signed: Schema<'SignedCertificate'> }) {
  const { t } = useTranslation();
  const { certificate, signature } = signed;
  const { proof, keyMaterial } = certificate;
  return (
    <Stack>
      <Text>{t('privacy.certificate.says', { at: dayAndTime(certificate.erasedAt) })}</Text>
      <Facts
        facts={[
          [t('privacy.certificate.erased'), <Sums key="erased" counts={certificate.erased} />],
          [t('privacy.certificate.scanned'), <Sums key="scanned" counts={proof.scanned} />],
          [
            t('privacy.certificate.found'),
            t('privacy.certificate.foundIn', { found: proof.found, count: proof.rounds }),
          ],
          [t('privacy.certificate.keys'), t('privacy.certificate.keyTimes', keyMaterial)],
          [t('privacy.certificate.completed'), dayAndTime(certificate.completedAt)],
          [t('privacy.certificate.signature'), `${signature.algorithm}, ${signature.keyId}`],
          [t('privacy.certificate.id'), <Code key="id">{certificate.id}</Code>],
        ]}
      />
      {certificate.exceptions.length > 0 && <Exceptions exceptions={certificate.exceptions} />}
      <Group>
        <Button variant="default" onClick={() => download(`certificate-${certificate.id}.json`, signed)}>
          {t('privacy.certificate.download')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {t('privacy.certificate.check')} <Code>npm run certificate:verify</Code>
      </Text>
    </Stack>
  );
}

function Sums({ counts }: { readonly counts: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation();
  const entries = Object.entries(counts).map(([name, count]) => [name, Number(count)] as const);
  return entries.length === 0 ? t('privacy.certificate.nothing') : <Counts counts={entries} />;
}

function Exceptions({ exceptions }: Pick<Schema<'SignedCertificate'>['certificate'], 'exceptions'>) {
  const { t } = useTranslation();
  return (
    <div>
      <Text fw={600}>{t('privacy.certificate.exceptions')}</Text>
      <List size="sm">
        {exceptions.map(({ what, basis }) => (
          <List.Item key={what + basis}>
            {what}: {basis}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
