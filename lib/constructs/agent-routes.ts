import { Stack, Validations } from 'aws-cdk-lib';
import * as apigw from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';
import { connectRoutes } from '../../lambdas/runtime/connect/connect-routes.ts';
import { CALLBACK_ROUTE } from '../../lambdas/runtime/connect/handler.ts';
import { privacyRoutes } from '../../lambdas/runtime/privacy-api/handler.ts';
import type { AgentDirectory } from './agent-directory.ts';
import type { ServiceFunction } from './service-function.ts';

const { DELETE, GET, PATCH, POST, PUT } = apigw.HttpMethod;
const PRIVATE = { path: '/v1/{proxy+}', methods: [GET, POST, PATCH, PUT, DELETE] };
/** What may be read without signing in. */
const PUBLIC = ['/openapi.json', '/healthz'];

export interface AgentRoutesProps {
  readonly api: apigw.HttpApi;
  readonly agents: AgentDirectory;
  /** Serves the agent API. */
  readonly agentApi: ServiceFunction;
  /** Serves the part of it that connects accounts, and the platforms' returns. */
  readonly connect: ServiceFunction;
  /** Serves the part of it that takes privacy requests and legal holds. */
  readonly privacy: ServiceFunction;
}

/** Routes of the agent API. All but two ask for a token of the agents' user pool before any code of ours runs. */
export class AgentRoutes extends Construct {
  constructor(scope: Construct, id: string, { api, agents, agentApi, connect, privacy }: AgentRoutesProps) {
    super(scope, id);
    const integration = new HttpLambdaIntegration('AgentApi', agentApi.target, {
      scopePermissionToRoute: false,
    });
    const authorizer = this.#authorizer(api, agents);
    for (const method of PRIVATE.methods) {
      const routeKey = apigw.HttpRouteKey.with(PRIVATE.path, method);
      new apigw.HttpRoute(this, method, { httpApi: api, routeKey, integration, authorizer });
    }
    this.#addConnect(api, connect, authorizer);
    this.#addPrivacy(api, privacy, authorizer);
    for (const path of PUBLIC) {
      const routeKey = apigw.HttpRouteKey.with(path, GET);
      const route = new apigw.HttpRoute(this, `Public${path}`, { httpApi: api, routeKey, integration });
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Says nothing about anybody: the description of the API, and whether it is up.',
      });
    }
  }

  #addConnect(api: apigw.HttpApi, connect: ServiceFunction, authorizer: apigw.IHttpRouteAuthorizer): void {
    const integration = new HttpLambdaIntegration('Connect', connect.target, {
      scopePermissionToRoute: false,
    });
    for (const { method, path } of connectRoutes) {
      const routeKey = apigw.HttpRouteKey.with(path, apigw.HttpMethod[method]);
      new apigw.HttpRoute(this, `Connect${method}${path}`, {
        httpApi: api,
        routeKey,
        integration,
        authorizer,
      });
    }
    const [, path = ''] = CALLBACK_ROUTE.split(' ');
    const routeKey = apigw.HttpRouteKey.with(path, GET);
    const route = new apigw.HttpRoute(this, 'ConsentReturn', { httpApi: api, routeKey, integration });
    Validations.of(route).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason:
        'A browser that comes back from a platform: it has to bring a state that is good once, and the cookie given with it.',
    });
  }

  #addPrivacy(api: apigw.HttpApi, privacy: ServiceFunction, authorizer: apigw.IHttpRouteAuthorizer): void {
    const integration = new HttpLambdaIntegration('PrivacyApi', privacy.target, {
      scopePermissionToRoute: false,
    });
    for (const { method, path } of privacyRoutes) {
      const routeKey = apigw.HttpRouteKey.with(path, apigw.HttpMethod[method]);
      new apigw.HttpRoute(this, `Privacy${method}${path}`, {
        httpApi: api,
        routeKey,
        integration,
        authorizer,
      });
    }
  }

  /** Made here and not by the route: the route would put it beside the API, in a stack that must not know the user pool. */
  #authorizer(api: apigw.HttpApi, { pool, client }: AgentDirectory): apigw.IHttpRouteAuthorizer {
    const { region, urlSuffix } = Stack.of(this);
    const { authorizerId } = new apigw.HttpAuthorizer(this, 'Agents', {
      httpApi: api,
      type: apigw.HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtIssuer: `https://cognito-idp.${region}.${urlSuffix}/${pool.userPoolId}`,
      jwtAudience: [client.userPoolClientId],
    });
    return apigw.HttpAuthorizer.fromHttpAuthorizerAttributes(this, 'AgentsOnly', {
      authorizerId,
      authorizerType: 'JWT',
    });
  }
}
