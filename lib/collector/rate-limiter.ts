import type { Clock } from '@/lib/common/clock';

export interface RateLimit {
  /** Tokens a fresh or rested key may spend at once. */
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  tokens: number;
  at: number;
}

/** Token buckets by key. Answers 0 where the cost was paid, else the seconds until it could be. */
export type RateLimiter = (key: string, cost: number) => number;

/** Remembers at most `maxKeys` keys; the longest unused is forgotten first, which forgives it. */
export function createRateLimiter(limit: RateLimit, clock: Clock, maxKeys = 50_000): RateLimiter {
  const buckets = new Map<string, Bucket>();
  return (key, cost) => {
    const now = clock();
    const bucket = buckets.get(key) ?? { tokens: limit.burst, at: now };
    // A clock that was set back must not count as time owed.
    const restedMs = Math.max(0, now - bucket.at);
    const rested = bucket.tokens + (restedMs / 1000) * limit.perSecond;
    bucket.tokens = Math.min(limit.burst, rested);
    bucket.at = now;
    buckets.delete(key);
    buckets.set(key, bucket);
    if (buckets.size > maxKeys) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    // A cost above the burst could never be paid; a full bucket pays it and goes into debt.
    if (bucket.tokens >= Math.min(cost, limit.burst)) {
      bucket.tokens -= cost;
      return 0;
    }
    return Math.ceil((Math.min(cost, limit.burst) - bucket.tokens) / limit.perSecond);
  };
}
