import { KaoJaiError } from '../../../domain/errors.ts';
import type { PlatformCalls } from '../../../ports/account-access.ts';
import { idField, type JsonObject } from '../../shared/fields.ts';
import type { ShopCaller } from '../api/client.ts';
import { listConversations, listMessages } from '../api/conversations.ts';
import { presentId } from '../parse-sides.ts';

/**
 * The shop's own user id, which is not its shop id: it tells the sides apart where a delivery names no shops. Only a conversation tells it;
 * empty when there is none yet. It is no reason not to connect, so that no error is raised.
 */
export async function ownUserIds(calls: PlatformCalls, caller: ShopCaller): Promise<string[]> {
  try {
    const [conversation] = (await listConversations(calls, caller, undefined)).rows;
    const id = idField(conversation, 'conversation_id');
    if (id === undefined) return [];
    const { rows } = await listMessages(calls, caller, id, undefined);
    const found = rows.map((row) => ownIn(row, caller.shopId)).find((userId) => userId !== undefined);
    return found === undefined ? [] : [found];
  } catch (error) {
    if (error instanceof KaoJaiError) return [];
    throw error;
  }
}

function ownIn(row: JsonObject, shopId: string): string | undefined {
  if (idField(row, 'from_shop_id') === shopId) return presentId(row, 'from_id');
  return idField(row, 'to_shop_id') === shopId ? presentId(row, 'to_id') : undefined;
}
