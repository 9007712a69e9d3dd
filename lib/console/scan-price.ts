import { PRICES } from '@/lib/cost/prices';

const TB = 2 ** 40;
const LEAST_BYTES = 10 * 2 ** 20;

/** What Athena charges for a query that read so much, at the list price; 10 MB is the least. */
export function scanUsd(bytes: number): number {
  return bytes === 0 ? 0 : (Math.max(bytes, LEAST_BYTES) / TB) * PRICES.athenaScan.usd;
}
