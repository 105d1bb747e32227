import { readEndpoints } from './cloud/endpoints.ts';
import { signIn } from './cloud/sign-in.ts';

/** Signs in as the first user of the local cloud and prints the inbox: a look at the agent API without a console. */
const endpoints = readEndpoints(process.argv[2] ?? '.local');
const [user] = endpoints.users;
if (!user) throw new Error('the seed has no users');
const token = await signIn(endpoints.cognito, user);

const get = async (path: string) => {
  const response = await fetch(`${endpoints.apiUrl}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return (await response.json()) as { items: Record<string, unknown>[] };
};

interface Shown {
  id: string;
  platform: string;
  unreadCount: number;
  lastActivityAt: string;
  customer: { displayName: string | null };
  preview: { text: string | null } | null;
  replyWindow: { state: string };
}

const { items } = (await get('/v1/conversations?limit=50')) as unknown as { items: Shown[] };
for (const c of items) {
  const who = c.customer.displayName ?? 'name not known yet';
  console.log(
    `${c.lastActivityAt}  ${c.platform.padEnd(9)}  ${c.unreadCount} unread  ${who}  (reply window ${c.replyWindow.state})`,
  );
  console.log(`    ${c.preview?.text ?? ''}`);
}
console.log(`${items.length} conversations`);
