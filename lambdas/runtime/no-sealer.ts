import { Misconfigured } from '../domain/errors.ts';
import type { Sealers } from '../ports/sealer.ts';

const refuse = async (): Promise<never> => {
  throw new Misconfigured('this function may not open or seal what customers wrote');
};

/** For functions that have no business with content, and no right to its keys. */
export const noSealer: Sealers = { for: (purpose) => ({ purpose, seal: refuse, open: refuse }) };
