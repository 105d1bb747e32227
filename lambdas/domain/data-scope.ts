/** Whose data it is about, by the ids under which it is stored. */
export type DataScope =
  /** A person on the other side, or a group: their subjects and their conversations. */
  (
    | {
        readonly kind: 'customer';
        readonly workspaceId: string;
        readonly subjectIds: readonly string[];
        readonly conversationIds: readonly string[];
      }
    | { readonly kind: 'member'; readonly workspaceId: string; readonly userId: string }
    /** All that came by one connection. */
    | {
        readonly kind: 'connection';
        readonly workspaceId: string;
        readonly connectionId: string;
        /** The platform's ids of the accounts: parked deliveries are told by them. */
        readonly accountIds: readonly string[];
      }
    | { readonly kind: 'workspace'; readonly workspaceId: string; readonly accountIds: readonly string[] }
  ) & {
    /** What a legal hold keeps of it for now. */
    readonly except?: Exception;
    /** The platform's ids of a customer, by which parked deliveries are told; never stored in the clear. */
    readonly words?: readonly string[];
  };

/** Subjects whose keys stay, and conversations of which nothing is touched. */
export interface Exception {
  readonly subjectIds: readonly string[];
  readonly conversationIds: readonly string[];
}

/** Whether a conversation is kept for now. */
export function isKept({ except }: DataScope, conversationId: string): boolean {
  return except?.conversationIds.includes(conversationId) === true;
}
