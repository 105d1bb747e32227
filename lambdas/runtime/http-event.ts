import type { APIGatewayProxyEventV2 } from 'aws-lambda';

/**
 * The exact bytes of a request's body. API Gateway hands text types over as a string and everything else as base64; both give back what
 * came over the wire.
 */
export function bodyBytes(event: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>): Buffer {
  return Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
}

/** How many bytes a body has, without decoding it (counted in UTF-16 units, so at least, for text). */
export function bodySize(event: Pick<APIGatewayProxyEventV2, 'body' | 'isBase64Encoded'>): number {
  const length = event.body?.length ?? 0;
  return event.isBase64Encoded ? Math.floor((length * 3) / 4) : length;
}
