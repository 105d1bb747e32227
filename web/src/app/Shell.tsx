import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import type { Schema } from '../api/client.ts';
import { ME_KEY, useMe } from '../api/me.ts';
import { ErrorBoundary } from '../ui/ErrorBoundary.tsx';
import { ErrorState, LoadingState } from '../ui/states.tsx';
import { CommandBar } from './CommandBar.tsx';
import { Navigation } from './Navigation.tsx';
import { NoPage } from './NoPage.tsx';
import { PAGES, type Page } from './pages.ts';
import classes from './Shell.module.css';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { useKeys } from './useKeys.ts';
import { useShellCommands } from './useShellCommands.ts';

const CookieNotice = lazy(() => import('../privacy/CookieNotice.tsx'));

/** What surrounds each page of somebody who is signed in. */
export default function Shell() {
  const me = useMe();
  const queries = useQueryClient();
  if (me.isError)
    return <ErrorState error={me.error} onRetry={() => queries.resetQueries({ queryKey: ME_KEY })} />;
  return me.data ? <Frame me={me.data} /> : <LoadingState />;
}

function Frame({ me }: { me: Schema<'Me'> }) {
  const { t } = useTranslation();
  const [bar, { open: openBar, close: closeBar }] = useDisclosure(false);
  const [sheet, { open: openSheet, close: closeSheet }] = useDisclosure(false);
  const pages = PAGES.filter(({ permission }) => me.permissions.includes(permission));
  useKeys();
  useShellCommands({ pages, openBar, openSheet });
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#main">
        {t('nav.skip')}
      </a>
      <Navigation me={me} pages={pages} onCommands={openBar} onShortcuts={openSheet} />
      <main id="main" tabIndex={-1} className={classes.main}>
        <Content pages={pages} />
      </main>
      <Suspense fallback={null}>
        <CookieNotice />
      </Suspense>
      <CommandBar opened={bar} onClose={closeBar} />
      <ShortcutSheet opened={sheet} onClose={closeSheet} />
    </div>
  );
}

function Content({ pages }: { pages: readonly Page[] }) {
  const [path] = useLocation();
  const start = pages[0]?.path ?? '/app/settings';
  return (
    <ErrorBoundary of={path}>
      <Suspense fallback={<LoadingState />}>
        <Switch>
          <Route path="/">
            <Redirect to={start} replace />
          </Route>
          <Route path="/app">
            <Redirect to={start} replace />
          </Route>
          {PAGES.map(({ id, path: at, Content: Page }) => (
            <Route key={id} path={`${at}/*?`}>
              {pages.some((page) => page.id === id) ? <Page /> : <NoPage why="notAllowed" start={start} />}
            </Route>
          ))}
          <Route>
            <NoPage why="notFound" start={start} />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
