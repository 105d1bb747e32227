import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { App, type Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readStage } from '../../lib/config.ts';
import { addStackSet } from '../../lib/stack-set.ts';
import { FUNCTIONS } from '../../local/cloud/bundle.ts';

/** What the templates of production say that the cost depends on. */
export interface Deployed {
  readonly ingressMb: number;
  readonly workerMb: number;
  readonly batchSize: number;
  readonly agentApiMb: number;
  readonly senderMb: number;
}

/** Synthesises the stacks (with empty bundles) and reads them. */
export function readDeployed(folder: string): Deployed {
  const bundles = path.join(folder, 'bundles');
  for (const name of FUNCTIONS) {
    mkdirSync(path.join(bundles, name), { recursive: true });
    writeFileSync(path.join(bundles, name, 'index.js'), '');
  }
  const console = path.join(folder, 'web');
  mkdirSync(path.join(console, 'assets'), { recursive: true });
  writeFileSync(path.join(console, 'index.html'), '');
  const app = new App({ outdir: path.join(folder, 'cdk.out') });
  const { ingress, inbox } = addStackSet(app, { settings: readStage('production'), bundles, console });
  const resources = resourcesOf(ingress);
  const find = (wanted: (resource: Resource) => boolean) =>
    resources.find(([, r]) => wanted(r))?.[1].Properties;
  const worker = functionIn(resources, 'MessageWorker');
  const source = find((r) => r.Type === 'AWS::Lambda::EventSourceMapping' && refersTo(r, worker));
  return {
    ingressMb: memoryOf(resources, 'WebhookIngress'),
    workerMb: memoryOf(resources, 'MessageWorker'),
    batchSize: Number(source?.BatchSize),
    agentApiMb: memoryOf(resourcesOf(inbox), 'AgentApi'),
    senderMb: memoryOf(resources, 'MessageSender'),
  };
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
type Resources = Readonly<Record<string, Resource>>;

function refersTo({ Properties }: Resource, id: string): boolean {
  return JSON.stringify(Properties?.FunctionName ?? null).includes(`"${id}"`);
}

function resourcesOf(stack: Stack): [string, Resource][] {
  return Object.entries(Template.fromStack(stack).toJSON().Resources as Resources);
}

function functionIn(resources: readonly [string, Resource][], prefix: string): string {
  const found = resources.find(([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith(prefix));
  return found?.[0] ?? '';
}

function memoryOf(resources: readonly [string, Resource][], prefix: string): number {
  const id = functionIn(resources, prefix);
  const value = resources.find(([name]) => name === id)?.[1].Properties?.MemorySize;
  if (typeof value !== 'number') throw new Error(`the template says no memory of "${prefix}"`);
  return value;
}
