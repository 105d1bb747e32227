import { Validations } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Connector } from '../../lambdas/ports/connector.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WebhookRoutesProps {
  readonly api: HttpApi;
  readonly connectors: readonly Connector[];
  /** Takes the deliveries of all platforms. */
  readonly ingress: ServiceFunction;
}

/** Adds the routes that the connectors' manifests name. A new platform needs no change here. */
export function addWebhookRoutes({ api, connectors, ingress }: WebhookRoutesProps): void {
  const integration = new HttpLambdaIntegration('Ingress', ingress.target, { scopePermissionToRoute: false });
  for (const { path, method } of connectors.flatMap(({ manifest }) => manifest.routes)) {
    for (const route of api.addRoutes({ path, methods: [HttpMethod[method]], integration })) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          "A platform has no account here: the ingress checks the platform's signature over the raw bytes.",
      });
    }
  }
}
