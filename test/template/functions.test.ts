import { ENV } from '../../lambdas/runtime/env.ts';
import { readStage } from '../../lib/config.ts';
import { FUNCTIONS } from '../../local/cloud/bundle.ts';
import { type Resource, synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const local = synthesise('local');
const functions = (of = production) => of.all('AWS::Lambda::Function');
const nameOf = ({ id }: Resource) => id.replace(/Function[0-9A-F]{8}$/, '');
const variables = (fn: Resource): string[] => Object.keys(fn.properties.Environment.Variables).sort();

/** Functions and the bundles that they run. */
const BUNDLE_OF: Readonly<Record<string, string>> = {
  WebhookIngress: 'webhook-ingress',
  MessageWorker: 'message-worker',
  DeadLetterParker: 'dead-letter-parker',
  ConnectionKeeper: 'connection-keeper',
  ConnectionSweeper: 'connection-sweeper',
  MessageSender: 'message-sender',
  MediaWorker: 'media-worker',
  ThumbnailMaker: 'thumbnail-maker',
  PlatformCallbacks: 'platform-callbacks',
  PublicPages: 'public-pages',
  PrivacyApi: 'privacy-api',
  PrivacyClock: 'privacy-clock',
  Eraser: 'eraser',
  Exporter: 'exporter',
  RetentionRetentionSweeper: 'retention-sweeper',
  AgentApi: 'agent-api',
  LiveSocket: 'live-socket',
  LiveFanOut: 'live-fan-out',
  Connect: 'connect',
};

/** Variables that a stage may leave out. */
const OPTIONAL: readonly string[] = [ENV.egressBase, ENV.mailFrom];

function functionNamed(name: string, of = production): Resource {
  const found = functions(of).find((one) => nameOf(one) === name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

/** Which of our variables a function asks for when it starts with these. */
async function askedFor(bundle: string, given: Readonly<Record<string, string>>): Promise<string[]> {
  const asked = new Set<string>();
  const before = process.env;
  process.env = new Proxy({ ...given, AWS_REGION: 'ap-southeast-1' } as NodeJS.ProcessEnv, {
    get(variables, name: string) {
      asked.add(name);
      return variables[name];
    },
  });
  try {
    await jest.isolateModulesAsync(async () => import(`../../lambdas/entry/${bundle}.ts`));
  } finally {
    process.env = before;
  }
  const ours = new Set<string>(Object.values(ENV));
  return [...asked].filter((name) => ours.has(name) && !name.startsWith('AWS_')).sort();
}

describe('functions', () => {
  test('are these', () => {
    expect(functions().map(nameOf).sort()).toEqual(Object.keys(BUNDLE_OF).sort());
    expect(Object.values(BUNDLE_OF).sort()).toEqual([...FUNCTIONS].sort());
  });

  test.each(Object.keys(BUNDLE_OF))(
    '%s has exactly the variables that it asks for at its start',
    async (name) => {
      // The local stage leaves nothing out.
      const all = variables(functionNamed(name, local));
      const given = Object.fromEntries(all.map((variable) => [variable, 'http://x']));
      expect(await askedFor(BUNDLE_OF[name] ?? '', given)).toEqual(all);
    },
  );

  test.each(Object.keys(BUNDLE_OF))('%s starts without what a stage may leave out', async (name) => {
    const needed = variables(functionNamed(name));
    const given = Object.fromEntries(needed.map((variable) => [variable, 'http://x']));
    const asked = await askedFor(BUNDLE_OF[name] ?? '', given);
    expect(asked.filter((variable) => !OPTIONAL.includes(variable))).toEqual(needed);
  });

  test('on the local stage only, those that call out are told where to call', () => {
    const called = functions(local).filter((fn) => variables(fn).includes(ENV.egressBase));
    expect(called.map(nameOf).sort()).toEqual([
      'Connect',
      'ConnectionKeeper',
      'MediaWorker',
      'MessageSender',
    ]);
    expect(called[0]?.properties.Environment.Variables[ENV.egressBase]).toBe(readStage('local').egressBase);
    expect(functions().filter((fn) => variables(fn).includes(ENV.egressBase))).toEqual([]);
  });

  test('only the keeper, the privacy clock and the public pages write letters, from the address that the stage names', () => {
    const writers = functions(local).filter((fn) => variables(fn).includes(ENV.mailFrom));
    expect(writers.map(nameOf).sort()).toEqual(['ConnectionKeeper', 'PrivacyClock', 'PublicPages']);
    expect(writers[0]?.properties.Environment.Variables[ENV.mailFrom]).toBe(readStage('local').mailFrom);
    expect(functions().filter((fn) => variables(fn).includes(ENV.mailFrom))).toEqual([]);
  });

  test('those that make links know where this deployment is reached', () => {
    const told = functions().filter((fn) => variables(fn).includes(ENV.publicBaseUrl));
    expect(told.map(nameOf).sort()).toEqual([
      'Connect',
      'ConnectionKeeper',
      'LiveSocket',
      'MessageSender',
      'PlatformCallbacks',
      'PrivacyClock',
      'PublicPages',
    ]);
    for (const { properties } of told)
      expect(properties.Environment.Variables[ENV.publicBaseUrl]).toBe(readStage('production').publicBaseUrl);
  });

  test('no variable is one of those that Lambda sets', () => {
    for (const fn of functions()) {
      expect(variables(fn).filter((name) => /^(AWS_|LAMBDA_|_)/.test(name))).toEqual([]);
    }
  });

  test('run on the same runtime, log as JSON into a group of their own, and are not traced', () => {
    for (const fn of functions()) {
      expect(fn.properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
        LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN' },
      });
      expect(fn.properties.TracingConfig).toBeUndefined();
      expect(fn.properties.LoggingConfig.LogGroup.Ref).toMatch(new RegExp(`^${nameOf(fn)}Logs`));
    }
  });

  test('the ingress keeps instances warm where the stage says so, behind the alias that is invoked', () => {
    const warm = synthesise('production', {
      settings: { ingress: { reservedConcurrency: 100, provisionedConcurrency: 2 } },
    });
    const [alias, ...others] = warm.all('AWS::Lambda::Alias');
    expect(others).toEqual([]);
    expect(alias?.properties).toMatchObject({
      Name: 'live',
      ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 2 },
    });
    warm.templates.Ingress.hasResourceProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: 100,
    });
    warm.templates.Ingress.hasResourceProperties('AWS::ApiGatewayV2::Integration', {
      IntegrationUri: { Ref: alias?.id },
    });
  });
});

describe('queues', () => {
  const queue = (id: string) =>
    production.all('AWS::SQS::Queue').find((resource) => resource.id.startsWith(id))?.properties;

  test.each(['Deliveries', 'KeeperJobs', 'SendJobs', 'MediaJobs', 'ThumbnailJobs'])(
    '%s: kept for two weeks, given up after five tries',
    (name) => {
      expect(queue(`${name}Queue`)).toMatchObject({
        MessageRetentionPeriod: 14 * 86_400,
        RedrivePolicy: { maxReceiveCount: 5 },
      });
      expect(queue(`${name}DeadLetters`)).toMatchObject({ MessageRetentionPeriod: 14 * 86_400 });
    },
  );

  test('the worker knows how often a delivery is tried', () => {
    const { Variables } = functionNamed('MessageWorker').properties.Environment;
    expect(Variables[ENV.maxReceives]).toBe('5');
  });

  test.each([
    ['DeliveriesQueue', 'MessageWorker'],
    ['DeliveriesDeadLetters', 'DeadLetterParker'],
    ['KeeperJobsQueue', 'ConnectionKeeper'],
    ['SendJobsQueue', 'MessageSender'],
    ['MediaJobsQueue', 'MediaWorker'],
    ['ThumbnailJobsQueue', 'ThumbnailMaker'],
  ])('%s hides a message six times as long as %s may take', (id, fn) => {
    expect(queue(id)?.VisibilityTimeout).toBe(6 * functionNamed(fn).properties.Timeout);
  });

  test('invoke the workers, the keeper and the sender, the parker for dead letters; one bad message fails alone', () => {
    const mappings = production
      .all('AWS::Lambda::EventSourceMapping')
      .map(({ properties }) => properties)
      .filter(({ StartingPosition }) => StartingPosition === undefined);
    const of = (fn: string) =>
      mappings.filter(({ FunctionName }) => FunctionName.Ref === functionNamed(fn).id);
    expect(mappings).toHaveLength(6);
    for (const mapping of mappings) {
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
    const ScalingConfig = { MaximumConcurrency: 50 };
    expect(of('MessageWorker')).toMatchObject([
      { BatchSize: 10, MaximumBatchingWindowInSeconds: 1, ScalingConfig },
    ]);
    expect(of('ConnectionKeeper')).toMatchObject([{ BatchSize: 5, ScalingConfig }]);
    // Memory is for one file.
    expect(of('MessageSender')).toMatchObject([{ BatchSize: 1, ScalingConfig }]);
    expect(of('MediaWorker')).toMatchObject([{ BatchSize: 1, ScalingConfig }]);
    expect(of('ThumbnailMaker')).toMatchObject([{ BatchSize: 1, ScalingConfig }]);
    expect(of('DeadLetterParker')).toMatchObject([{ BatchSize: 10 }]);
  });
});

describe('schedules', () => {
  const schedules = production.all('AWS::Scheduler::Schedule').map(({ properties }) => properties);
  const ROUNDS = [
    ['ConnectionSweeper', 1],
    ['PrivacyClock', 1],
    ['RetentionRetentionSweeper', 5],
  ] as const;

  test.each(ROUNDS)('let %s look every %i minutes; a round that fails is not repeated', (name, minutes) => {
    const own = schedules.filter(({ Target }) => Target.Arn['Fn::GetAtt'][0] === functionNamed(name).id);
    expect(own).toMatchObject([
      {
        ScheduleExpression: minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: { RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } },
      },
    ]);
  });

  test('are these', () => {
    expect(schedules).toHaveLength(ROUNDS.length);
  });

  test('a round of those that look each minute ends before the next one begins', () => {
    for (const name of ['ConnectionSweeper', 'PrivacyClock'])
      expect(functionNamed(name).properties.Timeout).toBeLessThan(60);
  });

  test('a round of the retention sweeper is over when the next one begins, and there is never a second one', () => {
    expect(functionNamed('RetentionRetentionSweeper').properties).toMatchObject({
      Timeout: 300,
      ReservedConcurrentExecutions: 1,
    });
  });
});

describe('live updates', () => {
  const [mapping, ...others] = production
    .all('AWS::Lambda::EventSourceMapping')
    .map(({ properties }) => properties)
    .filter(({ StartingPosition }) => StartingPosition !== undefined);

  test('go by the stream at once; what fails is halved, tried again, and given up after five minutes', () => {
    expect(others).toEqual([]);
    expect(mapping).toMatchObject({
      FunctionName: { Ref: functionNamed('LiveFanOut').id },
      StartingPosition: 'LATEST',
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 300,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [expect.stringMatching(/^LiveUntold/), 'Arn'] } },
      },
    });
    expect(mapping?.MaximumBatchingWindowInSeconds).toBeUndefined();
  });

  test('cost nothing for what nobody is shown', () => {
    const patterns = mapping?.FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) =>
      JSON.parse(Pattern),
    );
    const sk = { S: ['HEAD', 'RECEIPTS', { prefix: 'E#' }, { prefix: 'F#' }, { prefix: 'M#' }] };
    expect(patterns).toEqual([{ dynamodb: { Keys: { pk: { S: [{ prefix: 'W#' }] }, sk } } }]);
  });
});
