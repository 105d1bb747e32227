import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Connector } from '../../../lambdas/ports/connector.ts';
import { readStage, type StageSettings } from '../../../lib/config.ts';
import { addStackSet } from '../../../lib/stack-set.ts';
import { FUNCTIONS } from '../../../local/cloud/bundle.ts';

export type StackName = 'Data' | 'Ingress' | 'Inbox' | 'Lifecycle' | 'Guard';

/** Properties as the template has them. */
export type Properties = ReturnType<Template['findResources']>[string];

export interface Resource {
  readonly id: string;
  readonly stack: StackName;
  readonly properties: Properties;
  /** Of the resource itself, such as `DeletionPolicy`. */
  readonly attributes: Properties;
}

export interface Synthesised {
  readonly app: App;
  readonly templates: Readonly<Record<StackName, Template>>;
  /** Of the stage that has one; not among the others, since nothing of it is data. */
  readonly console: Template | undefined;
  /** All resources of a type, of all stacks. */
  all(type: string): Resource[];
}

export interface Variation {
  readonly settings?: Partial<StageSettings>;
  readonly connectors?: readonly Connector[];
}

// Checks of whole templates have a test of their own (synthesis.test.ts): here, the test that names a fact is to fail.
process.env.CDK_VALIDATION = 'false';
const UNCHECKED = { '@aws-cdk/core:failSynthOnValidationErrors': false };

/** The stacks of a stage, from empty bundles. */
export function synthesise(stage: string, { settings, connectors }: Variation = {}): Synthesised {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const app = new App({ context: { ...context, ...UNCHECKED } });
  const stacks = withBundles((bundles) =>
    addStackSet(app, {
      settings: { ...readStage(stage), ...settings },
      bundles,
      console: path.join(bundles, 'web'),
      ...(connectors && { connectors }),
    }),
  );
  const templates = {
    Data: Template.fromStack(stacks.data),
    Ingress: Template.fromStack(stacks.ingress),
    Inbox: Template.fromStack(stacks.inbox),
    Lifecycle: Template.fromStack(stacks.lifecycle),
    Guard: Template.fromStack(stacks.guard),
  };
  const console = stacks.console && Template.fromStack(stacks.console);
  return { app, templates, console, all: (type) => resourcesOf(templates, type) };
}

/** Calls `use` with a folder of empty bundles, and below `web` a console with nothing in it, which is gone afterwards. */
export function withBundles<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'kaojai-bundles-'));
  try {
    for (const bundle of FUNCTIONS) {
      mkdirSync(path.join(folder, bundle));
      writeFileSync(path.join(folder, bundle, 'index.cjs'), `// ${bundle}\n`);
    }
    mkdirSync(path.join(folder, 'web', 'assets'), { recursive: true });
    for (const file of ['index.html', 'assets/main-1.js'])
      writeFileSync(path.join(folder, 'web', file), `${file}\n`);
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function resourcesOf(templates: Synthesised['templates'], type: string): Resource[] {
  return (Object.keys(templates) as StackName[]).flatMap((stack) =>
    Object.entries(templates[stack].findResources(type)).map(([id, attributes]) => ({
      id,
      stack,
      attributes,
      properties: attributes.Properties,
    })),
  );
}
