import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readStage } from '../../lib/config.ts';
import { addStackSet } from '../../lib/stack-set.ts';
import { FUNCTIONS } from '../../local/cloud/bundle.ts';

/** What the templates of production say that the cost depends on. */
export interface Deployed {
  readonly ingressMb: number;
  readonly workerMb: number;
  readonly batchSize: number;
}

/** Synthesises the stacks (with empty bundles) and reads them. */
export function readDeployed(folder: string): Deployed {
  const bundles = path.join(folder, 'bundles');
  for (const name of FUNCTIONS) {
    mkdirSync(path.join(bundles, name), { recursive: true });
    writeFileSync(path.join(bundles, name, 'index.js'), '');
  }
  const app = new App({ outdir: path.join(folder, 'cdk.out') });
  const { ingress } = addStackSet(app, { settings: readStage('production'), bundles });
  const resources = Object.entries(Template.fromStack(ingress).toJSON().Resources as Resources);
  const idOf = (prefix: string) =>
    resources.find(([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.startsWith(prefix))?.[0] ?? '';
  const find = (wanted: (resource: Resource) => boolean) =>
    resources.find(([, r]) => wanted(r))?.[1].Properties;
  const worker = idOf('MessageWorker');
  const source = find((r) => r.Type === 'AWS::Lambda::EventSourceMapping' && refersTo(r, worker));
  return {
    ingressMb: numberIn(resources, idOf('WebhookIngress'), 'MemorySize'),
    workerMb: numberIn(resources, worker, 'MemorySize'),
    batchSize: Number(source?.BatchSize),
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

function numberIn(resources: readonly [string, Resource][], id: string, property: string): number {
  const value = resources.find(([name]) => name === id)?.[1].Properties?.[property];
  if (typeof value !== 'number') throw new Error(`the template says no ${property} of "${id}"`);
  return value;
}
