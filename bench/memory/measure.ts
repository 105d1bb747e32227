import type { Findings } from '../part.ts';
import { measureDeliveries } from './deliveries.ts';
import { measureFiles } from './files.ts';

/** Peak resident memory of the functions that handle large things; 1 MB = 1,000,000 bytes. */
export async function measureMemory(folder: string): Promise<Findings> {
  return { rows: [...(await measureDeliveries(folder)), ...(await measureFiles(folder))] };
}
