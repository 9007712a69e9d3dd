/** What one may ask for from the admin: a command takes more. */
export const RUN_LIMITS = {
  shoppers: 200,
  concurrency: 4,
  speed: 1_000,
  rate: 500,
  seconds: 3_600,
  /** Runs at the same time. */
  atOnce: 3,
} as const;
