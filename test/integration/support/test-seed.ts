import { demoAccounts, demoApps } from '../../../local/seeding/demo-seed.ts';
import type { Seed } from '../../../local/seeding/seed-file.ts';
import { kitOf } from '../../support/samples.ts';

/** Two workspaces that must not see each other: one with every platform, one with a LINE channel of its own. */
export async function testSeed(): Promise<Seed> {
  const accounts = await demoAccounts();
  const seeds = accounts.map((account) => ({
    ...account,
    seed: account.kit.seed(account.surface, account.accountId),
  }));
  const line = await kitOf('line');
  return {
    apps: await demoApps(),
    workspaces: [
      {
        id: 'ws-a',
        name: 'Shop A',
        locale: 'th',
        users: (['owner', 'admin', 'agent', 'privacy_officer'] as const).map((role) => person('a', role)),
        connections: seeds.map(({ kit, accountId, seed }) => ({
          platform: kit.platform,
          accountId,
          credentials: { ...seed.credentials },
        })),
      },
      {
        id: 'ws-b',
        name: 'Shop B',
        locale: 'en',
        users: [person('b', 'owner')],
        connections: [
          {
            platform: 'line',
            accountId: LINE_ACCOUNT_OF_B,
            credentials: { ...line.seed('main', '').credentials },
          },
        ],
      },
    ],
  };
}

export const LINE_ACCOUNT_OF_B = 'U0000000000000000000000000000000b';

function person(shop: string, role: 'owner' | 'admin' | 'agent' | 'privacy_officer') {
  return { email: `${role.replace('_', '-')}@shop-${shop}.example`, password: `Test-${shop}-only-1!`, role };
}
