/** Milliseconds since the Unix epoch, UTC. Passed as an argument wherever time matters. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** The contract's form of a time, as `toIso` writes it. */
export const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** ISO 8601 UTC with milliseconds. */
export function toIso(epochMs: number): string {
  return new Date(epochMs).toISOString();
}

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
