import { Anchor, Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
import classes from './AppSecret.module.css';
import { otpauthLink } from './second-factor.ts';

/** The secret for an authenticator app: as a picture, as a link for this device, and as text. Drawn here; nobody else gets to see it. */
export default function AppSecret({ email, secret }: { email: string; secret: string }) {
  const { t } = useTranslation();
  const link = otpauthLink(email, secret);
  const { data, size } = encode(link, { border: 4 });
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <Stack align="center" gap="xs">
      <svg
        viewBox={`0 0 ${size} ${size}`}
        role="img"
        aria-label={t('session.setUp.picture')}
        className={classes.picture}
      >
        <rect width={size} height={size} fill="#fff" />
        <path d={dots.join('')} fill="#000" shapeRendering="crispEdges" />
      </svg>
      <Anchor href={link}>{t('session.setUp.open')}</Anchor>
      <Text size="sm">{t('session.setUp.secret')}</Text>
      <Code>{secret.replaceAll(/(.{4})/g, '$1 ').trim()}</Code>
    </Stack>
  );
}
