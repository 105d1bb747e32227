import type { OutboundFiles } from '../../ports/outbound-files.ts';

/** For functions that send words only. */
export const noFiles: OutboundFiles = { describe: async () => null, open: async () => null };
