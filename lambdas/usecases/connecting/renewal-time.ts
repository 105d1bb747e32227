import type { Millis } from '../../domain/platform.ts';
import type { LoginFacts } from '../../ports/account-access.ts';
import type { Random } from '../../ports/random.ts';

/**
 * When to renew tokens: at half of their life, some earlier and some later, so that those granted together do not come back together. Null:
 * they are not renewed.
 */
export function renewalTime(
  { renewal }: LoginFacts,
  grantedAt: Millis,
  expiresAt: Millis | null,
  random: Random,
): Millis | null {
  if (renewal.kind !== 'refresh' || expiresAt === null) return null;
  const life = Math.max(0, expiresAt - grantedAt);
  return Math.round(grantedAt + life * (0.45 + random.fraction() / 10));
}
