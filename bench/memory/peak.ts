import { readFileSync } from 'node:fs';
import type { Told } from './program.ts';

/**
 * Tells whoever started this program how much failed, and the program's own peak memory. What `getrusage` says begins at the size of the process
 * that started it, on Linux, which the benchmark itself can push over the program's; the kernel's high-water mark does not.
 */
export function tellPeak(failed: number): void {
  process.send?.({ failed, maxRssKib: peakRssKib() } satisfies Told);
}

function peakRssKib(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS;
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  if (peak === undefined) throw new Error('/proc/self/status says no VmHWM');
  return Number(peak);
}
