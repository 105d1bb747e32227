import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { useCan } from '../../api/me.ts';

/** Leads to what the customer may ask for: a copy, a correction, an erasure. */
export function PrivacyLink({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  if (!useCan('privacy:manage')) return null;
  return (
    <Anchor component={Link} href={`/app/privacy/new?customerId=${encodeURIComponent(customerId)}`} size="sm">
      {t('inbox.customer.privacy')}
    </Anchor>
  );
}
