import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { KaoJaiError, Misconfigured, Unavailable } from '../../../lambdas/domain/errors.ts';
import { ABSENT, atRevision, type QueryPage, REVISION, Table } from '../../../lambdas/store/table.ts';

const KEY = { pk: 'W#ws_1', sk: 'HEAD' };

/** A table whose client gives these answers, one after the other; an error is thrown. What was sent is in `sent`. */
function setUp(...answers: (object | Error)[]) {
  const sent: { command: string; input: Record<string, unknown> }[] = [];
  const costs: [string, number][] = [];
  const send = async (command: { input: Record<string, unknown> }) => {
    sent.push({ command: command.constructor.name, input: command.input });
    const answer = answers.shift() ?? {};
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const client = { send } as unknown as DynamoDBClient;
  const table = new Table(client, 'Inbox');
  const listening = new Table(client, 'Inbox', (operation, units) => void costs.push([operation, units]));
  return { table, listening, sent, costs };
}

function named(name: string): Error {
  return Object.assign(new Error(`canary: the key W#ws_1 in ${name}`), { name });
}

const refused = (item?: object) =>
  new ConditionalCheckFailedException({
    message: 'canary',
    $metadata: {},
    ...(item ? { Item: marshall(item) } : {}),
  });

async function failure(promise: Promise<unknown>): Promise<KaoJaiError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason) => reason,
  );
  if (!(error instanceof KaoJaiError)) throw new Error('it did not fail as one of our errors');
  return error;
}

const operations: [string, (table: Table) => Promise<unknown>][] = [
  ['get', (table) => table.get(KEY, { consistent: true })],
  ['put', (table) => table.put(KEY)],
  ['update', (table) => table.update(KEY, { expression: 'SET a = :a', values: { ':a': 1 } })],
  ['delete', (table) => table.delete(KEY)],
  ['query', (table) => table.query({ pk: 'W#ws_1' })],
  ['all', (table) => collect(table, { pk: 'W#ws_1' })],
];

async function collect(table: Table, page: QueryPage): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const item of table.all(page)) found.push(item);
  return found;
}

describe('errors of the database', () => {
  it.each([
    'ValidationException',
    'ResourceNotFoundException',
    'AccessDeniedException',
    'ItemCollectionSizeLimitExceededException',
    'SerializationException',
    'UnrecognizedClientException',
  ])('%s stays wrong however often it is tried: misconfigured', async (name) => {
    for (const [, operation] of operations) {
      const error = await failure(operation(setUp(named(name)).table));
      expect(error).toBeInstanceOf(Misconfigured);
      expect(error.message).toBe(`the database refuses a request (${name})`);
    }
  });

  it.each([
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'RequestLimitExceeded',
    'InternalServerError',
    'TransactionConflictException',
    'TimeoutError',
    'Error',
  ])('F06: %s may pass: unavailable', async (name) => {
    for (const [, operation] of operations) {
      const error = await failure(operation(setUp(named(name)).table));
      expect(error).toBeInstanceOf(Unavailable);
      expect(error.message).toBe('the database is not available');
    }
  });

  it('F06: something that is no error may pass, too', async () => {
    const send = async () => {
      // As a library might.
      throw undefined;
    };
    const table = new Table({ send } as unknown as DynamoDBClient, 'Inbox');
    expect(await failure(table.get(KEY, { consistent: true }))).toBeInstanceOf(Unavailable);
  });

  it('S11: are told without their message, which may quote keys', async () => {
    for (const name of ['ValidationException', 'ThrottlingException']) {
      const { message, details } = await failure(setUp(named(name)).table.put(KEY));
      expect(JSON.stringify([message, details])).not.toContain('canary');
    }
  });
});

describe('a conditional write', () => {
  it('that is refused gives what stands there', async () => {
    const { table, sent } = setUp(refused({ ...KEY, rev: 7, bytes: Buffer.from('b') }));
    expect(await table.put({ ...KEY, rev: 1 }, ABSENT)).toEqual({
      written: false,
      existing: { ...KEY, rev: 7, bytes: new Uint8Array(Buffer.from('b')) },
    });
    expect(sent[0]?.input).toMatchObject({
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
  });

  it('that is refused where nothing stands gives null', async () => {
    const { table } = setUp(refused());
    expect(await table.put(KEY, atRevision(3))).toEqual({ written: false, existing: null });
  });

  it('that is refused is an answer of updates and deletions, too', async () => {
    const { table } = setUp(refused(), refused());
    const update = { expression: 'SET #a = :a', names: { '#a': 'a' }, values: { ':a': 1 } };
    expect(await table.update(KEY, update, ABSENT)).toMatchObject({ written: false });
    expect(await table.delete(KEY, atRevision(1))).toMatchObject({ written: false });
  });

  it('that is written says so, and one without a condition sends none', async () => {
    const { table, sent } = setUp();
    expect(await table.put({ ...KEY, gone: undefined })).toEqual({ written: true });
    expect(sent[0]?.input).toEqual({ TableName: 'Inbox', Item: marshall(KEY) });
  });

  it('names the revision that it replaces, or none', () => {
    expect(atRevision(null)).toBe(ABSENT);
    expect(atRevision(0)).toEqual({
      expression: '#rev = :rev',
      names: { '#rev': REVISION },
      values: { ':rev': 0 },
    });
  });

  it('joins the names and values of an update and its condition', async () => {
    const { table, sent } = setUp();
    await table.update(
      KEY,
      { expression: 'SET #a = :a', names: { '#a': 'a' }, values: { ':a': 1 } },
      { expression: '#b = :b', names: { '#b': 'b' }, values: { ':b': 'x' } },
    );
    expect(sent[0]?.input).toEqual({
      TableName: 'Inbox',
      Key: marshall(KEY),
      UpdateExpression: 'SET #a = :a',
      ConditionExpression: '#b = :b',
      ExpressionAttributeNames: { '#a': 'a', '#b': 'b' },
      ExpressionAttributeValues: marshall({ ':a': 1, ':b': 'x' }),
    });
  });
});

describe('a query', () => {
  const item = (i: number) => marshall({ pk: 'W#ws_1', sk: `E#${i}` });
  const last = (i: number) => ({ LastEvaluatedKey: item(i) });

  it('of all goes on page after page, also past an empty one', async () => {
    const { table, sent } = setUp(
      { Items: [item(1), item(2)], ...last(2) },
      { Items: [], ...last(4) },
      { Items: [item(5)] },
    );
    const found = await collect(table, { pk: 'W#ws_1' });
    expect(found).toEqual([1, 2, 5].map((i) => ({ pk: 'W#ws_1', sk: `E#${i}` })));
    expect(sent.map(({ input }) => input.ExclusiveStartKey)).toEqual([undefined, item(2), item(4)]);
  });

  it('F06: of all that fails on a later page fails, instead of ending early', async () => {
    const { table } = setUp({ Items: [item(1)], ...last(1) }, named('ThrottlingException'));
    expect(await failure(collect(table, { pk: 'W#ws_1' }))).toBeInstanceOf(Unavailable);
  });

  it('of one page tells whether there is more', async () => {
    const { table } = setUp({ Items: [item(1)], ...last(1) }, { Items: [item(1)] }, {});
    expect(await table.query({ pk: 'W#ws_1', limit: 1 })).toMatchObject({ more: true });
    expect(await table.query({ pk: 'W#ws_1', limit: 1 })).toMatchObject({ more: false });
    expect(await table.query({ pk: 'W#ws_1', limit: 1 })).toEqual({ items: [], more: false });
  });

  it.each([
    [{ from: 'a', to: 'b' }, ' AND #sk BETWEEN :from AND :to'],
    [{ from: 'a' }, ' AND #sk >= :from'],
    [{ to: 'b' }, ' AND #sk <= :to'],
    [{}, ''],
  ])('between %j asks for that range alone', async (bounds, range) => {
    const { table, sent } = setUp();
    await table.query({ pk: 'W#ws_1', ...bounds });
    expect(sent[0]?.input).toMatchObject({ KeyConditionExpression: `#pk = :pk${range}` });
    const values = Object.fromEntries(Object.entries(bounds).map(([name, value]) => [`:${name}`, value]));
    expect(sent[0]?.input.ExpressionAttributeValues).toEqual(marshall({ ':pk': 'W#ws_1', ...values }));
    // DynamoDB refuses names that no expression uses.
    expect(Object.keys(sent[0]?.input.ExpressionAttributeNames ?? {})).toEqual(
      range ? ['#pk', '#sk'] : ['#pk'],
    );
  });

  it('by an index, backwards, with a projection', async () => {
    const { table, sent } = setUp();
    await table.query({
      pk: 'L',
      index: { name: 'ByActivity', partition: 'listPk', sort: 'listSk' },
      from: 'a',
      newestFirst: true,
      limit: 20,
      projection: ['sk', 'size'],
    });
    expect(sent[0]?.input).toMatchObject({
      IndexName: 'ByActivity',
      ExpressionAttributeNames: { '#pk': 'listPk', '#sk': 'listSk', '#p0': 'sk', '#p1': 'size' },
      ProjectionExpression: '#p0, #p1',
      ScanIndexForward: false,
      ConsistentRead: false,
      Limit: 20,
    });
  });
});

describe('what calls cost', () => {
  it('is told for every call, refused ones included, and asked for only when somebody listens', async () => {
    const cost = { ConsumedCapacity: { CapacityUnits: 2.5 } };
    const { table, listening, sent, costs } = setUp(cost, refused(), {});
    await listening.get(KEY, { consistent: true });
    await listening.put(KEY, ABSENT);
    await table.get(KEY, { consistent: false });
    expect(costs).toEqual([
      ['get', 2.5],
      ['put refused', 1],
    ]);
    expect(sent.map(({ input }) => input.ReturnConsumedCapacity)).toEqual(['TOTAL', 'TOTAL', undefined]);
  });
});
