import type { Properties, Synthesised } from './synthesise.ts';

/** One statement of a policy, in words that can be compared. */
export interface Statement {
  /** Logical id of the resource that the policy belongs to, without its hash. */
  readonly owner: string;
  readonly kind: 'identity' | 'key' | 'queue' | 'bucket';
  readonly sid: string;
  readonly effect: string;
  readonly principal: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: string;
  /** The same, part by part. All of them have to hold. */
  readonly conditions: readonly Condition[];
}

/** One condition: an operator, what it looks at, and the values that it allows. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

const KINDS = [
  ['AWS::IAM::Policy', 'identity', 'PolicyDocument'],
  ['AWS::KMS::Key', 'key', 'KeyPolicy'],
  ['AWS::SQS::QueuePolicy', 'queue', 'PolicyDocument'],
  ['AWS::S3::BucketPolicy', 'bucket', 'PolicyDocument'],
] as const;

/** Every statement of every policy of the stacks. */
export function statementsOf(synthesised: Synthesised): Statement[] {
  const exported = exportsOf(synthesised);
  const words = (value: unknown) => inWords(value, exported);
  return KINDS.flatMap(([type, kind, document]) =>
    synthesised.all(type).flatMap(({ id, properties }) =>
      list(properties[document].Statement).map((statement: Properties) => ({
        owner: name(id),
        kind,
        sid: String(statement.Sid ?? ''),
        effect: String(statement.Effect),
        principal: words(Object.values(statement.Principal ?? {}).flat()),
        actions: list(statement.Action).map(words),
        resources: list(statement.Resource).map(words),
        condition: conditionInWords(statement.Condition, words),
        conditions: conditionsOf(statement.Condition, words),
      })),
    ),
  );
}

/** Text of a value of a template: references by the name of what they refer to, imports by what is exported. */
export function inWords(value: unknown, exported: ReadonlyMap<string, unknown>): string {
  if (Array.isArray(value)) return value.map((one) => inWords(one, exported)).join('|');
  if (typeof value !== 'object' || value === null) return String(value);
  const node = value as Properties;
  if (node.Ref) return name(String(node.Ref));
  if (node['Fn::GetAtt']) return name(String(node['Fn::GetAtt'][0]));
  if (node['Fn::ImportValue']) return inWords(exported.get(String(node['Fn::ImportValue'])), exported);
  if (node['Fn::Join'])
    return list(node['Fn::Join'][1])
      .map((part) => inWords(part, exported))
      .join('');
  return JSON.stringify(value);
}

/** What the stacks export, by the name of the export. */
export function exportsOf({ templates }: Synthesised): ReadonlyMap<string, unknown> {
  const outputs = Object.values(templates).flatMap((template) =>
    Object.values(template.toJSON().Outputs ?? {}),
  );
  return new Map(
    (outputs as Properties[])
      .filter((output) => output.Export)
      .map((output) => [String(output.Export.Name), output.Value]),
  );
}

function conditionInWords(condition: Properties | undefined, words: (value: unknown) => string): string {
  return conditionsOf(condition, words)
    .map(({ operator, key, values }) => `${operator} ${key} ${values.join('|')}`)
    .join(' and ');
}

function conditionsOf(condition: Properties | undefined, words: (value: unknown) => string): Condition[] {
  return Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries(keys as Properties).map(([key, value]) => ({
      operator,
      key,
      values: list(value).map(words),
    })),
  );
}

/** CDK puts eight hexadecimal digits behind each logical id. */
export function name(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '');
}

function list<T>(value: T | readonly T[] | undefined): readonly T[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value as T];
}
