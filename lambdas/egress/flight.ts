import type { Millis } from '../domain/platform.ts';
import { type EgressCall, EgressError, type EgressFault, type EgressRule } from '../ports/egress.ts';
import type { Limits } from './limits.ts';

/** One call on its way, over all its tries and redirects. */
export class Flight {
  readonly call: EgressCall;
  readonly limits: Limits;
  readonly maxBytes: number;
  readonly deadline: Millis;
  /** Where it is now. */
  host = '?';
  /** A connection stood, so that the platform may have seen it. */
  arrived = false;

  constructor(call: EgressCall, limits: Limits, now: Millis) {
    this.call = call;
    this.limits = limits;
    this.maxBytes = call.maxBytes ?? limits.maxBytes;
    this.deadline = now + (call.timeoutMs ?? limits.totalMs);
  }

  error(kind: EgressFault['kind'], more: Partial<EgressFault> = {}): EgressError {
    const { platform } = this.call;
    return new EgressError({ kind, platform, host: this.host, mayHaveArrived: this.arrived, ...more });
  }

  refusal(rule: EgressRule): EgressError {
    return this.error('refused', { rule });
  }
}
