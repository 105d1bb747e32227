import type { Json, Millis } from '../../../../domain/platform.ts';
import type { SecretText } from '../../../../domain/secret-text.ts';
import {
  field,
  idField,
  isTrue,
  type JsonObject,
  numberField,
  objectField,
  objectsField,
  textField,
  timeField,
} from '../../fields.ts';
import { appToken, type Graph, graphCall } from '../graph/graph.ts';

/** What Meta says of a token. */
export interface TokenInspection {
  readonly valid: boolean;
  readonly appId: string | undefined;
  /** The app-scoped id of the person who consented: what privacy callbacks name. */
  readonly userId: string | undefined;
  readonly scopes: readonly string[];
  /** Pages and accounts that were ticked, per permission. */
  readonly targets: readonly { readonly scope: string; readonly ids: readonly string[] }[];
  /** Null = never. */
  readonly expiresAt: Millis | null;
  /** 90 days after the person's last consent; then reads fail although the token "never expires". Null = not said. */
  readonly dataAccessUntil: Millis | null;
  /** Why it is not valid, such as `190/460`. */
  readonly problemCode: string;
}

/**
 * Asks about a token in the application's name. It says `valid: false` instead of refusing.
 * https://developers.facebook.com/docs/graph-api/reference/debug_token
 */
export async function inspectToken(graph: Graph, token: SecretText): Promise<TokenInspection> {
  const query = { input_token: token.reveal() };
  const body = await graphCall(graph, { path: '/debug_token', query, token: appToken(graph.app) });
  const data = objectField(body, 'data');
  const error = objectField(data, 'error');
  return {
    valid: isTrue(data, 'is_valid'),
    appId: idField(data, 'app_id'),
    userId: idField(data, 'user_id'),
    scopes: strings(field(data, 'scopes')),
    targets: objectsField(data, 'granular_scopes').map(targetsOf),
    // 0 stands for never, which is no moment.
    expiresAt: timeField(data, 'expires_at') ?? null,
    dataAccessUntil: timeField(data, 'data_access_expires_at') ?? null,
    problemCode: codeOf(error),
  };
}

function codeOf(error: JsonObject | undefined): string {
  const parts = [numberField(error, 'code') ?? 190, numberField(error, 'subcode')];
  return parts.filter((part) => part !== undefined).join('/');
}

function targetsOf(granular: JsonObject): { scope: string; ids: string[] } {
  return { scope: textField(granular, 'scope') ?? '', ids: strings(field(granular, 'target_ids')) };
}

/** The strings of a list; Meta writes ids in both ways. */
function strings(list: Json | undefined): string[] {
  return Array.isArray(list)
    ? list.filter((one) => typeof one === 'string' || typeof one === 'number').map(String)
    : [];
}
