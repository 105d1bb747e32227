import { Purpose } from '../../../domain/purpose.ts';
import { whoAmI } from '../../../usecases/who-am-i.ts';
import { memberRoute, type Route } from '../route.ts';
import { me } from '../schemas.ts';
import { meToWire } from '../wire.ts';

/** Who is signed in. */
export const meRoutes: readonly Route[] = [
  memberRoute({
    operation: 'getMe',
    method: 'GET',
    path: '/v1/me',
    allow: 'workspace:read',
    purpose: Purpose.administration,
    doc: 'The signed-in user, the workspace, and what the user may do.',
    answer: { status: 200, doc: 'You.', schema: me },
    handle: async ({ deps, session }) => meToWire(await whoAmI(deps, session)),
  }),
];
