import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  neverForgets,
  opensFreely,
  type Resources,
  remembersTooLong,
  servicesOf,
  type TemplateCheck,
  tooMuchRight,
  unwatched,
  withoutKey,
  withoutTls,
} from '../../policy/checks/template-checks.ts';
import register from '../../policy/subprocessors.json' with { type: 'json' };
import { synthesise } from './support/synthesise.ts';

const { app } = synthesise('production', {
  settings: { alarmEmail: 'ops@example.com', mailFrom: 'inbox@example.com' },
});

/** Of every stack that there is, so that no new one is forgotten. */
const everything = resourcesOf(app.node.children.filter((child) => Stack.isStack(child)));

/**
 * Without the Console, which holds the published program and nothing of anybody: CloudFront reads it with a key of S3's, and CDK's own publisher
 * writes it. Its rules stand in console.test.ts.
 */
const resources = resourcesOf(
  app.node.children.filter((child) => Stack.isStack(child) && !/Console$/.test(child.node.id)) as Stack[],
);

function resourcesOf(stacks: readonly Stack[]): Resources {
  return Object.fromEntries(
    stacks.flatMap((stack) => Object.entries(Template.fromStack(stack).toJSON().Resources)),
  ) as Resources;
}

/** The resources with every one of a type changed. */
function changed(type: string, change: (properties: Record<string, unknown>) => object): Resources {
  return Object.fromEntries(
    Object.entries(resources).map(([id, resource]) => [
      id,
      resource.Type === type
        ? { ...resource, Properties: { ...resource.Properties, ...change(resource.Properties) } }
        : resource,
    ]),
  );
}

/** The resources without those of a type. */
function without(type: string): Resources {
  return Object.fromEntries(Object.entries(resources).filter(([, { Type }]) => Type !== type));
}

/** Each rule, and the control that it looks at, taken away. */
const RULES: readonly (readonly [name: string, check: TemplateCheck, broken: Resources])[] = [
  [
    'tables have a key of our own',
    withoutKey,
    changed('AWS::DynamoDB::Table', () => ({ SSESpecification: undefined })),
  ],
  [
    'queues have a key of our own',
    withoutKey,
    changed('AWS::SQS::Queue', () => ({ KmsMasterKeyId: undefined })),
  ],
  [
    'the bucket has a key of our own',
    withoutKey,
    changed('AWS::S3::Bucket', () => ({ BucketEncryption: undefined })),
  ],
  ['logs have a key of our own', withoutKey, changed('AWS::Logs::LogGroup', () => ({ KmsKeyId: undefined }))],
  ['queues refuse calls without TLS', withoutTls, without('AWS::SQS::QueuePolicy')],
  ['the bucket refuses calls without TLS', withoutTls, without('AWS::S3::BucketPolicy')],
  [
    'no role has a wildcard as action',
    tooMuchRight,
    changed('AWS::IAM::Policy', () => ({
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }] },
    })),
  ],
  [
    'everybody needs a second factor',
    tooMuchRight,
    changed('AWS::Cognito::UserPool', () => ({ MfaConfiguration: 'OPTIONAL' })),
  ],
  [
    'nothing opens without a purpose or a service',
    opensFreely,
    changed('AWS::IAM::Policy', () => ({
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: ['kms:Decrypt'], Resource: 'key' }] },
    })),
  ],
  [
    'tables forget',
    neverForgets,
    changed('AWS::DynamoDB::Table', () => ({ TimeToLiveSpecification: undefined })),
  ],
  ['logs forget', neverForgets, changed('AWS::Logs::LogGroup', () => ({ RetentionInDays: undefined }))],
  [
    'tables can be restored to 35 days ago at most',
    remembersTooLong,
    changed('AWS::DynamoDB::Table', () => ({
      PointInTimeRecoverySpecification: { RecoveryPeriodInDays: 36 },
    })),
  ],
  ['alarms watch', unwatched, without('AWS::CloudWatch::Alarm')],
  ['functions log', unwatched, changed('AWS::Lambda::Function', () => ({ LoggingConfig: undefined }))],
];

describe('the template keeps:', () => {
  test.each(RULES)('%s', (_name, check) => {
    expect(check(resources)).toEqual([]);
  });
});

describe('switched off:', () => {
  test.each(RULES)('%s', (_name, check, broken) => {
    expect(check(broken)).not.toEqual([]);
  });
});

describe('SHR-1: the subprocessor register', () => {
  const listed = register.subprocessors.flatMap(({ services }) => services);

  test('has every AWS service of the template', () => {
    const used = servicesOf(everything).filter(
      (service) => !['cdk', 'events', 'synthetics'].includes(service),
    );
    expect(used.filter((service) => !listed.includes(service))).toEqual([]);
  });

  test('misses a service that nobody listed', () => {
    const more = servicesOf({ ...resources, Stream: { Type: 'AWS::Kinesis::Stream' } });
    expect(more.filter((service) => !listed.includes(service))).toContain('kinesis');
  });
});
