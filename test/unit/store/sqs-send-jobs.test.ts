import type { AwsCaller } from '../../../lambdas/aws/aws-call.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { SqsSendJobs } from '../../../lambdas/store/sqs-send-jobs.ts';

const CONVERSATION = { workspaceId: 'ws_1', conversationId: 'conv_1' };

function setUp(error?: Error) {
  const sent: unknown[] = [];
  const json = async (...call: unknown[]) => {
    if (error) throw error;
    sent.push(call);
  };
  return { sent, jobs: new SqsSendJobs({ json } as unknown as AwsCaller, 'https://queue.example/sends') };
}

describe('jobs for the sender', () => {
  it('name a conversation, and say from when on it is to be looked at', async () => {
    const { sent, jobs } = setUp();
    await jobs.ask({ ...CONVERSATION, text: 'never' } as never);
    await jobs.ask({ ...CONVERSATION, from: 'e1' }, 900);
    const QueueUrl = 'https://queue.example/sends';
    const body = '"v":2,"workspaceId":"ws_1","conversationId":"conv_1"';
    expect(sent).toEqual([
      ['sqs', 'AmazonSQS.SendMessage', { QueueUrl, MessageBody: `{${body}}`, DelaySeconds: 0 }],
      ['sqs', 'AmazonSQS.SendMessage', { QueueUrl, MessageBody: `{${body},"from":"e1"}`, DelaySeconds: 900 }],
    ]);
  });

  it('raises Unavailable, whatever the queue says', async () => {
    const unavailable = new Unavailable('sqs');
    await expect(setUp(unavailable).jobs.ask(CONVERSATION)).rejects.toBe(unavailable);
    const other = new Error('InvalidParameterValue');
    await expect(setUp(other).jobs.ask(CONVERSATION)).rejects.toMatchObject({
      code: 'unavailable',
      cause: other,
    });
  });
});
