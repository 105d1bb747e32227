import { type AwsCaller, AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import type { KeeperJob } from '../../../lambdas/ports/keeper-jobs.ts';
import { SqsKeeperJobs } from '../../../lambdas/store/sqs-keeper-jobs.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';

const QUEUE = 'https://sqs.example/keeper';

const job = (i: number): KeeperJob => ({ kind: 'connection', workspaceId: 'ws_1', id: `c_${i}` });
const many = (count: number) => Array.from({ length: count }, (_, i) => job(i));

/** Writes down what is sent; `failed` is what SQS says of a batch that it took by halves. */
function listening(failed?: object[]) {
  const sent: unknown[][] = [];
  const json = async (...call: unknown[]) => {
    sent.push(call);
    return failed ? { Failed: failed } : {};
  };
  return { sent, jobs: new SqsKeeperJobs({ json } as unknown as AwsCaller, QUEUE) };
}

describe("jobs on the keeper's queue", () => {
  it('are ids in a message of version 1, and nothing else', async () => {
    const { sent, jobs } = listening();
    await jobs.ask([{ ...job(1), secret: 'not to be sent' } as KeeperJob]);
    expect(sent).toEqual([
      [
        'sqs',
        'AmazonSQS.SendMessageBatch',
        {
          QueueUrl: QUEUE,
          Entries: [{ Id: '0', MessageBody: '{"v":1,"kind":"connection","workspaceId":"ws_1","id":"c_1"}' }],
        },
      ],
    ]);
  });

  it.each([
    [0, []],
    [1, [1]],
    [10, [10]],
    [11, [10, 1]],
    [25, [10, 10, 5]],
  ])('%i go in batches of %j', async (count, sizes) => {
    const { sent, jobs } = listening();
    await jobs.ask(many(count));
    const batches = sent.map(
      ([, , input]) => (input as { Entries: { Id: string; MessageBody: string }[] }).Entries,
    );
    expect(batches.map((entries) => entries.length)).toEqual(sizes);
    for (const entries of batches) expect(new Set(entries.map(({ Id }) => Id)).size).toBe(entries.length);
    const ids = batches.flat().map(({ MessageBody }) => (JSON.parse(MessageBody) as KeeperJob).id);
    expect(ids).toEqual(many(count).map(({ id }) => id));
  });

  it('arrive', async () => {
    const aws = new FakeAws();
    await new SqsKeeperJobs(aws.caller, QUEUE).ask(many(12));
    expect(aws.messages).toHaveLength(12);
  });

  it.each([
    ['SQS does not answer', down(['sqs'])],
    ['SQS refuses', down(['sqs'], new AwsRefusal('AccessDenied', 403))],
  ])('F06: are reported as not durable when %s', async (_name, failure) => {
    const aws = new FakeAws();
    aws.failure = failure;
    await expect(new SqsKeeperJobs(aws.caller, QUEUE).ask(many(2))).rejects.toThrow(Unavailable);
  });

  it('F06: are reported as not durable when SQS took only some of them', async () => {
    const { jobs } = listening([{ Id: '1', Code: 'InternalError' }]);
    await expect(jobs.ask(many(2))).rejects.toThrow(Unavailable);
  });
});
