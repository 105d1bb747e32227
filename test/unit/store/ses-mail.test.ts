import { type AwsCall, type AwsCaller, AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Misconfigured, Unavailable } from '../../../lambdas/domain/errors.ts';
import { SesMail } from '../../../lambdas/store/ses-mail.ts';

const letter = { to: 'owner@shop.example', subject: 'เชื่อมต่อใหม่', text: 'Please connect again.\n' };

function setUp(error?: Error) {
  const calls: AwsCall[] = [];
  const send = async (call: AwsCall) => {
    calls.push(call);
    if (error) throw error;
    return { status: 200, body: Buffer.from('{"MessageId":"1"}') };
  };
  return { calls, mail: new SesMail({ send } as unknown as AwsCaller, 'kaojai@operator.example') };
}

describe('a letter', () => {
  it('goes out once, in UTF-8, from the verified address to the one who is meant', async () => {
    const { calls, mail } = setUp();
    await mail.send(letter);
    expect(calls).toHaveLength(1);
    const [call] = calls;
    expect(call).toMatchObject({ service: 'ses', path: '/v2/email/outbound-emails' });
    expect(call?.headers).toEqual({ 'Content-Type': 'application/json' });
    expect(JSON.parse(String(call?.body))).toEqual({
      FromEmailAddress: 'kaojai@operator.example',
      Destination: { ToAddresses: ['owner@shop.example'] },
      Content: {
        Simple: {
          Subject: { Data: 'เชื่อมต่อใหม่', Charset: 'UTF-8' },
          Body: { Text: { Data: 'Please connect again.\n', Charset: 'UTF-8' } },
        },
      },
    });
  });

  it('that SES refuses is the operator’s to mend, and the error does not name the address', async () => {
    const { mail } = setUp(new AwsRefusal('MessageRejected', 400));
    const error: unknown = await mail.send(letter).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Misconfigured);
    expect((error as Misconfigured).details).toEqual(['MessageRejected']);
    expect(JSON.stringify([(error as Error).message, (error as Misconfigured).details])).not.toContain(
      'shop.example',
    );
    expect((error as Error).cause).toBeUndefined();
  });

  it('F06: that SES does not answer may be tried again', async () => {
    const { calls, mail } = setUp(new Unavailable('ses'));
    await expect(mail.send(letter)).rejects.toThrow(Unavailable);
    expect(calls).toHaveLength(1);
  });
});
