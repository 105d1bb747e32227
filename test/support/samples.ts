import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  SAMPLE_RECEIVED_AT,
  type Sample,
  type SampleKit,
} from '../../lambdas/connectors/shared/sample-kit.ts';
import type { RawDelivery } from '../../lambdas/domain/delivery.ts';

const CONNECTORS = path.resolve('lambdas/connectors');

/** The kit of a platform: `lambdas/connectors/{platform}/samples/kit.ts`. */
export async function kitOf(platform: string, folder = CONNECTORS): Promise<SampleKit> {
  const loaded = (await import(path.join(folder, platform, 'samples', 'kit.ts'))) as { kit: SampleKit };
  return loaded.kit;
}

/** All samples of a platform with their file names. */
export function samplesOf(platform: string, folder = CONNECTORS): [name: string, sample: Sample][] {
  const samples = path.join(folder, platform, 'samples');
  return readdirSync(samples)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name, JSON.parse(readFileSync(path.join(samples, name), 'utf8')) as Sample]);
}

export function bodyOf(sample: Sample): Buffer {
  return Buffer.from(sample.raw ?? JSON.stringify(sample.body));
}

export function receivedAt(sample: Sample): number {
  return sample.receivedAt ?? SAMPLE_RECEIVED_AT;
}

/** The delivery as it would arrive now, with a right signature. */
export function signed(kit: SampleKit, surface: string, body: Buffer, at: number): RawDelivery {
  const credential = kit.credentials[surface];
  if (!credential) throw new Error(`the kit of ${kit.platform} has no credential for the surface ${surface}`);
  const headers = kit.sign({ surface, body, credential, at });
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { platform: kit.platform, surface, headers: lower, body, receivedAt: at };
}
