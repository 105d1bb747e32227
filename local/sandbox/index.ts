import { lazadaSandbox } from './lazada.ts';
import { lineSandbox } from './line/index.ts';
import { metaSandbox } from './meta/index.ts';
import type { SandboxFactory } from './platform-sandbox.ts';
import { shopeeSandbox } from './shopee.ts';
import { tiktokSandbox } from './tiktok/index.ts';

/** All platforms, as the local cloud plays them. One company's two platforms are one sandbox. */
export const platformSandboxes: readonly SandboxFactory[] = [
  lineSandbox,
  metaSandbox,
  shopeeSandbox,
  lazadaSandbox,
  tiktokSandbox,
];
