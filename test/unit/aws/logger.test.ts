import { AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { InvalidInput, Unavailable, UnreadableDelivery } from '../../../lambdas/domain/errors.ts';
import { describeError, log } from '../../../lambdas/runtime/logger.ts';
import { captureLog } from '../../support/captured-log.ts';

const CANARY = 'canary-081-234-5678';

afterEach(() => jest.restoreAllMocks());

/** What is written to standard output meanwhile. */
function written(write: () => void): string {
  const lines = captureLog();
  write();
  jest.restoreAllMocks();
  return lines.join('');
}

function thrown(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

describe('a log line', () => {
  it('is one line of JSON', () => {
    const line = written(() => log('WARN', 'two\nlines', { id: 'd_1', tries: 2, last: false, code: null }));
    expect(line.endsWith('\n')).toBe(true);
    expect(line.trimEnd()).not.toContain('\n');
    expect(JSON.parse(line)).toEqual({
      level: 'WARN',
      message: 'two\nlines',
      id: 'd_1',
      tries: 2,
      last: false,
      code: null,
    });
  });
});

describe('S11: what is told of an error', () => {
  it('is code and message for our own, and the class of its cause', () => {
    expect(describeError(new InvalidInput('at is missing'))).toEqual({
      code: 'invalid_input',
      reason: 'at is missing',
    });
    expect(describeError(new Unavailable('kms', new AwsRefusal('ThrottlingException', 400)))).toEqual({
      code: 'unavailable',
      reason: 'kms is not available',
      cause: 'ThrottlingException',
    });
    expect(describeError(new Unavailable('kms', new TypeError(CANARY)))).toEqual({
      code: 'unavailable',
      reason: 'kms is not available',
      cause: 'TypeError',
    });
  });

  it('is type and status for what AWS refuses', () => {
    expect(describeError(new AwsRefusal('AccessDenied', 403))).toEqual({
      error: 'AwsRefusal',
      code: 'AccessDenied',
      reason: 'AWS answered 403 AccessDenied',
    });
  });

  it.each<[string, unknown]>([
    ['an error', new Error(CANARY)],
    ['a parser that quotes its input', thrown(() => JSON.parse(`${CANARY}`))],
    ['an error with more in it', Object.assign(new RangeError(CANARY), { input: CANARY, code: CANARY })],
    ['an error with a cause', new Error('x', { cause: new Error(CANARY) })],
    ['several errors', new AggregateError([new Error(CANARY)], CANARY)],
    ['a string', CANARY],
    ['an object', { message: CANARY, name: CANARY }],
    ['our own with a foreign cause', new UnreadableDelivery('the body is not JSON', new Error(CANARY))],
    ['our own with an object for a cause', new Unavailable('s3', { message: CANARY })],
    ['our own with details', new InvalidInput('a field is wrong', [`it says ${CANARY}`])],
    ['nothing', undefined],
    ['null', null],
  ])('is never the message of a foreign one: %s', (_name, error) => {
    const line = written(() => log('ERROR', 'failed', describeError(error)));
    expect(line).not.toContain('canary');
    expect(JSON.parse(line)).toHaveProperty('code');
  });

  it('is the class at least', () => {
    expect(describeError(new RangeError(CANARY))).toEqual({ error: 'RangeError', code: 'unexpected' });
    expect(describeError('text')).toEqual({ error: 'string', code: 'unexpected' });
  });
});
