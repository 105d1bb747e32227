/**
 * Paths of the origin that are the API's; all others are the console's. As CloudFront writes them: `*` at the end stands for whatever follows. A test
 * holds that each route of the API is among them.
 */
export const API_PATHS = [
  '/v1/*',
  '/openapi.json',
  '/healthz',
  '/oauth/*',
  '/webhooks/*',
  '/callbacks/*',
  '/privacy*',
] as const;

/** Below it, files whose names have their content's hash. */
export const HASHED_FILES = '/assets/';

/** Whether a path (without a query) is the API's. */
export function isApiPath(path: string): boolean {
  return API_PATHS.some((pattern) =>
    pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern,
  );
}

/** The file for a path of the console: itself if it names one, else the document, which finds the page by the address. */
export function consoleFile(path: string): string {
  return /\.[a-z0-9]+$/i.test(path) ? path : '/index.html';
}
