import type { AwsCall } from '../../../lambdas/aws/aws-call.ts';
import type { FakeAws } from '../../support/fake-aws.ts';
import type { Statement } from './statements.ts';

/** What IAM is asked about a call: an action, a resource as tests write it, and what conditions look at. */
export interface Asked {
  readonly action: string;
  readonly resource: string;
  readonly facts: Readonly<Record<string, readonly string[]>>;
}

interface Command {
  readonly constructor: { readonly name: string };
  readonly input: Input;
}

type Row = Readonly<Record<string, { readonly S?: string }>>;

/** The fields of DynamoDB's requests that say what is touched. */
interface Input {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Key?: Row;
  readonly Item?: Row;
  readonly ExpressionAttributeValues?: Row;
  readonly TransactItems?: readonly Readonly<Record<string, Input>>[];
  readonly RequestItems?: Readonly<Record<string, readonly Readonly<Record<string, Input>>[]>>;
}

/** Notes what AWS in memory is asked for while `use` runs, in the words of IAM. Calls of KMS itself are not among it: `KeyUse` decides these. */
export async function watched(aws: FakeAws, use: () => Promise<unknown>): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  const dynamo = aws.dynamo as unknown as { send: (command: Command) => Promise<unknown> };
  const caller = aws.caller as unknown as { send: (call: AwsCall) => Promise<unknown> };
  const before = { dynamo: dynamo.send, caller: caller.send };
  dynamo.send = (command) => {
    asked.push(...ofTable(command.constructor.name.replace('Command', ''), command.input));
    return before.dynamo(command);
  };
  caller.send = (call) => {
    if (call.service === 's3') asked.push(ofObject(call));
    return before.caller(call);
  };
  try {
    await use();
  } finally {
    Object.assign(dynamo, { send: before.dynamo });
    Object.assign(caller, { send: before.caller });
  }
  return asked;
}

/** Whether a statement among these allows it, by all of its conditions. */
export function isAllowed({ action, resource, facts }: Asked, statements: readonly Statement[]): boolean {
  return statements.some(
    ({ actions, resources, conditions }) =>
      actions.includes(action) &&
      resources.some((pattern) => isLike(pattern, resource)) &&
      conditions.every(({ operator, key, values }) => {
        const found = facts[key] ?? [];
        if (operator === 'Null') return values.includes(String(found.length === 0));
        return found.every((fact) => values.some((pattern) => isLike(pattern, fact)));
      }),
  );
}

/** Whether a text is one of those that a pattern of IAM allows. */
export function isLike(pattern: string, text: string): boolean {
  const words = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${words.join('.*')}$`, 's').test(text);
}

/** A transaction asks for the right to each of its writes, a batch for one right to all of them. */
function ofTable(operation: string, input: Input): readonly Asked[] {
  if (input.TransactItems)
    return input.TransactItems.flatMap((item) =>
      Object.entries(item).flatMap(([kind, one]) => ofTable(`${kind}Item`, one)),
    );
  if (input.RequestItems)
    return Object.entries(input.RequestItems).flatMap(([table, requests]) =>
      requests.map((request) => touch(operation, table, Object.values(request)[0] ?? input)),
    );
  const place = input.IndexName ? `${input.TableName}Table/index/${input.IndexName}` : undefined;
  return [touch(operation, input.TableName, input, place)];
}

function touch(operation: string, table: string, input: Input, resource = `${table}Table`): Asked {
  const row = input.Key ?? input.Item;
  const partition = (row ? row.pk : input.ExpressionAttributeValues?.[':pk'])?.S;
  return {
    action: `dynamodb:${operation}`,
    resource,
    facts: { 'dynamodb:LeadingKeys': partition === undefined ? [] : [partition] },
  };
}

function ofObject({ method = 'GET', path = '' }: AwsCall): Asked {
  const [place = '', query = ''] = path.split('?');
  const [, , ...key] = place.split('/');
  const asked = new URLSearchParams(query);
  if (asked.has('list-type'))
    return {
      action: 's3:ListBucket',
      resource: 'MediaBucket',
      facts: { 's3:prefix': [asked.get('prefix') ?? ''] },
    };
  const aborted = method === 'DELETE' && asked.has('uploadId');
  const action = aborted ? 'AbortMultipartUpload' : OBJECT_ACTIONS[method];
  return { action: `s3:${action}`, resource: `MediaBucket/${key.join('/')}`, facts: {} };
}

/** The parts of an upload, its begin and its end are put with the same right. */
const OBJECT_ACTIONS = {
  GET: 'GetObject',
  PUT: 'PutObject',
  POST: 'PutObject',
  DELETE: 'DeleteObject',
} as const;
