import { connectors } from '../../lambdas/connectors/index.ts';
import type { Connector } from '../../lambdas/ports/connector.ts';
import { privacyRoutes } from '../../lambdas/runtime/privacy-api/handler.ts';
import { exportsOf, inWords } from './support/statements.ts';
import { type Synthesised, synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const AGENT_ROUTES = ['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((method) => `${method} /v1/{proxy+}`);
const CONNECT_ROUTES = [
  'POST /v1/connections',
  'DELETE /v1/connections/{id}',
  'GET /v1/connections/{id}/choices',
  'POST /v1/connections/{id}/choices',
];
/** Of privacy requests, holds and records: its own definitions say which (test/unit/runtime/privacy-api). */
const PRIVACY_ROUTES = privacyRoutes.map(({ method, path }) => `${method} ${path}`);
/** Where a platform sends the browser back. */
const RETURN = 'GET /oauth/{platform}/callback';
const CALLBACK_ROUTES = [
  'POST /callbacks/meta/deauthorize',
  'POST /callbacks/meta/data-deletion',
  'GET /privacy/status/{code}',
];
/** What everybody may read and send. */
const PUBLIC_PAGES = [
  'GET /privacy',
  'GET /privacy/subprocessors',
  'GET /privacy/request',
  'POST /privacy/request',
];
/** Of the WebSocket API: its authorizer is asked at the first. */
const SOCKET_ROUTES = ['$connect', '$default', '$disconnect'];
const PUBLIC_ROUTES = ['GET /openapi.json', 'GET /healthz'];

function authorization(of: Synthesised): Record<string, string> {
  const routes = of.all('AWS::ApiGatewayV2::Route').map(({ properties }) => properties);
  return Object.fromEntries(routes.map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]));
}

/** The routes that each function answers. */
function routesOf(of: Synthesised, fn: string): string[] {
  const integrations = of.all('AWS::ApiGatewayV2::Integration').filter(({ properties }) => {
    const names = exportsOf(of);
    return inWords(properties.IntegrationUri, names) === `${fn}Function`;
  });
  const ids = new Set(integrations.map(({ id }) => id));
  return of
    .all('AWS::ApiGatewayV2::Route')
    .filter(({ properties }) => ids.has(properties.Target['Fn::Join'][1][1].Ref))
    .map(({ properties }) => String(properties.RouteKey))
    .sort();
}

function webhooksOf(all: readonly Connector[]): string[] {
  return all.flatMap(({ manifest }) => manifest.routes.map(({ method, path }) => `${method} ${path}`));
}

describe('routes', () => {
  test('there is one API, and these are its routes; and one for sockets, with three', () => {
    const protocols = production
      .all('AWS::ApiGatewayV2::Api')
      .map(({ properties }) => properties.ProtocolType);
    expect(protocols.sort()).toEqual(['HTTP', 'WEBSOCKET']);
    expect(Object.keys(authorization(production)).sort()).toEqual(
      [
        ...SOCKET_ROUTES,
        ...webhooksOf(connectors),
        ...AGENT_ROUTES,
        ...CONNECT_ROUTES,
        ...PRIVACY_ROUTES,
        RETURN,
        ...CALLBACK_ROUTES,
        ...PUBLIC_PAGES,
        ...PUBLIC_ROUTES,
      ].sort(),
    );
  });

  test('each function answers its own', () => {
    expect(routesOf(production, 'WebhookIngress')).toEqual(webhooksOf(connectors).sort());
    expect(routesOf(production, 'AgentApi')).toEqual([...AGENT_ROUTES, ...PUBLIC_ROUTES].sort());
    expect(routesOf(production, 'PrivacyApi')).toEqual([...PRIVACY_ROUTES].sort());
    expect(routesOf(production, 'Connect')).toEqual([...CONNECT_ROUTES, RETURN].sort());
    expect(routesOf(production, 'PlatformCallbacks')).toEqual([...CALLBACK_ROUTES].sort());
    expect(routesOf(production, 'PublicPages')).toEqual([...PUBLIC_PAGES].sort());
  });

  test('an account of LINE has webhooks of its own, and the module channel one for all', () => {
    expect(webhooksOf(connectors)).toEqual(
      expect.arrayContaining(['POST /webhooks/line/{connectionId}', 'POST /webhooks/line/module']),
    );
  });

  test.each(webhooksOf(connectors))('%s has no authorizer: the signature decides', (route) => {
    expect(authorization(production)[route]).toBe('NONE');
  });

  test.each([RETURN, ...CALLBACK_ROUTES, ...PUBLIC_PAGES])(
    '%s has no authorizer: state and cookie, signature or code decide, or it is for everybody',
    (route) => {
      expect(authorization(production)[route]).toBe('NONE');
    },
  );

  test.each([...AGENT_ROUTES, ...CONNECT_ROUTES, ...PRIVACY_ROUTES])(
    "%s asks for a token of the agents' user pool",
    (route) => {
      expect(authorization(production)[route]).toBe('JWT');
    },
  );

  test('the token is one that the pool issued to the console', () => {
    const [authorizer, ...others] = production
      .all('AWS::ApiGatewayV2::Authorizer')
      .filter(({ properties }) => properties.AuthorizerType === 'JWT');
    const [pool] = production.all('AWS::Cognito::UserPool');
    const [client] = production.all('AWS::Cognito::UserPoolClient');
    expect(others).toEqual([]);
    expect(authorizer?.properties).toMatchObject({
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      JwtConfiguration: {
        Audience: [{ Ref: client?.id }],
        Issuer: {
          'Fn::Join': [
            '',
            ['https://cognito-idp.ap-southeast-1.', { Ref: 'AWS::URLSuffix' }, '/', { Ref: pool?.id }],
          ],
        },
      },
    });
  });

  test('S08: a socket is opened by whom the function admits, which sees no request without a ticket', () => {
    const [authorizer, ...others] = production
      .all('AWS::ApiGatewayV2::Authorizer')
      .filter(({ properties }) => properties.AuthorizerType !== 'JWT');
    expect(others).toEqual([]);
    expect(authorizer?.properties).toMatchObject({
      AuthorizerType: 'REQUEST',
      IdentitySource: ['route.request.querystring.ticket'],
    });
    expect(authorization(production).$connect).toBe('CUSTOM');
    const uris = production
      .all('AWS::ApiGatewayV2::Integration')
      .map(({ properties }) => JSON.stringify(properties.IntegrationUri))
      .filter((uri) => uri.includes('LiveSocketFunction'));
    expect(uris).toHaveLength(1);
  });

  test('a new platform gets its routes by being registered', () => {
    const [first] = connectors;
    if (!first) throw new Error('there is no connector');
    const path = '/webhooks/seventh/{shopId}';
    const routes = [{ method: 'POST', path, surface: 'main', credentials: ['app/seventh'] }] as const;
    const seventh = { ...first, manifest: { ...first.manifest, id: 'seventh', routes } };
    const withSeventh = synthesise('production', { connectors: [...connectors, seventh] });
    expect(authorization(withSeventh)).toEqual({ ...authorization(production), [`POST ${path}`]: 'NONE' });
  });
});

describe('S16: the API', () => {
  const [stage] = production.all('AWS::ApiGatewayV2::Stage');

  test('throttles', () => {
    expect(stage?.properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: 2000,
      ThrottlingBurstLimit: 4000,
    });
  });

  test('logs nothing personal: no address, no path, no agent', () => {
    expect(Object.values(JSON.parse(stage?.properties.AccessLogSettings.Format)).sort()).toEqual([
      '$context.requestId',
      '$context.requestTimeEpoch',
      '$context.responseLatency',
      '$context.routeKey',
      '$context.status',
    ]);
  });

  test('with a domain of its own, cannot be reached around it', () => {
    const domainName = 'api.example.com';
    const certificateArn = 'arn:aws:acm:ap-southeast-1:111122223333:certificate/a-b';
    const { templates } = synthesise('production', {
      settings: { customDomain: { domainName, certificateArn } },
    });
    templates.Ingress.hasResourceProperties('AWS::ApiGatewayV2::Api', { DisableExecuteApiEndpoint: true });
    templates.Ingress.hasResourceProperties('AWS::ApiGatewayV2::DomainName', {
      DomainName: domainName,
      DomainNameConfigurations: [{ CertificateArn: certificateArn, SecurityPolicy: 'TLS_1_2' }],
    });
    templates.Ingress.resourceCountIs('AWS::ApiGatewayV2::ApiMapping', 1);
  });
});

describe('the agents', () => {
  test.each([
    ['production', 'ON'],
    ['development', 'OPTIONAL'],
  ])('%s: sign-up is closed, passwords are long, the second factor is %s', (stage, mfa) => {
    const [pool] = synthesise(stage).all('AWS::Cognito::UserPool');
    expect(pool?.properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      MfaConfiguration: mfa,
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      Policies: { PasswordPolicy: { MinimumLength: 12, RequireSymbols: true } },
    });
  });

  test('the console has no secret, short tokens, and cannot find out who has an account', () => {
    const [client] = production.all('AWS::Cognito::UserPoolClient');
    expect(client?.properties).toMatchObject({
      GenerateSecret: false,
      AccessTokenValidity: 60,
      IdTokenValidity: 60,
      RefreshTokenValidity: 720,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
      PreventUserExistenceErrors: 'ENABLED',
      ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    });
  });
});
