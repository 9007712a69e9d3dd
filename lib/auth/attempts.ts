import { type Clock, MINUTE_MS } from '@/lib/common/clock';

/** Remembers failed tries by key, in bounded memory. */
export interface Attempts {
  /** Milliseconds until another try is allowed; 0 when it is now. */
  waitMs(key: string): number;
  /** Counts a failure; what it answers takes that one back. */
  failed(key: string): () => void;
}

export interface AttemptsOptions {
  readonly clock: Clock;
  readonly max?: number;
  readonly windowMs?: number;
  /** Keys remembered at once; the one longest unused is forgotten first. */
  readonly capacity?: number;
}

/** At most `max` failures in any stretch of `windowMs`. Refused tries do not lengthen the wait. */
export function createAttempts(options: AttemptsOptions): Attempts {
  const { clock, max = 10, windowMs = 15 * MINUTE_MS, capacity = 10_000 } = options;
  // A Map keeps insertion order, so its first key is the one longest unused.
  const failures = new Map<string, readonly number[]>();
  const recent = (key: string, now: number) =>
    // Failures from after `now` are of before the clock was set back; they have had their time.
    (failures.get(key) ?? []).filter((at) => at > now - windowMs && at <= now);
  return {
    waitMs(key) {
      const now = clock();
      const [oldest, ...newer] = recent(key, now);
      return oldest === undefined || newer.length + 1 < max ? 0 : oldest + windowMs - now;
    },
    failed(key) {
      const now = clock();
      const kept = [...recent(key, now), now].slice(-max);
      failures.delete(key);
      failures.set(key, kept);
      if (failures.size > capacity) {
        const [longestUnused] = failures.keys();
        if (longestUnused !== undefined) failures.delete(longestUnused);
      }
      return () => {
        const times = failures.get(key) ?? [];
        const index = times.lastIndexOf(now);
        if (index < 0) return;
        if (times.length === 1) failures.delete(key);
        else failures.set(key, times.toSpliced(index, 1));
      };
    },
  };
}
