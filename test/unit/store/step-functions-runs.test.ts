import { type AwsCaller, AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Misconfigured, Unavailable } from '../../../lambdas/domain/errors.ts';
import { StepFunctionsRuns } from '../../../lambdas/store/step-functions-runs.ts';

const ARN = 'arn:aws:states:ap-southeast-1:123456789012:stateMachine:KaoJai-test-Privacy';
const IDS = { workspaceId: 'ws_1', requestId: 'r_1', type: 'erase' } as const;
const REQUEST = { ...IDS, failures: 0 };

function runsOver(json: jest.Mock) {
  return new StepFunctionsRuns({ json } as unknown as AwsCaller, ARN);
}

describe('runs of privacy requests', () => {
  it('are named after their request, and get ids only', async () => {
    const json = jest.fn(async () => ({}));
    await runsOver(json).start(REQUEST);
    const input = JSON.stringify(IDS);
    expect(json.mock.calls).toEqual([
      ['states', 'AWSStepFunctions.StartExecution', { stateMachineArn: ARN, name: 'r_1', input }],
    ]);
  });

  it('have another name after each failure, for the one before is taken', async () => {
    const json = jest.fn(async (..._call: unknown[]) => ({}));
    await runsOver(json).start({ ...REQUEST, failures: 2 });
    expect(json.mock.calls[0]?.[2]).toMatchObject({ name: 'r_1.2', input: JSON.stringify(IDS) });
  });

  it('that were started before are no error', async () => {
    const json = jest.fn().mockRejectedValue(new AwsRefusal('ExecutionAlreadyExists', 400));
    await expect(runsOver(json).start(REQUEST)).resolves.toBeUndefined();
  });

  it.each([
    [new AwsRefusal('StateMachineDoesNotExist', 400), Misconfigured],
    [new Unavailable('states'), Unavailable],
  ])('that cannot be started say so: %s', async (error, kind) => {
    await expect(runsOver(jest.fn().mockRejectedValue(error)).start(REQUEST)).rejects.toThrow(kind);
  });
});
