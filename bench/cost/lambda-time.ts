import { ASSUMED } from './assumptions.ts';

/** How long a function is busy with work that takes this much processor time here, in milliseconds. */
export function busyMs(cpuMs: number, memoryMb: number): number {
  return (cpuMs * ASSUMED.slowerProcessor) / Math.min(1, memoryMb / ASSUMED.mbPerProcessor);
}

/** What Lambda bills for a function of this memory. */
export function gbSeconds(ms: number, memoryMb: number): number {
  return (ms / 1_000) * (memoryMb / 1_024);
}
