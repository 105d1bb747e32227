import { readEndpoints } from './cloud/endpoints.ts';
import { signIn } from './cloud/sign-in.ts';

/** Signs in as the first user of the local cloud and prints the inbox: a look at the agent API without a console. */
async function printInbox(state: string): Promise<void> {
  const endpoints = readEndpoints(state);
  const [user] = endpoints.users;
  if (!user) throw new Error('The seed has no users: there is nobody to sign in as.');
  const token = await signIn(endpoints.cognito, user);
  const response = await fetch(`${endpoints.apiUrl}/v1/conversations?limit=50`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`The agent API answered ${response.status}: ${await response.text()}`);
  const { items } = (await response.json()) as { items: Conversation[] };
  for (const conversation of items) console.log(line(conversation));
  console.log(`${items.length} conversations`);
}

/** What of a conversation is printed. */
interface Conversation {
  readonly platform: string;
  readonly unreadCount: number;
  readonly lastActivityAt: string;
  readonly customer: { readonly displayName: string | null };
  readonly preview: { readonly text: string | null } | null;
  readonly replyWindow: { readonly state: string };
}

function line({
  lastActivityAt,
  platform,
  unreadCount,
  customer,
  replyWindow,
  preview,
}: Conversation): string {
  const who = customer.displayName ?? 'name not known yet';
  return `${lastActivityAt}  ${platform.padEnd(9)}  ${unreadCount} unread  ${who}  (reply window ${replyWindow.state})
    ${preview?.text ?? ''}`;
}

try {
  await printInbox(process.argv[2] ?? '.local');
} catch (error) {
  const refused = (error as Error).message === 'fetch failed';
  console.error(
    refused ? 'The local cloud does not answer: start it with "npm start".' : (error as Error).message,
  );
  process.exit(1);
}
