import { demoApps } from '../../../local/seeding/demo-seed.ts';
import type { Seed } from '../../../local/seeding/seed-file.ts';

/** A shop that has connected nothing yet: the tests do that themselves. */
export async function uiSeed(): Promise<Seed> {
  return {
    apps: await demoApps(),
    workspaces: [
      {
        id: 'ws-ui',
        name: 'ร้านทดสอบ',
        locale: 'th',
        users: (['owner', 'agent'] as const).map((role) => ({
          email: `${role}@shop-ui.example`,
          password: `Test-ui-${role}-1!`,
          role,
        })),
        connections: [],
      },
    ],
  };
}
