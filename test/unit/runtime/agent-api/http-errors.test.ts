import * as errors from '../../../../lambdas/domain/errors.ts';
import {
  httpErrorOf,
  MethodNotAllowed,
  PayloadTooLarge,
  Unauthenticated,
  VersionRequired,
} from '../../../../lambdas/runtime/agent-api/http-errors.ts';

const statuses: Readonly<Record<string, number>> = {
  UnreadableDelivery: 500,
  InvalidInput: 400,
  NotFound: 404,
  VersionChanged: 409,
  LimitReached: 409,
  SubjectErased: 409,
  Forbidden: 403,
  NoWorkspace: 403,
  AccountTaken: 409,
  AppMissing: 409,
  Raced: 503,
  Unavailable: 503,
  Misconfigured: 500,
};

/** Every error class of the domain but the base. */
const classes = Object.entries(errors).filter(([name]) => name !== 'KaoJaiError') as [
  string,
  new (message: string) => errors.KaoJaiError,
][];

describe('errors as HTTP', () => {
  it.each(classes)('%s has its status', (name, Class) => {
    expect(httpErrorOf(new Class('words'), 'r1').status).toBe(statuses[name]);
  });

  it.each([
    [new Unauthenticated(), 401],
    [new MethodNotAllowed(['GET']), 405],
    [new PayloadTooLarge(1), 413],
    [new VersionRequired(), 428],
    [new errors.KaoJaiError('anything', 'reconnect', 'words'), 409],
    [new TypeError('words'), 500],
  ])('%s', (error, status) => {
    expect(httpErrorOf(error, 'r1').status).toBe(status);
  });

  it('leaves details out where there are none', () => {
    expect(httpErrorOf(new errors.NotFound('thing'), 'r1').body).toEqual({
      error: { code: 'not_found', message: 'thing not found' },
    });
  });
});
