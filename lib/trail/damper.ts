import type { Clock } from '@/lib/common/clock';

/** Lets so many through in a stretch of time, and counts the others. */
export interface Damper {
  admits(): boolean;
  /** How many were turned away in a stretch that is over, or in any; told once. */
  turnedAway(inAny?: boolean): number;
}

export function createDamper(options: {
  readonly clock: Clock;
  readonly most: number;
  readonly stretchMs: number;
}): Damper {
  const { clock, most, stretchMs } = options;
  let began = Number.NEGATIVE_INFINITY;
  let admitted = 0;
  let away = 0;
  /** A clock that was set back ends a stretch too. */
  const over = (now: number) => now - began >= stretchMs || now < began;
  return {
    admits() {
      const now = clock();
      if (over(now)) {
        began = now;
        admitted = 0;
      }
      if (admitted >= most) {
        away += 1;
        return false;
      }
      admitted += 1;
      return true;
    },
    turnedAway(inAny = false) {
      if (away === 0 || !(inAny || over(clock()))) return 0;
      const counted = away;
      away = 0;
      return counted;
    },
  };
}
