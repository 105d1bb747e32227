import { Stack } from 'aws-cdk-lib';
import type { ServiceFunction } from './service-function.ts';

/** Lets `fn` send mail from exactly this address, which SES has to have verified itself or by its domain. */
export function grantMail(fn: ServiceFunction, from: string): void {
  const [, domain = ''] = from.split('@');
  const stack = Stack.of(fn);
  const resources = [from, domain].map((resourceName) =>
    stack.formatArn({ service: 'ses', resource: 'identity', resourceName }),
  );
  fn.set('mailFrom', from).allow({
    actions: ['ses:SendEmail'],
    resources,
    conditions: { StringEquals: { 'ses:FromAddress': from } },
  });
}
