import { readBase, rewrite } from '../egress/rewrite.ts';
import { connectHandler } from '../runtime/connect/handler.ts';
import { connectingClients } from '../runtime/connecting-clients.ts';
import { EmfMeter } from '../runtime/emf-meter.ts';
import { optionalEnv } from '../runtime/env.ts';
import { noSealer } from '../runtime/no-sealer.ts';
import { systemClock } from '../runtime/system-clock.ts';
import { DynamoConsents } from '../store/dynamo-consents.ts';

const { deps, members, connections } = connectingClients(noSealer);
const base = optionalEnv('egressBase');

/** Connects and disconnects platform accounts: the members' routes, and the platforms' returns. */
export const handler = connectHandler({
  ...deps,
  members,
  consents: new DynamoConsents(connections, systemClock),
  meter: new EmfMeter(systemClock),
  browserUrl: (address) => (base ? rewrite(new URL(address), readBase(base)).href : address),
});
