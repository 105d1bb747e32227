import type { Members } from '../../ports/members.ts';
import type { Meter } from '../../ports/meter.ts';
import type { DisconnectDeps } from '../../usecases/connecting/disconnect.ts';
import type { ConsentDeps } from '../../usecases/connecting/finish-consent.ts';
import { memberRoutesFor } from '../agent-api/route.ts';

/** What connecting accounts needs behind its routes. */
export interface ConnectApiDeps extends ConsentDeps, DisconnectDeps {
  readonly members: Members;
  readonly meter: Meter;
  /** Where a browser finds an address of a platform: there, or at the local cloud's sandbox. */
  readonly browserUrl: (address: string) => string;
}

/** Defines a route about connecting. */
export const connectRoute = memberRoutesFor<ConnectApiDeps>();
