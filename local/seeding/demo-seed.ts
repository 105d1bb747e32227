import { createHash, randomBytes } from 'node:crypto';
import { connectors } from '../../lambdas/connectors/index.ts';
import type { SampleKit } from '../../lambdas/connectors/shared/sample-kit.ts';
import type { Seed } from './seed-file.ts';

/** Invented accounts in the form that the platform has; others get a number. */
const ACCOUNTS: Readonly<Record<string, string>> = {
  'line/main': 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596',
  'facebook/main': '104455667788990',
  'instagram/main': '17841400000000042',
  'shopee/main': '418822110',
  'lazada/main': '100245518',
  'tiktok/shop': '7495112233445566778',
  'tiktok/business': '-000K7pQmYtRz1vB3nW9cD5fH8jL2sX',
};

/** Invented applications of the operator by which no demo account is connected. */
const OTHER_APPS: Seed['apps'] = {
  lineModule: { channelId: '2009988776', channelSecret: 'invented-module-secret' },
};

export interface DemoAccount {
  readonly kit: SampleKit;
  readonly surface: string;
  readonly accountId: string;
}

/** The demo accounts with the kit that plays their platform. */
export async function demoAccounts(): Promise<DemoAccount[]> {
  const accounts: DemoAccount[] = [];
  for (const { manifest } of connectors) {
    const kit = await kitOf(manifest.id);
    for (const surface of manifest.surfaces) {
      accounts.push({ kit, surface, accountId: accountIdOf(`${manifest.id}/${surface}`) });
    }
  }
  return accounts;
}

/** Always the same for the same name, so that a later start finds the account again. */
function accountIdOf(name: string): string {
  return ACCOUNTS[name] ?? String(createHash('sha256').update(name).digest().readUInt32BE());
}

async function kitOf(platform: string): Promise<SampleKit> {
  const module = (await import(`../../lambdas/connectors/${platform}/samples/kit.ts`)) as { kit: SampleKit };
  return module.kit;
}

/** All of the operator's applications that any platform asks for. */
export async function demoApps(): Promise<Seed['apps']> {
  const accounts = await demoAccounts();
  const apps = accounts.map(({ kit, surface, accountId }) => kit.seed(surface, accountId).apps);
  return Object.assign({}, OTHER_APPS, ...apps) as Seed['apps'];
}

/** A shop with people in each role and one connected account per platform. Passwords are new each time. */
export async function demoSeed(): Promise<Seed> {
  const accounts = await demoAccounts();
  const seeds = accounts.map((account) => ({
    ...account,
    seed: account.kit.seed(account.surface, account.accountId),
  }));
  return {
    apps: await demoApps(),
    workspaces: [
      {
        id: 'baan-suan',
        name: 'บ้านสวน ช็อป',
        locale: 'th',
        users: [user('owner'), user('admin'), user('agent'), user('privacy_officer')],
        connections: seeds.map(({ kit, surface, accountId, seed }) => ({
          platform: kit.platform,
          accountId,
          displayName: `Baan Suan (${kit.platform}${surface === 'main' ? '' : ` ${surface}`})`,
          credentials: { ...seed.credentials },
        })),
      },
    ],
  };
}

type Role = Seed['workspaces'][number]['users'][number]['role'];

function user(role: Role): { email: string; password: string; role: Role } {
  return { email: `${role.replace('_', '-')}@baan-suan.example`, password: newPassword(), role };
}

/** Random, and with one of each kind of character that the user pool asks for. */
function newPassword(): string {
  return `${randomBytes(12).toString('base64url')}-aA1!`;
}
