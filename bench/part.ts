import type { Row } from './rows.ts';

/** What a part of the benchmark gives: its figures, and what a person is told besides. */
export interface Findings {
  readonly rows: readonly Row[];
  /** Printed above the figures. */
  readonly text?: string;
}

/** Says a line while a part runs. */
export type Tell = (line: string) => void;
