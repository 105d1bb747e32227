import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { chooseLanguage } from '../i18n/i18n.ts';
import { LANGUAGES } from '../i18n/language.ts';
import { session } from '../session/session.ts';
import { type Command, useCommands } from './commands.ts';
import { LANGUAGE_NAMES } from './language-names.ts';
import type { Page } from './pages.ts';
import { KEEP_TRANSITIONS } from './theme.ts';

const THEMES = ['light', 'dark', 'auto'] as const;

interface Shell {
  readonly pages: readonly Page[];
  readonly openBar: () => void;
  readonly openSheet: () => void;
}

/** Commands that are there on every page. */
export function useShellCommands({ pages, openBar, openSheet }: Shell): void {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { setColorScheme } = useMantineColorScheme(KEEP_TRANSITIONS);
  useCommands([
    {
      id: 'shell.commands',
      label: t('shell.commands'),
      group: 'help',
      keys: 'mod+k',
      keysOnly: true,
      whileTyping: true,
      run: openBar,
    },
    { id: 'shell.shortcuts', label: t('shell.shortcuts'), group: 'help', keys: '?', run: openSheet },
    ...pages.map(
      ({ id, path, shortcut }): Command => ({
        id: `go.${id}`,
        label: t('commands.goTo', { page: t(`nav.${id}`) }),
        group: 'go',
        keys: shortcut,
        run: () => go(path),
      }),
    ),
    ...THEMES.map(
      (theme): Command => ({
        id: `theme.${theme}`,
        label: t('commands.theme', { theme: t(`shell.themes.${theme}`) }),
        group: 'view',
        run: () => setColorScheme(theme),
      }),
    ),
    ...LANGUAGES.map(
      (language): Command => ({
        id: `language.${language}`,
        label: t('commands.language', { language: LANGUAGE_NAMES[language] }),
        group: 'view',
        run: () => void chooseLanguage(language),
      }),
    ),
    { id: 'account.signOut', label: t('shell.signOut'), group: 'account', run: () => void session.signOut() },
  ]);
}
