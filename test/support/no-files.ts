import type { OutboundFiles } from '../../lambdas/ports/outbound-files.ts';

/** Nothing was uploaded. */
export const noFiles: OutboundFiles = { describe: async () => null, open: async () => null };
