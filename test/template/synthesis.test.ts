import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { readStage } from '../../lib/config.ts';
import { synthesise, withBundles } from './support/synthesise.ts';

/** Runs the app as the CDK does. */
function run(context: Readonly<Record<string, string>>) {
  const out = mkdtempSync(path.join(tmpdir(), 'kaojai-out-'));
  try {
    const shared = JSON.parse(readFileSync('cdk.json', 'utf8')).context;
    const env = {
      ...process.env,
      CDK_OUTDIR: out,
      CDK_CONTEXT_JSON: JSON.stringify({ ...shared, ...context }),
      CDK_VALIDATION: undefined,
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/kaojai.ts'], {
      env,
      encoding: 'utf8',
    });
    const reported = status === 0 ? readFileSync(path.join(out, 'validation-report.json'), 'utf8') : '{}';
    return { status, output: stdout + stderr, findings: JSON.parse(reported).pluginReports };
  } finally {
    rmSync(out, { recursive: true });
  }
}

describe('synthesis', () => {
  test.each(['production', 'development', 'local'])(
    'of %s is clean: cdk-nag, CloudFormation, no warning',
    (stage) => {
      const result = withBundles((bundles) => run({ stage, bundles, console: path.join(bundles, 'web') }));
      expect(result).toEqual({ status: 0, output: '', findings: [] });
    },
    60_000,
  );

  test('says what to do when there is no bundle', () => {
    const { status, output } = run({ stage: 'local', bundles: 'nowhere' });
    expect(output).toBe('There is no bundle in nowhere/webhook-ingress: run "npm run build" first.\n');
    expect(status).toBe(1);
  });

  test('says what is wrong with a setting, in a line', () => {
    const { status, output } = run({ stage: 'local', egressBase: 'nowhere' });
    expect(output).toBe(
      'stages/local.json: "egressBase" is "nowhere". Allowed: an address without a slash at the end.\n',
    );
    expect(status).toBe(1);
  });

  test('cdk-nag is content with every optional setting, too', () => {
    const domainName = 'api.example.com';
    const certificateArn = 'arn:aws:acm:ap-southeast-1:111122223333:certificate/a-b';
    const consoleCertificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/a-b';
    const { app } = synthesise('production', {
      settings: {
        alarmEmail: 'ops@example.com',
        mailFrom: 'no-reply@example.com',
        customDomain: { domainName, certificateArn, consoleCertificateArn },
        ingress: { reservedConcurrency: 100, provisionedConcurrency: 2 },
      },
    });
    expect(new AwsSolutionsChecks().validateScope(app).violations).toEqual([]);
  });

  test('every exception from cdk-nag says why', () => {
    const { app } = synthesise('production');
    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.values(data as Record<string, string>));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason.length).toBeGreaterThan(40);
  });

  test('an account is named only where the stage names one', () => {
    expect(readStage('production').account).toBeUndefined();
    const text = JSON.stringify(Object.values(synthesise('production').templates).map((t) => t.toJSON()));
    expect(text).not.toMatch(/:\d{12}:/);
  });
});
