import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { queryClient } from '../api/query-client.ts';
import { session } from '../session/session.ts';
import { LoadingState } from '../ui/states.tsx';
import { Toasts } from '../ui/toasts.tsx';
import { colours } from './colours.ts';
import { useObservable } from './observable.ts';
import { theme } from './theme.ts';

const SignInPage = lazy(() => import('../session/SignInPage.tsx'));
const Shell = lazy(() => import('./Shell.tsx'));

/** Everything on the screen. No style element is written: style sheets have it all (docs/console.md). */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={colours}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <Suspense fallback={<LoadingState />}>
          <Inside />
        </Suspense>
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Inside() {
  const state = useObservable(session.state);
  if (state.kind === 'restoring') return <LoadingState />;
  return state.kind === 'signedIn' ? <Shell /> : <SignInPage state={state} />;
}
