import type { PlatformCalls } from '../../../ports/account-access.ts';
import { EgressError } from '../../../ports/egress.ts';

/**
 * Calls while something is being sent. Those that may be repeated (uploads, the list of shops) come before the message and reach nobody:
 * if one of them ends without an answer, it is certain that the customer has nothing.
 */
export function beforeSending(calls: PlatformCalls): PlatformCalls {
  return {
    send: async (call) => {
      try {
        return await calls.send(call);
      } catch (error) {
        throw call.idempotent && error instanceof EgressError ? nothingArrived(error) : error;
      }
    },
  };
}

function nothingArrived(error: EgressError): EgressError {
  const { kind, platform, host, rule, status, retryAfterMs } = error;
  return new EgressError({
    kind,
    platform,
    host,
    mayHaveArrived: false,
    ...(rule === undefined ? {} : { rule }),
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
