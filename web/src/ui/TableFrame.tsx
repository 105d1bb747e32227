import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './TableFrame.module.css';

interface Props {
  /** What the table is about, for screen readers. */
  readonly label: string;
  readonly columns: readonly string[];
  readonly children: ReactNode;
}

/** A table that is moved sideways by itself where the screen is narrow, by touch and by arrow keys. */
export function TableFrame({ label, columns, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled has to be reached by keys.
    <section className={classes.frame} aria-label={label} tabIndex={0}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </section>
  );
}
