import type { CallsFor } from '../ports/account-access.ts';
import type { Egress } from '../ports/egress.ts';

/** Calls of connectors through the gate: always to the `api` hosts of their own platform, with the retry budget of one connection. */
export function platformCalls(egress: Egress): CallsFor {
  return (platform, retryBudget) => ({
    send: (call) => egress.request({ ...call, platform, purpose: 'api', retryBudget }),
  });
}
