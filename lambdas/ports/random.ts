/** The only source of chance, so that tests can repeat it. */
export interface Random {
  /** For secrets: nobody can guess them. */
  bytes(count: number): Buffer;
  /** From 0 to below 1, for spreading work over time. */
  fraction(): number;
}
