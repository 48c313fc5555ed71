import { WebAPIRateLimitedError } from '@slack/web-api';

const MOST_MS = 30_000;

/** How long to wait before asking Slack again: what it says itself, else 0.5, 1, 2 … 30 s. `failures` counts from 1. */
export function backOffMs(failures: number, error?: unknown): number {
  if (error instanceof WebAPIRateLimitedError) return error.retryAfter * 1000;
  return Math.min(MOST_MS, 500 * 2 ** (failures - 1));
}
