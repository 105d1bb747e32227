import { ActionIcon, Menu, Text } from '@mantine/core';
import { CircleUser, Command, Keyboard, LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { Schema } from '../api/client.ts';
import { session } from '../session/session.ts';
import { LanguageSwitch, ThemeSwitch } from './Preferences.tsx';
import type { Page } from './pages.ts';
import classes from './Shell.module.css';

interface Props {
  readonly me: Schema<'Me'>;
  readonly pages: readonly Page[];
  readonly onCommands: () => void;
  readonly onShortcuts: () => void;
}

/** The pages, and what belongs to the reader: at the side of a wide screen, at the bottom of a narrow one. */
export function Navigation({ me, pages, onCommands, onShortcuts }: Props) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('nav.label')} className={classes.nav}>
      <ul className={classes.pages}>
        {pages.map((page) => (
          <li key={page.id}>
            <PageLink {...page} />
          </li>
        ))}
      </ul>
      <div className={classes.own}>
        <ActionIcon
          className={classes.wide}
          variant="subtle"
          color="gray"
          size="xl"
          aria-label={t('shell.commands')}
          onClick={onCommands}
        >
          <Command aria-hidden size={20} />
        </ActionIcon>
        <Account me={me} onShortcuts={onShortcuts} />
      </div>
    </nav>
  );
}

function PageLink({ id, path, icon: Icon }: Page) {
  const { t } = useTranslation();
  const [at] = useLocation();
  const here = at === path || at.startsWith(`${path}/`);
  return (
    <Link href={path} className={classes.link} aria-current={here ? 'page' : undefined}>
      <Icon aria-hidden size={20} />
      <span>{t(`nav.${id}`)}</span>
    </Link>
  );
}

function Account({ me, onShortcuts }: Pick<Props, 'me' | 'onShortcuts'>) {
  const { t } = useTranslation();
  const name = me.user.name ?? me.user.email ?? '';
  return (
    <Menu position="right-end" width={280} closeOnItemClick>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="xl" aria-label={t('shell.account', { name })}>
          <CircleUser aria-hidden size={22} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.preferences}>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="sm" c="dimmed">
            {me.workspace.name}
          </Text>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <Menu.Item leftSection={<Keyboard aria-hidden size={16} />} onClick={onShortcuts}>
          {t('shell.shortcuts')}
        </Menu.Item>
        <Menu.Item leftSection={<LogOut aria-hidden size={16} />} onClick={() => void session.signOut()}>
          {t('shell.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
