import { Button, Collapse, NativeSelect, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Search, SlidersHorizontal } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { countOf, type Filters, STATUSES } from '../filters.ts';
import classes from './ListPane.module.css';
import { MoreFilters } from './MoreFilters.tsx';
import { SEARCH_ID } from './search-field.ts';
import { useDelayed } from './useDelayed.ts';
import { ViewsMenu } from './ViewsMenu.tsx';

interface Props {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

/** What the list shows. */
export function FilterBar({ filters, onChange }: Props) {
  const { t } = useTranslation();
  const [opened, { toggle }] = useDisclosure(countOf(filters) > 0);
  const [q, setQ] = useDelayed(filters.q ?? '', (text) => onChange(withText(filters, text)));
  return (
    <search className={classes.filters}>
      <TextInput
        id={SEARCH_ID}
        type="search"
        value={q}
        maxLength={100}
        leftSection={<Search aria-hidden size={16} />}
        aria-label={t('inbox.filters.search')}
        placeholder={t('inbox.filters.search')}
        onChange={(event) => setQ(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
      <div className={classes.filterLine}>
        <NativeSelect
          aria-label={t('inbox.filters.status')}
          value={filters.status}
          data={STATUSES.map((value) => ({ value, label: t(`inbox.status.${value}`) }))}
          onChange={(event) =>
            onChange({ ...filters, status: event.currentTarget.value as Filters['status'] })
          }
        />
        <Button
          variant="default"
          leftSection={<SlidersHorizontal aria-hidden size={16} />}
          aria-expanded={opened}
          onClick={toggle}
        >
          {countOf(filters) > 0
            ? t('inbox.filters.some', { count: countOf(filters) })
            : t('inbox.filters.more')}
        </Button>
        <ViewsMenu filters={filters} onChange={onChange} />
      </div>
      <Collapse expanded={opened}>
        <MoreFilters filters={filters} onChange={onChange} />
      </Collapse>
    </search>
  );
}

function withText({ q: _, ...rest }: Filters, text: string): Filters {
  return text.trim() ? { ...rest, q: text.trim() } : rest;
}
