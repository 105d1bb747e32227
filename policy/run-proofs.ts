import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Proof } from './binding.ts';

/** How a test ended. `not run`: it needs the local cloud, and no run of it is known. */
export type Outcome = 'passed' | 'failed' | 'skipped' | 'missing' | 'not run';

export interface Outcomes {
  of(proof: Proof): Outcome;
  /** When the integration tests ran last, such as `2026-11-25T09:00:00.000Z`; null = no run is known. */
  readonly integrationAt: string | null;
}

/** Where the reporter of the tests leaves what came of the integration tests. */
export const LAST_INTEGRATION = path.join('dist', 'integration-results.json');

/** Runs exactly these tests, but those that need the local cloud: what came of them is taken from their last run. */
export function runProofs(proofs: readonly Proof[]): Outcomes {
  const last = readLast();
  const ran = runJest(proofs.filter((proof) => !needsCloud(proof)));
  return {
    integrationAt: last?.at ?? null,
    of: (proof) => {
      if (!needsCloud(proof)) return ran.get(keyOf(proof)) ?? 'missing';
      return last === null ? 'not run' : (last.outcomes.get(keyOf(proof)) ?? 'missing');
    },
  };
}

function needsCloud({ file }: Proof): boolean {
  return file.startsWith('test/integration/');
}

function keyOf({ file, name }: Proof): string {
  return `${file} ${name}`;
}

/** The parts of jest's report that are looked at. */
interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

function runJest(proofs: readonly Proof[]): ReadonlyMap<string, Outcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'kaojai-policy-'));
  const report = path.join(folder, 'report.json');
  const names = [...new Set(proofs.map(({ name }) => escaped(name)))].join('|');
  const files = [...new Set(proofs.map(({ file }) => file))];
  const tiers = ['--selectProjects', 'unit', 'contract', 'template'];
  const args = [...tiers, '--silent', '--json', `--outputFile=${report}`, `--testNamePattern=^(${names})$`];
  try {
    const { error } = spawnSync('jest', [...args, '--runTestsByPath', ...files], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    if (error) throw error;
    return outcomesIn(JSON.parse(readFileSync(report, 'utf8')) as Report);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function outcomesIn({ testResults }: Report): ReadonlyMap<string, Outcome> {
  return new Map(
    testResults.flatMap(({ name: file, assertionResults }) =>
      assertionResults.map(({ fullName, status }) => [
        keyOf({ file: path.relative(process.cwd(), file), name: fullName }),
        outcomeOf(status),
      ]),
    ),
  );
}

function outcomeOf(status: string): Outcome {
  return status === 'passed' || status === 'failed' ? status : 'skipped';
}

function readLast(): { readonly at: string; readonly outcomes: ReadonlyMap<string, Outcome> } | null {
  if (!existsSync(LAST_INTEGRATION)) return null;
  const { at, tests } = JSON.parse(readFileSync(LAST_INTEGRATION, 'utf8')) as {
    readonly at: string;
    readonly tests: readonly (Proof & { readonly status: string })[];
  };
  return { at, outcomes: new Map(tests.map((test) => [keyOf(test), outcomeOf(test.status)])) };
}

function escaped(name: string): string {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
