import { CfnResource, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IConstruct, IValidation } from 'constructs';
import type { FolderSpec } from '../../lambdas/domain/data-inventory/media.ts';
import { NO_STORES, type StoreSpec } from '../../lambdas/domain/data-inventory/stores.ts';
import { MEDIA, STORES } from '../../lambdas/domain/data-inventory.ts';

const WHERE = 'add it in lambdas/domain/data-inventory, see docs/privacy/inventory.md';
const ENTRIES: readonly StoreSpec[] = Object.values(STORES);
const FOLDERS: Readonly<Record<string, FolderSpec>> = MEDIA;

/**
 * Lets synthesis fail for a store without an entry in the data inventory: a table, an index, a stream, a bucket or one of its folders, a queue, a
 * log group, a user pool, or a resource of any type of which nobody has said that it keeps nothing.
 */
export class InventoryCheck implements IValidation {
  readonly #scope: IConstruct;

  constructor(scope: IConstruct) {
    this.#scope = scope;
  }

  /** A sentence for each store that has no entry. */
  validate(): string[] {
    return this.#scope.node
      .findAll()
      .filter((construct) => CfnResource.isCfnResource(construct))
      .flatMap((resource) => this.#sentencesOn(resource));
  }

  #sentencesOn(resource: CfnResource): string[] {
    const type = resource.cfnResourceType;
    if (NO_STORES.some((pattern) => pattern.test(type))) return [];
    const place = placeOf(resource);
    const entries = ENTRIES.filter((entry) => entry.place?.type === type && isAt(place, entry.place.at));
    if (!entries.some(({ part }) => part === undefined))
      return [`${place} (${type}) keeps data, but has no entry in the data inventory: ${WHERE}.`];
    return [...partsOf(resource, place, entries), ...foldersOf(resource, place)];
  }
}

/** Path of the construct without the names of deployment and default child: `Data/Inbox/Table`. */
function placeOf(resource: CfnResource): string {
  const stack = Stack.of(resource);
  const name = stack.node.id.split('-').at(-1) ?? '';
  const below = resource.node.path.slice(stack.node.path.length + 1).replace(/\/Resource$/, '');
  return `${name}/${below}`;
}

function isAt(place: string, pattern: string): boolean {
  if (pattern.startsWith('**/')) return place.endsWith(pattern.slice(2));
  const steps = place.split('/');
  const wanted = pattern.split('/');
  return steps.length === wanted.length && wanted.every((step, i) => step === '*' || step === steps[i]);
}

/** Indexes and streams: each is one more copy of what the table holds. */
function partsOf(resource: CfnResource, place: string, entries: readonly StoreSpec[]): string[] {
  if (!(resource instanceof dynamodb.CfnTable)) return [];
  return copiesOf(resource).flatMap(([name, copies]) => {
    const part = entries.find((entry) => entry.part?.name === name)?.part;
    if (part === undefined)
      return [`${name} of ${place} is a copy of a table, but has no entry in the data inventory: ${WHERE}.`];
    if (part.copies === copies) return [];
    return [`${name} of ${place} copies ${copies}, but the data inventory says ${part.copies}: ${WHERE}.`];
  });
}

function copiesOf(table: dynamodb.CfnTable): (readonly [name: string, copies: string])[] {
  const { globalSecondaryIndexes, localSecondaryIndexes, streamSpecification, kinesisStreamSpecification } =
    Stack.of(table).resolve({
      globalSecondaryIndexes: table.globalSecondaryIndexes,
      localSecondaryIndexes: table.localSecondaryIndexes,
      streamSpecification: table.streamSpecification,
      kinesisStreamSpecification: table.kinesisStreamSpecification,
    });
  const indexes = [...(globalSecondaryIndexes ?? []), ...(localSecondaryIndexes ?? [])];
  return [
    ...indexes.map(({ indexName, projection }) => [indexName, projection.projectionType] as const),
    ...(streamSpecification ? [['Stream', streamSpecification.streamViewType] as const] : []),
    ...(kinesisStreamSpecification ? [['KinesisStream', 'ALL'] as const] : []),
  ];
}

/** Folders of the media bucket, by the rules that end what lies in them. */
function foldersOf(resource: CfnResource, place: string): string[] {
  if (!(resource instanceof s3.CfnBucket)) return [];
  const { rules = [] } = Stack.of(resource).resolve(resource.lifecycleConfiguration) ?? {};
  return rules.flatMap(({ prefix, expirationInDays }: s3.CfnBucket.RuleProperty) => {
    if (prefix === undefined) return [];
    const folder = FOLDERS[prefix.replace(/\/$/, '')];
    if (folder === undefined)
      return [`The folder ${prefix} of ${place} has no entry in the data inventory: ${WHERE}.`];
    if (folder.expiresAfterDays === expirationInDays) return [];
    return [
      `The folder ${prefix} of ${place} ends after ${expirationInDays} days, but the data inventory says ${folder.expiresAfterDays}: ${WHERE}.`,
    ];
  });
}
