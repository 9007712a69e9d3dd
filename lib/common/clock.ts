/** Milliseconds since the Unix epoch, UTC. Passed as an argument wherever time matters. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** ISO 8601 UTC with milliseconds, the contract's form of a time. */
export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
