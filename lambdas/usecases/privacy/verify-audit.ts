import { type Anchor, BEGINNING, type ChainCheck, checkChain } from '../../domain/audit-chain.ts';
import type { AuditLog } from '../../ports/audit-trail.ts';

/**
 * Checks the audit trail of a workspace, event by event.
 * @param since an anchor that somebody kept: its event must still be there, unchanged, and the check goes on from it
 */
export async function verifyAudit(
  { auditLog }: { readonly auditLog: AuditLog },
  workspaceId: string,
  since: Anchor = BEGINNING,
): Promise<ChainCheck> {
  if (since.seq === BEGINNING.seq) return checkChain(workspaceId, auditLog.inOrder(workspaceId, 0));
  const [kept, before = BEGINNING] = await auditLog.newest(workspaceId, { limit: 2, below: since.seq + 1 });
  if (kept?.seq !== since.seq) return { whole: false, seq: since.seq, problem: 'missing' };
  if (kept.hash !== since.hash) return { whole: false, seq: since.seq, problem: 'changed' };
  return checkChain(workspaceId, auditLog.inOrder(workspaceId, before.seq), before);
}
