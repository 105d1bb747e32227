import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../../domain/secret-text.ts';
import { idField, type JsonObject } from '../../fields.ts';
import { type Graph, graphCall } from '../graph/graph.ts';
import { inspectToken, type TokenInspection } from './inspect-token.ts';

/** A Page whose token came without a consent: from a seed file. */
export interface GivenPage {
  readonly inspection: TokenInspection;
  readonly pageId: string;
  /** With the fields that were asked for. */
  readonly page: JsonObject;
}

/**
 * Finds out whose token it is.
 * @throws PlatformRefusal `authorization_gone` for a token that is not good, or another application's
 */
export async function givenPage(graph: Graph, token: SecretText, fields: string): Promise<GivenPage> {
  const inspection = await inspectToken(graph, token);
  if (!inspection.valid || inspection.appId !== graph.app.id)
    throw new PlatformRefusal('authorization_gone', graph.platform, inspection.problemCode);
  const page = await graphCall(graph, { path: '/me', query: { fields }, token });
  const pageId = idField(page, 'id');
  if (pageId === undefined) throw new PlatformRefusal('unavailable', graph.platform, 'no id');
  return { inspection, pageId, page };
}
