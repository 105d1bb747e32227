import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What API Gateway gets back. */
export type CallbackAnswer = APIGatewayProxyStructuredResultV2;

const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
} as const;

/** An answer that says all with its status. */
export function emptyAnswer(statusCode: number): CallbackAnswer {
  return { statusCode, headers: { ...SAFE_HEADERS }, body: '' };
}

export function jsonAnswer(statusCode: number, body: object): CallbackAnswer {
  return {
    statusCode,
    headers: { ...SAFE_HEADERS, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
