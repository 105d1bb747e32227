import { Match } from 'aws-cdk-lib/assertions';
import { consolePolicy } from '../../lib/console-headers.ts';
import { API_PATHS, isApiPath } from '../../lib/console-paths.ts';
import { type Properties, synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const DOMAIN = {
  domainName: 'app.kaojai.ai',
  certificateArn: 'arn:aws:acm:ap-southeast-1:111122223333:certificate/a',
};
const IN_US = 'arn:aws:acm:us-east-1:111122223333:certificate/b';

/** The console's template. */
function consoleOf({ console }: typeof production) {
  if (!console) throw new Error('the stage has no console');
  return console;
}

function configOf(synthesised: typeof production): Properties {
  const [distribution] = Object.values(consoleOf(synthesised).findResources('AWS::CloudFront::Distribution'));
  return distribution?.Properties.DistributionConfig;
}

const originFor = (config: Properties, path: string): Properties => {
  const { TargetOriginId } = config.CacheBehaviors.find((one: Properties) => one.PathPattern === path);
  return config.Origins.find(({ Id }: Properties) => Id === TargetOriginId);
};

describe('S15: the console', () => {
  test('comes with a policy that lets nothing in but its own files', () => {
    const policy = consolePolicy({ cognito: 'https://a.example', media: 'https://b.example/c/' });
    expect(policy.split('; ')).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
        "connect-src 'self' https://a.example https://b.example/c/",
      ]),
    );
    expect(policy).not.toMatch(/unsafe|\*|data:|https?:(?!\/\/)/);
  });

  test('every file of it has that policy, HSTS, and no frame around it', () => {
    consoleOf(production).hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: { Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true },
          FrameOptions: { FrameOption: 'DENY' },
          ContentTypeOptions: { Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'same-origin' },
        },
      },
    });
    const { CacheBehaviors, DefaultCacheBehavior } = configOf(production);
    const ofFiles = CacheBehaviors.filter(({ PathPattern }: Properties) => !API_PATHS.includes(PathPattern));
    expect(ofFiles).toHaveLength(1);
    for (const { ResponseHeadersPolicyId, ViewerProtocolPolicy } of [DefaultCacheBehavior, ...ofFiles]) {
      expect(ResponseHeadersPolicyId.Ref).toMatch(/^SiteHeaders/);
      expect(ViewerProtocolPolicy).toBe('redirect-to-https');
    }
  });

  test('nobody reads its bucket but CloudFront, for this distribution', () => {
    const template = consoleOf(production);
    template.hasResourceProperties('AWS::S3::Bucket', {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
    const [policy] = Object.values(template.findResources('AWS::S3::BucketPolicy'));
    const statements: Properties[] = policy?.Properties.PolicyDocument.Statement;
    expect(statements.map(({ Effect, Action }) => `${Effect} ${Action}`).sort()).toEqual([
      'Allow s3:GetObject',
      'Deny s3:*',
    ]);
    const reading = statements.find(({ Effect }) => Effect === 'Allow');
    expect(reading?.Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
    expect(JSON.stringify(reading?.Condition)).toMatch(/AWS:SourceArn.*:distribution\//);
  });

  test('who lays it down may write its bucket only, and open nothing of the data', () => {
    const [policy, ...others] = Object.values(consoleOf(production).findResources('AWS::IAM::Policy'));
    expect(others).toEqual([]);
    const statements: Properties[] = policy?.Properties.PolicyDocument.Statement;
    const writing = statements.filter(({ Action }) =>
      [Action].flat().some((one) => /Put|Delete/.test(one) && one.startsWith('s3:')),
    );
    expect(writing).toHaveLength(1);
    expect(JSON.stringify(writing[0]?.Resource)).toMatch(/^\[\{"Fn::GetAtt":\["Files[0-9A-F]{8}","Arn"\]\}/);
    expect(
      statements.flatMap(({ Action }) => Action).filter((one) => /^(kms|dynamodb|sqs):/.test(one)),
    ).toEqual([]);
  });
});

describe("the console's origin", () => {
  test('hands each route of the API on, and keeps none of its answers', () => {
    const routes = production
      .all('AWS::ApiGatewayV2::Route')
      .map(({ properties }) => String(properties.RouteKey))
      .filter((key) => key.includes(' /'))
      .map((key) => key.split(' ')[1] ?? '');
    expect(routes.length).toBeGreaterThan(20);
    expect(routes.filter((path) => !isApiPath(path))).toEqual([]);
    const config = configOf(production);
    const paths = config.CacheBehaviors.map(({ PathPattern }: Properties) => PathPattern);
    expect(paths).toEqual(expect.arrayContaining([...API_PATHS]));
    for (const path of API_PATHS) {
      const behaviour = config.CacheBehaviors.find(({ PathPattern }: Properties) => PathPattern === path);
      // Managed policies: CachingDisabled, AllViewerExceptHostHeader.
      expect(behaviour).toMatchObject({
        CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        AllowedMethods: expect.arrayContaining(['POST', 'PATCH', 'DELETE']),
      });
    }
  });

  test('answers of the API keep their own status: no page stands in for an error', () => {
    expect(configOf(production).CustomErrorResponses).toBeUndefined();
  });

  test.each(['/', '/app/inbox', '/app/privacy', '/config.json', '/assets/main-1.js'])(
    '%s is the console',
    (path) => {
      expect(isApiPath(path)).toBe(false);
    },
  );

  test('with a name of its own, the console has the name and the API answers to it', () => {
    const named = synthesise('production', {
      settings: { customDomain: { ...DOMAIN, consoleCertificateArn: IN_US } },
    });
    const config = configOf(named);
    expect(config.Aliases).toEqual(['app.kaojai.ai']);
    expect(config.ViewerCertificate).toMatchObject({ MinimumProtocolVersion: 'TLSv1.2_2021' });
    expect(JSON.stringify(originFor(config, '/v1/*').DomainName)).toMatch(/ImportValue.*RegionalDomainName/);
    // Managed policy: AllViewer.
    consoleOf(named).hasResourceProperties('AWS::CloudFront::Distribution', {
      DistributionConfig: {
        CacheBehaviors: Match.arrayWith([
          Match.objectLike({
            PathPattern: '/v1/*',
            OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3',
          }),
        ]),
      },
    });
  });

  test("while the name is the API's, CloudFront calls it by that", () => {
    const config = configOf(synthesise('production', { settings: { customDomain: DOMAIN } }));
    expect(config.Aliases).toBeUndefined();
    expect(originFor(config, '/v1/*').DomainName).toBe('app.kaojai.ai');
  });

  test('is left out on one machine, where the front serves the console', () => {
    expect(synthesise('local').console).toBeUndefined();
  });
});
