import type { Account, HistoryPage, HistoryRequest, PlatformCalls } from '../../../ports/account-access.ts';
import { readHistory } from '../../shared/meta/access/history.ts';
import { dialect } from '../dialect.ts';
import { nodeOf } from '../node.ts';

const FIELDS = 'id,created_time,from,to,message,attachments,sticker,shares,reply_to';

/** Messages of the Page, newest conversation first. Comments are not among them. */
export function history(
  calls: PlatformCalls,
  account: Account,
  request: HistoryRequest,
): Promise<HistoryPage> {
  const { graph, token, node } = nodeOf(calls, account);
  const { accountId } = account;
  const common = { graph, token, node, accountId, dialect, fields: FIELDS };
  const messages = { perCall: 50, further: true };
  return readHistory({ ...common, platform: 'messenger', aliases: [], messages }, request);
}
