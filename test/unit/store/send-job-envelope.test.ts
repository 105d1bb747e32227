import type { StoredMessage } from '../../../lambdas/domain/stored.ts';
import { readSendJob, writeSendJob } from '../../../lambdas/store/send-job-envelope.ts';

const REF = { workspaceId: 'ws_1', conversationId: 'conv_1' };

const MESSAGE: StoredMessage = {
  type: 'message',
  entryId: 'e1',
  rev: 0,
  direction: 'outbound',
  kind: 'text',
  state: 'queued',
  receivedAt: 1,
  sealed: { subjectId: 's_1', bytes: Buffer.from([0, 255, 128]) },
  outbox: { key: 'uuid', tries: 0, notBefore: 1, by: 'u_1' },
};

describe('a job on the queue', () => {
  it.each([
    ['for a conversation', REF],
    ['for a message', { ...REF, from: 'e1' }],
    ['with the message, put off', { ...REF, from: 'e1', message: MESSAGE, putOff: 3 }],
  ])('%s is read as it was written', (_name, job) => {
    expect(readSendJob(writeSendJob(job))).toEqual(job);
  });

  it('of the version before is read, too', () => {
    expect(readSendJob(JSON.stringify({ v: 1, ...REF, from: 'e1' }))).toEqual({ ...REF, from: 'e1' });
  });

  it.each([3, 0, '2', undefined])('of version %j comes back until somebody knows it', (v) => {
    expect(() => readSendJob(JSON.stringify({ v, ...REF }))).toThrow(
      expect.objectContaining({ code: 'misconfigured' }),
    );
  });
});
