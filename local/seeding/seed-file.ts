import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { connectors } from '../../lambdas/connectors/index.ts';
import { Problem } from '../cloud/problem.ts';

const platforms = connectors.map(({ manifest }) => manifest.id);
const appNames = connectors.flatMap(({ manifest }) => manifest.apps.map(({ name }) => name));

const text = z.string().min(1);
/** Platforms write some ids as numbers; here they are strings, always. */
const id = z.union([text, z.number().int().transform(String)], 'a string, or a whole number');
const app = z.record(z.string(), id);

const Seed = z.strictObject({
  apps: z.partialRecord(z.enum(appNames as [string, ...string[]]), app).default({}),
  workspaces: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[A-Za-z0-9._~-]{1,64}$/, 'letters, digits and . _ ~ - only, at most 64'),
        name: text,
        locale: z.enum(['th', 'en']),
        users: z
          .array(
            z.strictObject({
              email: z.email(),
              password: z.string().min(6, 'at least 6 characters'),
              role: z.enum(['owner', 'admin', 'agent', 'privacy_officer']),
            }),
          )
          .default([]),
        connections: z
          .array(
            z.strictObject({
              platform: z.enum(platforms as [string, ...string[]]),
              accountId: id,
              displayName: text.optional(),
              credentials: z.record(z.string(), id).default({}),
            }),
          )
          .default([]),
      }),
    )
    .min(1),
});

/** What a seed file holds: the operator's platform apps, and workspaces with their people and connected accounts. */
export type Seed = z.infer<typeof Seed>;

/**
 * Reads a seed file.
 * @throws Problem that names each wrong field and what is allowed there
 */
export function readSeedFile(file: string): Seed {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Problem(`The seed file ${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  return checkSeed(content, file);
}

/** @throws Problem */
export function checkSeed(content: unknown, name: string): Seed {
  const checked = Seed.safeParse(content);
  if (checked.success) return checked.data;
  const lines = checked.error.issues.map(
    (issue) => `  ${issue.path.join('.') || '(top level)'}: ${issue.message}`,
  );
  throw new Problem(`The seed file ${name} has wrong fields:\n${lines.join('\n')}`);
}
