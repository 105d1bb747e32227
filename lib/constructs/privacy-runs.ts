import { privacyWorkflowArn } from './privacy-workflow.ts';
import type { ServiceFunction } from './service-function.ts';

/** Lets `fn` start the workflow of privacy requests, and nothing else with it: not stop it, not look into it. */
export function grantStartPrivacyRuns(fn: ServiceFunction, stage: string): void {
  const arn = privacyWorkflowArn(fn, stage);
  fn.set('privacyStateMachineArn', arn).allow({ actions: ['states:StartExecution'], resources: [arn] });
}
