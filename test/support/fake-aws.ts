import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { type AwsAnswer, type AwsCall, type AwsCaller, AwsRefusal } from '../../lambdas/aws/aws-call.ts';
import { Unavailable } from '../../lambdas/domain/errors.ts';
import { BY_ACTIVITY, BY_DUE } from '../../lambdas/store/keys.ts';
import { FakeS3 } from './fake-s3.ts';
import { refuseUnlisted } from './inventory-guard.ts';

type Row = Record<string, AttributeValue>;

/** The fields of DynamoDB's requests that KaoJai uses. */
interface Request {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Key?: Row;
  readonly Item?: Row;
  readonly KeyConditionExpression?: string;
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Row;
  readonly ReturnValuesOnConditionCheckFailure?: string;
  readonly ExclusiveStartKey?: Row;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
}

/** Makes every call of these services fail as when they do not answer, or with another error. */
export function down(services: readonly string[], error?: Error): FakeAws['failure'] {
  return (call) => {
    const [service = ''] = call.split(' ');
    return services.includes(service) ? (error ?? new Unavailable(service)) : undefined;
  };
}

/**
 * AWS in memory: the conditions of DynamoDB, the encryption context of KMS, and of SQS and S3 what deliveries need; with the limits that
 * KaoJai has to keep. Serves the calls without the SDK (`caller`) and those with it (`dynamo`) from the same tables.
 */
export class FakeAws {
  /** By table, then by `{pk} {sk}`. */
  readonly tables = new Map<string, Map<string, Row>>();
  readonly s3 = new FakeS3();
  /** By `/{bucket}/{key}`. */
  readonly objects = this.s3.objects;
  readonly messages: string[] = [];
  /** What was called, such as `kms Decrypt`. */
  readonly calls: string[] = [];
  /** Asked before each call: what it returns is thrown. The call waits for it, so that others can go first. */
  failure: (call: string) => Error | undefined | Promise<undefined> = () => undefined;
  /** Items of a page at most. */
  pageSize = Number.POSITIVE_INFINITY;

  readonly caller = {
    json: async (service: AwsCall['service'], target: string, input: object) => {
      const { body } = await this.caller.send({ service, target, body: JSON.stringify(input) });
      return JSON.parse(body.toString()) as unknown;
    },
    send: (call: AwsCall) => (call.target === undefined ? this.#s3(call) : this.#wire(call.target, call)),
  } as unknown as AwsCaller;

  readonly dynamo = {
    send: (command: { input: Request }) =>
      this.#call('dynamodb', command.constructor.name.replace('Command', ''), command.input),
  } as unknown as DynamoDBClient;

  /** How often something was called. */
  count(call: string): number {
    return this.calls.filter((made) => made === call).length;
  }

  table(name: string): Map<string, Row> {
    const table = this.tables.get(name) ?? new Map<string, Row>();
    this.tables.set(name, table);
    return table;
  }

  async #begin(call: string): Promise<void> {
    this.calls.push(call);
    const failure = await this.failure(call);
    if (failure) throw failure;
  }

  /** A call as it goes over the wire: JSON, binary values as base64. */
  async #wire(target: string, { service, body = '' }: AwsCall): Promise<AwsAnswer> {
    const operation = target.split('.')[1] ?? '';
    const request = binary(JSON.parse(String(body)), (base64) => Buffer.from(`${base64}`, 'base64'));
    const answer = await this.#call(service, operation, request).catch(refuse);
    const sent = binary(answer, (bytes) => Buffer.from(bytes as Uint8Array).toString('base64'));
    return { status: 200, body: Buffer.from(JSON.stringify(sent)) };
  }

  async #call(service: string, operation: string, request: unknown): Promise<unknown> {
    await this.#begin(`${service} ${operation}`);
    if (service === 'kms') return kms(operation, request as KmsRequest);
    if (service === 'sqs') return this.#sqs(request as SqsRequest);
    if (operation === 'TransactWriteItems') return this.#transact(request as TransactRequest);
    return this.#database(operation, request as Request);
  }

  #database(operation: string, request: Request): unknown {
    if (operation === 'BatchWriteItem') return this.#batch(request as unknown as BatchRequest);
    const table = this.table(request.TableName);
    if (operation === 'Scan') return this.#page([...table.values()], request);
    if (operation === 'Query') return this.#query([...table.values()], request);
    const id = idOf(request.Item ?? request.Key ?? {});
    const existing = table.get(id);
    if (operation === 'GetItem') return existing ? { Item: existing } : {};
    refuseUnlessHolds(request, existing);
    if (operation === 'DeleteItem') table.delete(id);
    else table.set(id, this.#acceptable(request, existing));
    return {};
  }

  /** The row as it would be written: no larger than DynamoDB takes, and with nothing in it that the data inventory does not know. */
  #acceptable(request: Request, existing: Row | undefined): Row {
    const row = withinLimit(request.Item ?? updated(request, existing));
    refuseUnlisted(request.TableName, row);
    return row;
  }

  /** All or nothing; conditions are looked at before anything is written. */
  #transact({ TransactItems }: TransactRequest): unknown {
    const steps = TransactItems.map(({ Put, Update, Delete }) => (Put ?? Update ?? Delete) as Request);
    const ids = new Set(steps.map((step) => `${step.TableName} ${idOf(step.Item ?? step.Key ?? {})}`));
    const error = new Error('A transaction takes 100 items, each of them once');
    if (ids.size < steps.length || steps.length > 100)
      throw Object.assign(error, { name: 'ValidationException' });
    const refused = steps.map((step) => {
      const existing = this.table(step.TableName).get(idOf(step.Item ?? step.Key ?? {}));
      return step.ConditionExpression !== undefined && !holds(step.ConditionExpression, step, existing ?? {});
    });
    if (refused.includes(true)) {
      const CancellationReasons = refused.map((no) => ({ Code: no ? 'ConditionalCheckFailed' : 'None' }));
      throw new TransactionCanceledException({ message: 'refused', $metadata: {}, CancellationReasons });
    }
    for (const { Put, Update, Delete } of TransactItems) {
      if (Put) this.#database('PutItem', Put);
      if (Update) this.#database('UpdateItem', Update);
      if (Delete) this.#database('DeleteItem', Delete);
    }
    return {};
  }

  #query(rows: readonly Row[], request: Request): unknown {
    const sort = [BY_ACTIVITY, BY_DUE].find(({ name }) => name === request.IndexName)?.sort ?? 'sk';
    const found = rows
      .filter((row) => row[sort] && holds(request.KeyConditionExpression, request, row))
      .sort((a, b) => compare(a[sort], b[sort]));
    if (request.ScanIndexForward === false) found.reverse();
    return this.#page(found, request);
  }

  /** Deletions only, all of them at once. */
  #batch({ RequestItems }: BatchRequest): unknown {
    for (const [TableName, requests] of Object.entries(RequestItems)) {
      if (requests.length > 25) throw Object.assign(new Error('too many'), { name: 'ValidationException' });
      for (const { DeleteRequest } of requests) this.#database('DeleteItem', { TableName, ...DeleteRequest });
    }
    return { UnprocessedItems: {} };
  }

  #page(found: readonly Row[], request: Request): unknown {
    const start = request.ExclusiveStartKey;
    const from = start ? found.findIndex((row) => idOf(row) === idOf(start)) + 1 : 0;
    const to = from + Math.min(request.Limit ?? Number.POSITIVE_INFINITY, this.pageSize);
    const Items = found.slice(from, to);
    const last = Items.at(-1);
    return {
      Items,
      ...(to < found.length && last ? { LastEvaluatedKey: { pk: last.pk, sk: last.sk } } : {}),
    };
  }

  /** Takes what SQS takes: 1 MiB of characters that XML has. */
  #sqs({ MessageBody, Entries }: SqsRequest): unknown {
    for (const entry of Entries ?? []) this.#sqs(entry);
    if (MessageBody === undefined) return { Failed: [] };
    if (Buffer.byteLength(MessageBody) > 1_048_576) throw new AwsRefusal('InvalidParameterValue', 400);
    if (/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(MessageBody))
      throw new AwsRefusal('InvalidMessageContents', 400);
    this.messages.push(MessageBody);
    return {};
  }

  async #s3(call: AwsCall): Promise<AwsAnswer> {
    await this.#begin(`s3 ${call.method ?? 'GET'}`);
    return this.s3.answer(call);
  }
}

interface SqsRequest {
  readonly MessageBody?: string;
  readonly Entries?: readonly { readonly MessageBody: string }[];
}

interface TransactRequest {
  readonly TransactItems: readonly {
    readonly Put?: Request;
    readonly Update?: Request;
    readonly Delete?: Request;
  }[];
}

interface BatchRequest {
  readonly RequestItems: Readonly<
    Record<string, readonly { readonly DeleteRequest: { readonly Key: Row } }[]>
  >;
}

interface KmsRequest {
  readonly KeyId: string;
  readonly EncryptionContext: Readonly<Record<string, string>>;
  readonly Plaintext?: string;
  readonly CiphertextBlob?: string;
  readonly NumberOfBytes?: number;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM with the context as associated data, in whatever order it was given. */
function kms(operation: string, request: KmsRequest): unknown {
  const key = createHash('sha256').update(`kms ${request.KeyId}`).digest();
  const context = Buffer.from(JSON.stringify(Object.entries(request.EncryptionContext).sort()));
  if (operation === 'Decrypt') {
    const sealed = Buffer.from(request.CiphertextBlob ?? '', 'base64');
    return { Plaintext: decrypt(key, context, sealed).toString('base64') };
  }
  const generated = operation === 'GenerateDataKey';
  const plain = generated
    ? randomBytes(request.NumberOfBytes ?? 0)
    : Buffer.from(request.Plaintext ?? '', 'base64');
  if (plain.length > 4_096) throw new AwsRefusal('ValidationException', 400);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  const CiphertextBlob = Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
  return { CiphertextBlob, ...(generated ? { Plaintext: plain.toString('base64') } : {}) };
}

function decrypt(key: Buffer, context: Buffer, sealed: Buffer): Buffer {
  const textAt = NONCE_BYTES + TAG_BYTES;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
    decipher.setAAD(context).setAuthTag(sealed.subarray(NONCE_BYTES, textAt));
    return Buffer.concat([decipher.update(sealed.subarray(textAt)), decipher.final()]);
  } catch {
    throw new AwsRefusal('InvalidCiphertextException', 400);
  }
}

/** An exception of the SDK as the caller without the SDK knows it: by its name only. */
function refuse(error: Error): never {
  throw /Exception$/.test(error.name) ? new AwsRefusal(error.name, 400) : error;
}

/** A request or an answer with its binary values changed from one form to the other. */
function binary(value: unknown, map: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((element) => binary(element, map));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, part]) => [
    name,
    name === 'B' ? map(part) : binary(part, map),
  ]);
  return Object.fromEntries(entries);
}

function idOf(row: Row): string {
  return `${row.pk?.S} ${row.sk?.S}`;
}

function withinLimit(row: Row): Row {
  const size = Object.entries(row).reduce((sum, [name, value]) => sum + name.length + sizeOf(value), 0);
  const error = new Error('Item size has exceeded the maximum allowed size');
  if (size > 400 * 1_024) throw Object.assign(error, { name: 'ValidationException' });
  return row;
}

function sizeOf({ S, B }: AttributeValue): number {
  return S === undefined ? (B?.byteLength ?? 8) : Buffer.byteLength(S);
}

function refuseUnlessHolds(request: Request, existing: Row | undefined): void {
  if (request.ConditionExpression === undefined) return;
  if (holds(request.ConditionExpression, request, existing ?? {})) return;
  const old = request.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' && existing ? { Item: existing } : {};
  throw new ConditionalCheckFailedException({ message: 'refused', $metadata: {}, ...old });
}

/** `SET #a = :a, #b = :b REMOVE #c`, or with `ADD #d :d` of a number at the end. */
function updated(request: Request, existing: Row | undefined): Row {
  const [, list, gone, sum, more] =
    /^(?:SET (.+?))? ?(?:REMOVE (.+?))? ?(?:ADD (\S+) (\S+))?$/.exec(request.UpdateExpression ?? '') ?? [];
  if (list === undefined && gone === undefined)
    throw new Error(`the fake cannot do ${request.UpdateExpression}`);
  const named = (name: string) => request.ExpressionAttributeNames?.[name] ?? name;
  const set = (list?.split(', ') ?? []).map((pair) => {
    const [name = '', value = ''] = pair.split(' = ');
    const given = request.ExpressionAttributeValues?.[value];
    if (!given) throw new Error(`the fake cannot do ${request.UpdateExpression}`);
    return [named(name), given] as const;
  });
  const row: Row = { ...(existing ?? request.Key), ...Object.fromEntries(set) };
  for (const name of gone?.split(', ') ?? []) delete row[named(name)];
  if (sum !== undefined) {
    const added = Number(request.ExpressionAttributeValues?.[more ?? '']?.N);
    row[named(sum)] = { N: String(Number(row[named(sum)]?.N ?? 0) + added) };
  }
  return row;
}

/** Conditions with `AND`, `OR`, parentheses, `attribute_(not_)exists`, comparisons and `BETWEEN`. */
function holds(expression: string | undefined, request: Request, row: Row): boolean {
  const tokens = expression?.match(/[()]|<>|[<>]=?|=|[#:]?\w+/g) ?? [];
  const next = (): string => tokens.shift() ?? '';
  const attribute = (name: string) => row[request.ExpressionAttributeNames?.[name] ?? name];
  const operand = (name: string) =>
    name.startsWith(':') ? request.ExpressionAttributeValues?.[name] : attribute(name);
  const either = (): boolean => {
    let value = both();
    for (; tokens[0] === 'OR'; value = both() || value) next();
    return value;
  };
  const both = (): boolean => {
    let value = one();
    for (; tokens[0] === 'AND'; value = one() && value) next();
    return value;
  };
  const inside = <T>(read: () => T): T => {
    const value = read();
    if (next() !== ')') throw new Error(`the fake cannot read ${expression}`);
    return value;
  };
  const one = (): boolean => {
    const token = next();
    if (token === '(') return inside(either);
    const exists = /^attribute_(not_)?exists$/.exec(token);
    if (exists) return next() === '(' && inside(() => (attribute(next()) === undefined) === !!exists[1]);
    const left = operand(token);
    const operator = next();
    const right = operand(next());
    if (operator === 'BETWEEN') return next() === 'AND' && between(left, right, operand(next()));
    return compares(left, operator, right);
  };
  const value = either();
  if (tokens.length > 0) throw new Error(`the fake cannot read ${expression}`);
  return value;
}

function between(value?: AttributeValue, from?: AttributeValue, to?: AttributeValue): boolean {
  return compares(value, '>=', from) && compares(value, '<=', to);
}

function compares(left: AttributeValue | undefined, operator: string, right?: AttributeValue): boolean {
  if (!left || !right) return false;
  const order = compare(left, right);
  if (operator === '=') return order === 0;
  if (operator === '<>') return order !== 0;
  if (order === 0) return operator.endsWith('=');
  return operator.startsWith('<') === order < 0;
}

/** Numbers by value, text and binary values by bytes. */
function compare(a: AttributeValue | undefined, b: AttributeValue | undefined): number {
  if (a?.N !== undefined && b?.N !== undefined) return Number(a.N) - Number(b.N);
  return Buffer.compare(bytesOf(a), bytesOf(b));
}

function bytesOf(value: AttributeValue | undefined): Buffer {
  return Buffer.from(value?.B ?? value?.S ?? '');
}
