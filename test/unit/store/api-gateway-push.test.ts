import { type AwsCall, type AwsCaller, AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { ApiGatewayPush } from '../../../lambdas/store/api-gateway-push.ts';

const calls: AwsCall[] = [];
const lineThat = (answer: () => Promise<unknown>) => {
  const send = async (call: AwsCall) => {
    calls.push(call);
    return answer();
  };
  return new ApiGatewayPush({ send } as unknown as AwsCaller, 'api1');
};
const refusing = (status: number) => lineThat(() => Promise.reject(new AwsRefusal('unknown', status)));
beforeEach(() => calls.splice(0));

describe('pushes to browsers by API Gateway', () => {
  it('speaks on a socket, whatever is in its name', async () => {
    expect(await lineThat(async () => ({})).tell('L0SM9c=', '{}')).toBe('told');
    expect(calls).toEqual([
      {
        service: 'execute-api',
        api: 'api1',
        method: 'POST',
        path: '/live/@connections/L0SM9c%3D',
        body: '{}',
      },
    ]);
  });

  it('closes one', async () => {
    await lineThat(async () => ({})).close('x');
    expect(calls).toEqual([
      { service: 'execute-api', api: 'api1', method: 'DELETE', path: '/live/@connections/x' },
    ]);
  });

  it('F22: knows a socket that is gone', async () => {
    expect(await refusing(410).tell('x', '{}')).toBe('gone');
    await expect(refusing(410).close('x')).resolves.toBeUndefined();
  });

  it('says so when it cannot speak now', async () => {
    await expect(refusing(403).tell('x', '{}')).rejects.toThrow(Unavailable);
    await expect(lineThat(() => Promise.reject(new Unavailable('it'))).tell('x', '')).rejects.toThrow('it');
  });
});
