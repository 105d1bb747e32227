import { ENV } from '../../lambdas/runtime/env.ts';
import { readStage } from '../../lib/config.ts';
import { type Resource, synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const functions = (of = production) => of.all('AWS::Lambda::Function');
const nameOf = ({ id }: Resource) => id.replace(/Function[0-9A-F]{8}$/, '');
const variables = (fn: Resource): string[] => Object.keys(fn.properties.Environment.Variables).sort();

/** Functions and the bundles that they run. */
const BUNDLE_OF: Readonly<Record<string, string>> = {
  WebhookIngress: 'webhook-ingress',
  MessageWorker: 'message-worker',
  DeadLetterParker: 'dead-letter-parker',
  AgentApi: 'agent-api',
};

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
  });

  test.each(Object.keys(BUNDLE_OF))(
    '%s has exactly the variables that it asks for at its start',
    async (name) => {
      const fn = functions().find((one) => nameOf(one) === name);
      if (!fn) throw new Error(`there is no ${name}`);
      const given = Object.fromEntries(variables(fn).map((variable) => [variable, 'x']));
      expect(await askedFor(BUNDLE_OF[name] ?? '', given)).toEqual(variables(fn));
    },
  );

  test('on the local stage only, those that call out are told where to call', () => {
    const called = functions(synthesise('local')).filter((fn) => variables(fn).includes(ENV.egressBase));
    expect(called.map(nameOf).sort()).toEqual(['AgentApi', 'MessageWorker']);
    expect(called[0]?.properties.Environment.Variables[ENV.egressBase]).toBe(readStage('local').egressBase);
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

describe('queue', () => {
  const queue = (id: string) =>
    production.all('AWS::SQS::Queue').find((resource) => resource.id.startsWith(id))?.properties;

  test('keeps deliveries for two weeks and gives up after five tries', () => {
    expect(queue('DeliveriesQueue')).toMatchObject({
      MessageRetentionPeriod: 14 * 86_400,
      RedrivePolicy: { maxReceiveCount: 5 },
    });
    expect(queue('DeliveriesDeadLetters')).toMatchObject({ MessageRetentionPeriod: 14 * 86_400 });
    const worker = functions().find((fn) => nameOf(fn) === 'MessageWorker');
    expect(worker?.properties.Environment.Variables[ENV.maxReceives]).toBe('5');
  });

  test('hides a delivery six times as long as its function may take', () => {
    for (const [id, fn] of [
      ['DeliveriesQueue', 'MessageWorker'],
      ['DeliveriesDeadLetters', 'DeadLetterParker'],
    ] as const) {
      const timeout = functions().find((resource) => nameOf(resource) === fn)?.properties.Timeout;
      expect(queue(id)?.VisibilityTimeout).toBe(6 * timeout);
    }
  });

  test('invokes the worker in batches, the parker for dead letters; one bad delivery fails alone', () => {
    const mappings = production.all('AWS::Lambda::EventSourceMapping').map(({ properties }) => properties);
    expect(mappings).toHaveLength(2);
    for (const mapping of mappings) {
      expect(mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    }
    expect(mappings.find(({ ScalingConfig }) => ScalingConfig)).toMatchObject({
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 1,
      ScalingConfig: { MaximumConcurrency: 50 },
    });
  });
});
