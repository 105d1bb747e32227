import type { AwsCaller } from '../../../lambdas/aws/aws-call.ts';
import { AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import type { MediaJob } from '../../../lambdas/ports/media-jobs.ts';
import { SqsMediaJobs } from '../../../lambdas/store/sqs-media-jobs.ts';

const AT = { workspaceId: 'ws_1', conversationId: 'c_1', entryId: 'e_1' };

function listening(answer: () => object = () => ({})) {
  const sent: { MessageBody: string; DelaySeconds?: number }[][] = [];
  const json = async (_service: string, _target: string, input: { Entries: never[] }) => {
    sent.push(input.Entries);
    return answer();
  };
  return { sent, jobs: new SqsMediaJobs({ json } as unknown as AwsCaller, 'https://sqs.example/media') };
}

describe("jobs on the media worker's queue", () => {
  it('are ids in a message of version 1, and nothing else', async () => {
    const { sent, jobs } = listening();
    const secret = { url: 'not to be sent' };
    await jobs.ask([
      { kind: 'fetch', ...AT, index: 2, ...secret } as MediaJob,
      { kind: 'drop', ...AT, ...secret } as MediaJob,
      { kind: 'forget', workspaceId: 'ws_1', viewId: 'v', ...secret } as MediaJob,
      { kind: 'profile', ...AT, ...secret } as MediaJob,
    ]);
    expect(sent.flat().map(({ MessageBody }) => MessageBody)).toEqual([
      '{"v":1,"kind":"fetch","workspaceId":"ws_1","conversationId":"c_1","entryId":"e_1","index":2}',
      '{"v":1,"kind":"drop","workspaceId":"ws_1","conversationId":"c_1","entryId":"e_1"}',
      '{"v":1,"kind":"forget","workspaceId":"ws_1","viewId":"v"}',
      '{"v":1,"kind":"profile","workspaceId":"ws_1","conversationId":"c_1"}',
    ]);
  });

  it('go ten at a time, with a delay where one is asked for', async () => {
    const { sent, jobs } = listening();
    const many = Array.from({ length: 11 }, (_, index): MediaJob => ({ kind: 'fetch', ...AT, index }));
    await jobs.ask(many);
    await jobs.ask(many.slice(0, 1), 1_500);
    expect(sent.map((entries) => entries.map(({ DelaySeconds }) => DelaySeconds))).toEqual([
      Array(10).fill(undefined),
      [undefined],
      [2],
    ]);
  });

  it.each([
    () => ({ Failed: [{}] }),
    () => {
      throw new AwsRefusal('QueueDoesNotExist', 400);
    },
  ])('are not durable when the queue says no', async (answer) => {
    const { jobs } = listening(answer);
    await expect(jobs.ask([{ kind: 'drop', ...AT }])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
