import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';

const TRIES = 3;
const FRESH_MS = 10_000;
const LONGEST_WAIT_MS = 15_000;

/** Whether a failed reading is tried again: only what may pass by itself. */
export function triesAgain(failures: number, error: unknown): boolean {
  return failures < TRIES && (!(error instanceof ApiError) || error.mayPass);
}

/** How long until then, in milliseconds: doubling from one second. */
export function waitBefore(failures: number): number {
  return Math.min(1_000 * 2 ** failures, LONGEST_WAIT_MS);
}

/** What was read from the API. Writing is never repeated by itself: pages decide, with the same idempotency key. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: triesAgain, retryDelay: waitBefore, staleTime: FRESH_MS },
    mutations: { retry: false },
  },
});
