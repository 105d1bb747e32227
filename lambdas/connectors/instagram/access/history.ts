import type { Account, HistoryPage, HistoryRequest, PlatformCalls } from '../../../ports/account-access.ts';
import { readHistory } from '../../shared/meta/access/history.ts';
import { dialect } from '../dialect.ts';
import { nodeOf } from '../node.ts';

const FIELDS = 'id,created_time,from,to,message,attachments,shares,story,reply_to,is_unsupported';

/** The newest 20 messages of each conversation: of older ones Instagram answers as if they were deleted. */
export function history(
  calls: PlatformCalls,
  account: Account,
  request: HistoryRequest,
): Promise<HistoryPage> {
  const { graph, token, node } = nodeOf(calls, account);
  const { accountId, facts } = account;
  const aliases = [facts.appScopedId, facts.pageId].filter((id) => id !== undefined);
  const common = { graph, token, node, accountId, aliases, dialect, fields: FIELDS };
  const messages = { perCall: 20, further: false };
  return readHistory({ ...common, platform: 'instagram', messages }, request);
}
