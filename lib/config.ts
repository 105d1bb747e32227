import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** Periods that CloudWatch Logs offers; it refuses every other number. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

const wholeNumber = (min: number, max: number) =>
  z.custom<number>(
    (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    `a whole number from ${min} to ${max}`,
  );
const flag = () => z.custom<boolean>((value) => typeof value === 'boolean', 'true or false');
const text = (pattern: RegExp, allowed: string) =>
  z.custom<string>((value) => typeof value === 'string' && pattern.test(value), allowed);

const ADDRESS = /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?(\/[\w.-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/;

const schema = z.strictObject({
  stage: z.custom<string>((value) => value !== undefined, "the file's name without .json"),
  region: text(/^[a-z]{2}(-[a-z]+)+-\d$/, 'an AWS region such as ap-southeast-1'),
  /** Absent: whatever account the deploying credentials belong to. */
  account: text(/^\d{12}$/, 'twelve digits').optional(),
  /** Where platforms and people reach this deployment, without a slash at the end. */
  publicBaseUrl: text(ADDRESS, 'an https address without a slash at the end'),
  stateful: z.strictObject(
    {
      /** Keys, tables, bucket, users and logs stay when their stack is deleted. */
      retain: flag(),
      deletionProtection: flag(),
    },
    'an object with retain and deletionProtection',
  ),
  pointInTimeRecoveryDays: wholeNumber(1, 35),
  logRetentionDays: z.custom<number>(
    (value) => RETENTION_DAYS.includes(value as number),
    `one of ${RETENTION_DAYS.join(', ')}`,
  ),
  throttle: z.strictObject(
    { rate: wholeNumber(1, 10_000), burst: wholeNumber(1, 5_000) },
    'an object with rate and burst',
  ),
  ingress: z
    .strictObject(
      {
        reservedConcurrency: wholeNumber(1, 10_000).optional(),
        /** Instances kept warm, which cost money while idle: Lazada waits 500 ms, a cold start included. */
        provisionedConcurrency: wholeNumber(1, 1_000).optional(),
      },
      'an object with reservedConcurrency or provisionedConcurrency',
    )
    .optional(),
  workerMaxConcurrency: wholeNumber(2, 1_000),
  /** How many erasures work at a time, of their own, so that live messages never wait for one. Absent: as many as there are. */
  eraserConcurrency: wholeNumber(1, 100).optional(),
  /**
   * Nobody gets a file before Amazon GuardDuty Malware Protection for S3 has looked at it; its plan for the media bucket (folders `uploads/` and
   * `scans/`, with tags) has to be there. Absent: nobody looks.
   */
  malwareScan: flag().optional(),
  requireMfa: flag(),
  /** How long keys of customers stay in a function's memory, and an erasure waits for; less makes it faster, and each key is read more often. */
  keyLifeSeconds: wholeNumber(1, 300).default(300),
  /** `seeded`: whatever a seed file says, from six characters; for the local cloud only. */
  passwords: z.enum(['strong', 'seeded'], 'strong or seeded').default('strong'),
  /** Who hears of alarms: an address, or a topic that exists already. Absent: alarms only change colour. */
  alarmEmail: text(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'an email address').optional(),
  alarmTopicArn: text(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[\w-]+$/, 'the ARN of an SNS topic').optional(),
  /** Whom letters to owners come from; SES has to have verified it. Absent: nobody is written to, and an alarm says so. */
  mailFrom: text(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, 'an email address').optional(),
  /** Replaces `https://HOST` of outgoing calls by `{egressBase}/HOST`. */
  egressBase: text(ADDRESS, 'an address without a slash at the end').optional(),
  customDomain: z
    .strictObject(
      {
        domainName: text(DOMAIN, 'a domain name in lower case'),
        /** An imported certificate: Lazada refuses domain-validated ones, which is all that ACM issues. */
        certificateArn: text(
          /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/[\w-]+$/,
          'the ARN of an ACM certificate',
        ),
        /** One of the same name in us-east-1, which CloudFront wants: then the name belongs to the console, and CloudFront hands on what is the API's. */
        consoleCertificateArn: text(
          /^arn:aws[a-z-]*:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
          'the ARN of an ACM certificate in us-east-1',
        ).optional(),
      },
      'an object with domainName and certificateArn',
    )
    .optional(),
});

/** Everything in which one deployment differs from another. */
export type StageSettings = z.infer<typeof schema>;

/** Says in one sentence what keeps the app from being synthesised. */
export class CannotSynthesise extends Error {}

/** Fields that the command line may replace, with `-c name=value`: the local cloud chooses its ports at start. */
export const REPLACEABLE = ['publicBaseUrl', 'egressBase'] as const;
export type Replacements = Partial<Record<(typeof REPLACEABLE)[number], unknown>>;

/**
 * Reads and checks `stages/{stage}.json`, relative to the working directory.
 * @throws CannotSynthesise naming the file, the field, the bad value and what is allowed
 */
export function readStage(stage: string, replacements: Replacements = {}, folder = 'stages'): StageSettings {
  const file = path.join(folder, `${stage}.json`);
  if (!existsSync(file)) throw new CannotSynthesise(`There is no stage "${stage}": ${file} does not exist.`);
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CannotSynthesise(`${file} is not JSON: ${(error as Error).message}`);
  }
  const given = Object.entries(replacements).filter(([, value]) => value !== undefined);
  return checkSettings(file, { ...(content as object), ...Object.fromEntries(given) });
}

/** @throws CannotSynthesise */
export function checkSettings(file: string, content: unknown): StageSettings {
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw new CannotSynthesise(sentences(file, content, parsed.error.issues).join('\n'));
  for (const [field, value, allowed] of rules(path.basename(file, '.json'), parsed.data)) {
    throw new CannotSynthesise(sentence(file, field, value, allowed));
  }
  return parsed.data;
}

/** Rules between fields: field, its value, what would be allowed. */
function* rules(name: string, settings: StageSettings): Generator<[string, unknown, string]> {
  const { stage, publicBaseUrl, egressBase, customDomain, alarmTopicArn } = settings;
  const local = stage === 'local';
  if (stage !== name) yield ['stage', stage, `"${name}", the file's name without .json`];
  if (!local && !publicBaseUrl.startsWith('https://'))
    yield ['publicBaseUrl', publicBaseUrl, 'an https address without a slash at the end'];
  if (!local && egressBase)
    yield ['egressBase', egressBase, 'nothing: outside the local stage, leave it out'];
  if (!local && settings.passwords !== 'strong')
    yield ['passwords', settings.passwords, 'strong: outside the local stage, leave it out'];
  if (customDomain && publicBaseUrl !== `https://${customDomain.domainName}`)
    yield ['publicBaseUrl', publicBaseUrl, `"https://${customDomain.domainName}", the custom domain`];
  if (settings.alarmEmail && alarmTopicArn)
    yield ['alarmTopicArn', alarmTopicArn, 'nothing: alarmEmail is set, leave one of the two out'];
}

function sentences(file: string, content: unknown, issues: readonly z.core.$ZodIssue[]): string[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'unrecognized_keys') {
      return sentence(file, issue.path.join('.'), valueAt(content, issue.path), issue.message);
    }
    const among = issue.path.length > 0 ? valueAt(schema.shape, issue.path) : schema;
    return issue.keys.map(
      (key) => `${file}: unknown field "${[...issue.path, key].join('.')}". Known: ${fieldsOf(among)}.`,
    );
  });
}

function sentence(file: string, field: string, value: unknown, allowed: string): string {
  if (!field)
    return `${file} holds ${JSON.stringify(value)}. Allowed: an object with the settings of a stage.`;
  const is = value === undefined ? 'is missing' : `is ${JSON.stringify(value)}`;
  return `${file}: "${field}" ${is}. Allowed: ${allowed}.`;
}

function valueAt(content: unknown, steps: readonly PropertyKey[]): unknown {
  return steps.reduce<unknown>(
    (at, step) => (at as Record<PropertyKey, unknown> | undefined)?.[step],
    content,
  );
}

function fieldsOf(node: unknown): string {
  const inner = node instanceof z.ZodOptional ? node.unwrap() : node;
  return inner instanceof z.ZodObject ? Object.keys(inner.shape).join(', ') : '';
}
