import path from 'node:path';
import { buildFunctions } from '../../local/cloud/bundle.ts';
import type { Findings } from '../part.ts';
import { row } from '../rows.ts';

/** Names of figures are short: `ingress`, not `webhook-ingress`. */
const SHORT: Readonly<Record<string, string>> = { 'webhook-ingress': 'ingress', 'message-worker': 'worker' };

/** A function's bundle, by the name that its figures carry. */
export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
}

/** Builds all functions as they are deployed. */
export async function buildBundles(): Promise<Bundle[]> {
  const { outputs } = await buildFunctions();
  return Object.entries(outputs).map(([file, { bytes }]) => {
    const name = path.basename(path.dirname(file));
    return { name: SHORT[name] ?? name, file: path.resolve(file), bytes };
  });
}

/** Sizes of the minified bundles; 1 KB = 1,000 bytes. */
export function measureSizes(bundles: readonly Bundle[]): Findings {
  return { rows: bundles.map(({ name, bytes }) => row(`${name}.bundle_kb`, bytes / 1_000, 'KB')) };
}
