import { DAY_MS, MINUTE_MS } from '@/lib/common/clock';

const TOLERATED_SKEW_MS = MINUTE_MS;
const MAX_AHEAD_MS = DAY_MS;
const MAX_AGE_MS = 30 * DAY_MS;

/**
 * How far a sender's clock is off: added to its times. Zero where it is right enough, since what
 * remains is mostly the way here and correcting it would only move good times about.
 */
export function clockSkew(sentAt: number, receivedAt: number): number {
  const skew = receivedAt - sentAt;
  return Math.abs(skew) > TOLERATED_SKEW_MS ? skew : 0;
}

/** Whether a corrected time is one an event may have. */
export function plausibleTime(time: number, receivedAt: number): boolean {
  return time <= receivedAt + MAX_AHEAD_MS && time >= receivedAt - MAX_AGE_MS;
}
