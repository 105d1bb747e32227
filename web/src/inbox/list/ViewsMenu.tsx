import { ActionIcon, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Bookmark } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.ts';
import { type Filters, filtersOfView } from '../filters.ts';
import { SaveView } from './SaveView.tsx';
import { useViews } from './useViews.ts';

interface Props {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** Filters that somebody saved under a name. Not there where the service has none. */
export function ViewsMenu({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const me = useMe().data?.user.id ?? '';
  const { views, remove } = useViews();
  const [saving, { open, close }] = useDisclosure(false);
  if (!views) return null;
  const own = views.filter(({ ownerId }) => ownerId === me);
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label={t('inbox.views.label')}>
            <Bookmark aria-hidden size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {views.map(({ id, name, filter, shared }) => (
            <Menu.Item
              key={id}
              rightSection={shared ? t('inbox.views.shared') : null}
              onClick={() => onChange(filtersOfView(filter, me))}
            >
              <bdi>{name}</bdi>
            </Menu.Item>
          ))}
          {views.length > 0 && <Menu.Divider />}
          <Menu.Item onClick={open}>{t('inbox.views.save')}</Menu.Item>
          {own.map(({ id, name }) => (
            <Menu.Item key={`remove ${id}`} color="red" onClick={() => remove(id)}>
              {t('inbox.views.remove', { name })}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <SaveView filters={filters} opened={saving} onClose={close} />
    </>
  );
}
