import { Inbox, type LucideIcon, Plug, Settings, ShieldCheck } from 'lucide-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

/** A page of the console. Everything below its path is its own. */
export interface Page {
  readonly id: 'inbox' | 'channels' | 'privacy' | 'settings';
  /** Below `/app`: the other paths of this origin are the API's. */
  readonly path: `/app/${string}`;
  /** Who sees it; the API decides in any case. */
  readonly permission: string;
  readonly icon: LucideIcon;
  /** Keys that lead there: `g i`. */
  readonly shortcut: string;
  readonly Content: LazyExoticComponent<ComponentType>;
}

/** The pages, in the order of the navigation; the first that somebody may see is where they start. Each is loaded when it is opened. */
export const PAGES: readonly Page[] = [
  {
    id: 'inbox',
    path: '/app/inbox',
    permission: 'inbox:read',
    icon: Inbox,
    shortcut: 'g i',
    Content: lazy(() => import('../inbox/InboxPage.tsx')),
  },
  {
    id: 'channels',
    path: '/app/channels',
    permission: 'connections:read',
    icon: Plug,
    shortcut: 'g c',
    Content: lazy(() => import('../channels/ChannelsPage.tsx')),
  },
  {
    id: 'privacy',
    path: '/app/privacy',
    permission: 'privacy:manage',
    icon: ShieldCheck,
    shortcut: 'g p',
    Content: lazy(() => import('../privacy/PrivacyPage.tsx')),
  },
  {
    id: 'settings',
    path: '/app/settings',
    permission: 'workspace:read',
    icon: Settings,
    shortcut: 'g s',
    Content: lazy(() => import('../settings/SettingsPage.tsx')),
  },
];
