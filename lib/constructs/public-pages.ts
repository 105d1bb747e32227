import { Duration, type Stack, Validations } from 'aws-cdk-lib';
import { type HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PUBLIC_ROUTES } from '../../lambdas/runtime/public-pages/handler.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import { grantMail } from './mail.ts';
import { ServiceFunction } from './service-function.ts';

export interface PublicPagesProps {
  readonly data: DataStack;
  /** The API to which the routes are added. */
  readonly api: HttpApi;
}

/**
 * Adds the privacy policy, the list of subprocessors and the request form, with a function of their own: everybody may call it, so it can add what
 * people ask for, and read nothing.
 */
export function addPublicPages(stack: Stack, { data, api }: PublicPagesProps): ServiceFunction {
  const { foundation, ledger } = data;
  const { mailFrom, publicBaseUrl } = foundation.settings;
  const pages = new ServiceFunction(stack, 'PublicPages', {
    ...foundation,
    bundle: 'public-pages',
    description: 'Shows the privacy policy, takes what people ask for about their data',
    memoryMb: 256,
    timeout: Duration.seconds(10),
    needs: ['ledgerTable', 'dataKeyArn', 'publicBaseUrl', ...(mailFrom ? (['mailFrom'] as const) : [])],
  });
  pages.set('publicBaseUrl', publicBaseUrl);
  ledger.grantTakePublicRequests(pages);
  foundation.dataKey.grantSealForms(pages);
  if (mailFrom) grantMail(pages, mailFrom);
  addRoutes(api, pages);
  return pages;
}

function addRoutes(api: HttpApi, pages: ServiceFunction): void {
  const integration = new HttpLambdaIntegration('PublicPages', pages.target, {
    scopePermissionToRoute: false,
  });
  for (const key of PUBLIC_ROUTES) {
    const [method = '', path = ''] = key.split(' ');
    for (const route of api.addRoutes({ path, methods: [HttpMethod[method as 'GET' | 'POST']], integration }))
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'The policy and the request form are for everybody; the function limits how often the form is taken.',
      });
  }
}
