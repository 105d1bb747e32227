/** A control as the checks use it. The tests hand over the real one, and one that does nothing. */

/** COL-3, CPD-3, USE-4: permissions that are asked for although no feature that is on needs them. */
export function needlessScopes(asked: readonly string[], needed: readonly string[]): string[] {
  return asked.filter((scope) => !needed.includes(scope));
}

/** SHR-1, SHR-4: hosts that a gate lets through although they are of nobody who may get data. */
export function strangersReached(gate: (url: string) => boolean, strangers: readonly string[]): string[] {
  return strangers.filter((host) => gate(`https://${host}/collect`));
}

/** USE-5, CPD-4 to CPD-7: uses that a gate allows although the policy refuses them. */
export function usesAllowed(gate: (purpose: string) => unknown, refused: readonly string[]): string[] {
  return refused.filter((purpose) => {
    try {
      gate(purpose);
      return true;
    } catch {
      return false;
    }
  });
}

/** SEC-5, COL-2: words that stand in the clear where nobody may read them. */
export function inTheClear(place: string, words: readonly string[]): string[] {
  return words.filter((word) => place.includes(word));
}
