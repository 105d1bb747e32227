import type { AwsCaller } from '../../../lambdas/aws/aws-call.ts';
import type { ThumbnailJob } from '../../../lambdas/ports/thumbnail-jobs.ts';
import { SqsThumbnailJobs } from '../../../lambdas/store/sqs-thumbnail-jobs.ts';

const JOB: ThumbnailJob = { workspaceId: 'ws_1', conversationId: 'c_1', entryId: 'e_1', index: 2 };

function jobs(answer: object) {
  const sent: { QueueUrl: string; Entries: { MessageBody: string }[] }[] = [];
  const json = async (_service: string, _target: string, input: never) => {
    sent.push(input);
    return answer;
  };
  return {
    sent,
    jobs: new SqsThumbnailJobs({ json } as unknown as AwsCaller, 'https://sqs.example/thumbnails'),
  };
}

describe("jobs on the thumbnail maker's queue", () => {
  it('are ids in a message of version 1, and nothing else', async () => {
    const { sent, jobs: queue } = jobs({});
    await queue.ask([{ ...JOB, url: 'not to be sent' } as ThumbnailJob]);
    expect(sent.map(({ QueueUrl }) => QueueUrl)).toEqual(['https://sqs.example/thumbnails']);
    expect(sent[0]?.Entries.map(({ MessageBody }) => MessageBody)).toEqual([
      '{"v":1,"workspaceId":"ws_1","conversationId":"c_1","entryId":"e_1","index":2}',
    ]);
  });

  it('are not durable when the queue says no', async () => {
    await expect(jobs({ Failed: [{}] }).jobs.ask([JOB])).rejects.toMatchObject({ code: 'unavailable' });
  });
});
