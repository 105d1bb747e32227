import { Misconfigured } from '../../../lambdas/domain/errors.ts';
import { ENV, optionalEnv, readEnv } from '../../../lambdas/runtime/env.ts';

describe('the environment', () => {
  it('gives the variables that a function needs, and no others', () => {
    const source = { INBOX_TABLE: 'Inbox', MEDIA_BUCKET: 'media', SECRET_OF_ANOTHER: 'x' };
    expect(readEnv(['inboxTable', 'mediaBucket'], source)).toEqual({
      inboxTable: 'Inbox',
      mediaBucket: 'media',
    });
  });

  it('names every missing variable at once; an empty one is missing', () => {
    const read = () =>
      readEnv(['inboxTable', 'mediaBucket', 'dataKeyArn'], { INBOX_TABLE: 'Inbox', MEDIA_BUCKET: '' });
    expect(read).toThrow(Misconfigured);
    expect(read).toThrow(expect.objectContaining({ details: ['MEDIA_BUCKET', 'DATA_KEY_ARN'] }));
  });

  it('may leave a variable out that is optional', () => {
    expect(optionalEnv('awsEndpoint', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' })).toBe('http://127.0.0.1:1');
    expect(optionalEnv('awsEndpoint', { AWS_ENDPOINT_URL: '' })).toBeUndefined();
    expect(optionalEnv('awsEndpoint', {})).toBeUndefined();
  });

  it('has a name of its own for every variable', () => {
    expect(new Set(Object.values(ENV)).size).toBe(Object.keys(ENV).length);
  });
});
