import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useMe } from '../api/me.ts';
import classes from './privacy.module.css';

const BASE = '/app/privacy';
const PARTS = [
  { id: 'requests', path: BASE, permission: 'privacy:manage' },
  { id: 'holds', path: `${BASE}/holds`, permission: 'privacy:manage' },
  { id: 'retention', path: `${BASE}/retention`, permission: 'retention:manage' },
  { id: 'audit', path: `${BASE}/audit`, permission: 'audit:read' },
  { id: 'records', path: `${BASE}/records`, permission: 'privacy:manage' },
  { id: 'cookies', path: `${BASE}/cookies`, permission: 'workspace:read' },
] as const;

/** The parts of the page, as far as the reader may see them. */
export function PrivacyNav() {
  const { t } = useTranslation();
  const [at] = useLocation();
  const permissions = useMe().data?.permissions ?? [];
  const others = PARTS.slice(1).some(({ path }) => at.startsWith(path));
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path has another current part.
  useEffect(() => {
    // Narrow screens show a piece of the list.
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [at]);
  const isHere = (path: string) => (path === BASE ? !others : at.startsWith(path));
  return (
    <nav aria-label={t('privacy.nav.label')}>
      <ul className={classes.nav} ref={list}>
        {PARTS.filter(({ permission }) => permissions.includes(permission)).map(({ id, path }) => (
          <li key={id}>
            <Link href={path} className={classes.part} aria-current={isHere(path) ? 'page' : undefined}>
              {t(`privacy.nav.${id}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
