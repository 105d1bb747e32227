import { Validations } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { CALLBACK_ROUTES } from '../../lambdas/runtime/platform-callbacks/handler.ts';
import type { ServiceFunction } from './service-function.ts';

/** Adds the routes of the platforms' privacy callbacks and of the page that shows what became of them. */
export function addCallbackRoutes({
  api,
  callbacks,
}: {
  readonly api: HttpApi;
  readonly callbacks: ServiceFunction;
}): void {
  const integration = new HttpLambdaIntegration('Callbacks', callbacks.target, {
    scopePermissionToRoute: false,
  });
  for (const key of CALLBACK_ROUTES) {
    const [method = '', path = ''] = key.split(' ');
    for (const route of api.addRoutes({
      path,
      methods: [HttpMethod[method as 'GET' | 'POST']],
      integration,
    })) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          "A platform signs its callbacks, which the function checks; a case's page is found by its unguessable code only.",
      });
    }
  }
}
