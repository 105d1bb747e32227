import type { PlatformId } from '../../../../domain/platform.ts';
import { PlatformRefusal, type RefusalKind } from '../../../../domain/platform-refusal.ts';

/** What says nothing about the code. */
const OTHERWISE: readonly RefusalKind[] = ['app_refused', 'rate_limited', 'unavailable'];

/**
 * Runs the call that spends an OAuth code. Meta has no code of its own for a spent, old or foreign one (100 and 190 with changing
 * sub-codes), but whatever it refuses there, it refuses because of the code.
 * @throws PlatformRefusal `code_invalid`
 */
export async function spendingCode<T>(platform: PlatformId, spend: () => Promise<T>): Promise<T> {
  try {
    return await spend();
  } catch (error) {
    if (!(error instanceof PlatformRefusal) || OTHERWISE.includes(error.kind)) throw error;
    throw new PlatformRefusal('code_invalid', platform, error.platformCode);
  }
}
