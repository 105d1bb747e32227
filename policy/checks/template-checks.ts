/** A resource of a template, with what of it the checks look at. */
export interface TemplateResource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: properties of CloudFormation have no types
  readonly Properties?: any;
}

/** The resources of all stacks, by logical id. */
export type Resources = Readonly<Record<string, TemplateResource>>;

/** Logical ids of what breaks a rule; empty = the rule is kept. */
export type TemplateCheck = (resources: Resources) => string[];

/** The key under which each kind of store is encrypted. */
// biome-ignore lint/suspicious/noExplicitAny: properties of CloudFormation have no types
const KEY_OF: Readonly<Record<string, (properties: any) => unknown>> = {
  'AWS::DynamoDB::Table': ({ SSESpecification }) =>
    SSESpecification?.SSEEnabled && SSESpecification?.SSEType === 'KMS' && SSESpecification?.KMSMasterKeyId,
  'AWS::SQS::Queue': ({ KmsMasterKeyId }) => KmsMasterKeyId,
  'AWS::SNS::Topic': ({ KmsMasterKeyId }) => KmsMasterKeyId,
  'AWS::Logs::LogGroup': ({ KmsKeyId }) => KmsKeyId,
  'AWS::S3::Bucket': ({ BucketEncryption }) =>
    BucketEncryption?.ServerSideEncryptionConfiguration?.[0]?.ServerSideEncryptionByDefault?.KMSMasterKeyID,
};

/** SEC-2: stores without a key of our own. */
export const withoutKey: TemplateCheck = (resources) =>
  idsOf(resources, ({ Type, Properties }) => Type in KEY_OF && !KEY_OF[Type]?.(Properties ?? {}));

/** SEC-1: queues, buckets and topics that answer without TLS; domains that take less than TLS 1.2; listeners of plain HTTP. */
export const withoutTls: TemplateCheck = (resources) => {
  const refusing = Object.values(resources).filter(({ Properties }) =>
    list(Properties?.PolicyDocument?.Statement).some(
      // biome-ignore lint/suspicious/noExplicitAny: properties of CloudFormation have no types
      (statement: any) =>
        statement.Effect === 'Deny' && String(statement.Condition?.Bool?.['aws:SecureTransport']) === 'false',
    ),
  );
  const covered = JSON.stringify(
    refusing.map(({ Properties }) => Properties.Queues ?? Properties.Bucket ?? Properties.Topics),
  );
  const needing = ['AWS::SQS::Queue', 'AWS::S3::Bucket', 'AWS::SNS::Topic'];
  return idsOf(
    resources,
    ({ Type, Properties }, id) =>
      (needing.includes(Type) && !covered.includes(`"${id}"`)) ||
      (Type.endsWith('::Listener') && Properties?.Protocol === 'HTTP') ||
      (Type === 'AWS::ApiGatewayV2::DomainName' &&
        list(Properties?.DomainNameConfigurations).some((one) => one.SecurityPolicy !== 'TLS_1_2')),
  );
};

/** SEC-3: roles with a wildcard as action, and people who need no second factor. */
export const tooMuchRight: TemplateCheck = (resources) =>
  idsOf(resources, ({ Type, Properties }) => {
    if (Type === 'AWS::Cognito::UserPool')
      return (
        Properties?.MfaConfiguration !== 'ON' || !Properties?.AdminCreateUserConfig?.AllowAdminCreateUserOnly
      );
    if (Type !== 'AWS::IAM::Policy') return false;
    return list(Properties?.PolicyDocument?.Statement).some(
      (statement) =>
        statement.Effect === 'Allow' && list(statement.Action).some((action) => String(action).includes('*')),
    );
  });

/** SEC-5: statements that let a role open anything under a key with neither a service nor a purpose. */
export const opensFreely: TemplateCheck = (resources) =>
  idsOf(
    resources,
    ({ Type, Properties }) =>
      Type === 'AWS::IAM::Policy' &&
      list(Properties?.PolicyDocument?.Statement).some(
        (statement) =>
          list(statement.Action).includes('kms:Decrypt') &&
          !/kms:(ViaService|EncryptionContext)/.test(JSON.stringify(statement.Condition ?? {})),
      ),
  );

/** RET-1: tables and log groups that never forget. */
export const neverForgets: TemplateCheck = (resources) =>
  idsOf(resources, ({ Type, Properties }) => {
    if (Type === 'AWS::DynamoDB::Table') return Properties?.TimeToLiveSpecification?.Enabled !== true;
    return Type === 'AWS::Logs::LogGroup' && !Properties?.RetentionInDays;
  });

/** RET-4: tables that can be restored to longer ago than the 35 days that are promised. */
export const remembersTooLong: TemplateCheck = (resources) =>
  idsOf(
    resources,
    ({ Type, Properties }) =>
      Type === 'AWS::DynamoDB::Table' &&
      !(Properties?.PointInTimeRecoverySpecification?.RecoveryPeriodInDays <= 35),
  );

/** SEC-4: functions that have no log group of their own; and a template without any alarm. */
export const unwatched: TemplateCheck = (resources) => {
  const alarms = Object.values(resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm');
  const unlogged = idsOf(
    resources,
    ({ Type, Properties }) => Type === 'AWS::Lambda::Function' && !Properties?.LoggingConfig?.LogGroup,
  );
  return alarms.length === 0 ? [...unlogged, 'no alarm'] : unlogged;
};

/** Prefixes of AWS services that the template uses, such as `dynamodb`. */
export function servicesOf(resources: Resources): readonly string[] {
  // What is custom is a function of ours, or of CDK's.
  const own = Object.values(resources).filter(({ Type }) => Type.startsWith('AWS::'));
  return [...new Set(own.map(({ Type }) => Type.split('::')[1]?.toLowerCase() ?? ''))].sort();
}

function idsOf(resources: Resources, breaks: (resource: TemplateResource, id: string) => boolean): string[] {
  return Object.entries(resources)
    .filter(([id, resource]) => breaks(resource, id))
    .map(([id]) => id);
}

// biome-ignore lint/suspicious/noExplicitAny: properties of CloudFormation have no types
function list(value: any): readonly any[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
