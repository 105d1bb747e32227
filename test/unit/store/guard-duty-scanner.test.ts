import { type AwsCall, type AwsCaller, AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { GuardDutyScanner } from '../../../lambdas/store/guard-duty-scanner.ts';

const FILE = { kind: 'upload', workspaceId: 'ws_1', id: 'random' } as const;
const tagged = (...tags: readonly (readonly [string, string])[]) =>
  `<?xml version="1.0"?><Tagging><TagSet>${tags.map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join('')}</TagSet></Tagging>`;

function scanner(answer: () => string) {
  const calls: AwsCall[] = [];
  const send = async (call: AwsCall) => {
    calls.push(call);
    return { status: 200, body: Buffer.from(answer()) };
  };
  return { calls, scanner: new GuardDutyScanner({ send } as unknown as AwsCaller, 'bucket') };
}
const STATUS = 'GuardDutyMalwareScanStatus';

describe("GuardDuty's word about a file", () => {
  it.each([
    ['clean', tagged([STATUS, 'NO_THREATS_FOUND'])],
    ['clean', tagged(['other', 'THREATS_FOUND'], [STATUS, 'NO_THREATS_FOUND'])],
    ['infected', tagged([STATUS, 'THREATS_FOUND'])],
    ['unscannable', tagged([STATUS, 'UNSUPPORTED'])],
    ['unscannable', tagged([STATUS, 'ACCESS_DENIED'])],
    ['unscannable', tagged([STATUS, 'FAILED'])],
    ['unscannable', tagged([STATUS, 'SOMETHING_NEW'])],
    ['pending', tagged()],
    ['pending', tagged(['other', 'NO_THREATS_FOUND'])],
  ] as const)('%s: %s', async (verdict, answer) => {
    const { calls, scanner: found } = scanner(() => answer);
    expect(await found.verdict(FILE)).toBe(verdict);
    expect(calls).toEqual([{ service: 's3', method: 'GET', path: '/bucket/uploads/ws_1/random?tagging' }]);
  });

  it.each([404, 403])('waits for what is not there (%i)', async (status) => {
    const { scanner: found } = scanner(() => {
      throw new AwsRefusal('NoSuchKey', status);
    });
    expect(await found.verdict(FILE)).toBe('pending');
  });

  it.each([new Unavailable('s3'), new AwsRefusal('InternalError', 500)])(
    'is not guessed: %s',
    async (error) => {
      const { scanner: found } = scanner(() => {
        throw error;
      });
      await expect(found.verdict(FILE)).rejects.toBe(error);
    },
  );
});
