import { type AwsCaller, AwsRefusal } from '../aws/aws-call.ts';
import { Misconfigured } from '../domain/errors.ts';
import type { PrivacyRun, PrivacyRuns } from '../ports/privacy-runs.ts';

/** Starts privacy requests on Step Functions. An execution is named after its request, so that there is one of each. */
export class StepFunctionsRuns implements PrivacyRuns {
  readonly #aws: AwsCaller;
  readonly #stateMachineArn: string;

  constructor(aws: AwsCaller, stateMachineArn: string) {
    this.#aws = aws;
    this.#stateMachineArn = stateMachineArn;
  }

  async start({ workspaceId, requestId, type, failures }: PrivacyRun): Promise<void> {
    try {
      await this.#aws.json('states', 'AWSStepFunctions.StartExecution', {
        stateMachineArn: this.#stateMachineArn,
        // Names of runs that ended are taken for 90 days.
        name: failures === 0 ? requestId : `${requestId}.${failures}`,
        input: JSON.stringify({ workspaceId, requestId, type }),
      });
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error;
      if (error.type !== 'ExecutionAlreadyExists')
        throw new Misconfigured('Step Functions refuses a privacy request', [error.type]);
    }
  }
}
