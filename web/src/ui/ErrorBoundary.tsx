import { Button, Stack, Text } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly children: ReactNode;
  /** Another one begins anew: another page is not broken because this one was. */
  readonly of: string;
}

/** Keeps a page that breaks from taking the console with it. */
export class ErrorBoundary extends Component<Props, { readonly brokenAt: string | null }> {
  override state = { brokenAt: null };

  static getDerivedStateFromProps({ of }: Props, { brokenAt }: { brokenAt: string | null }) {
    return brokenAt !== null && brokenAt !== '' && brokenAt !== of ? { brokenAt: null } : null;
  }

  static getDerivedStateFromError() {
    return { brokenAt: '' };
  }

  override componentDidCatch() {
    this.setState({ brokenAt: this.props.of });
  }

  override render() {
    return this.state.brokenAt === null ? this.props.children : <Broken />;
  }
}

function Broken() {
  const { t } = useTranslation();
  return (
    <Stack p="xl" align="flex-start" role="alert">
      <Text fw={600}>{t('states.crashed')}</Text>
      <Text>{t('states.crashedHint')}</Text>
      <Button onClick={() => location.reload()}>{t('states.reload')}</Button>
    </Stack>
  );
}
