import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';

export const SESSION_IDLE_MS = 30 * MINUTE_MS;
export const SESSION_MAX_MS = 24 * HOUR_MS;

/** Whether a session that began and was last active then has ended by `now`; all epoch ms. */
export function sessionEnded(startedAt: number, lastActiveAt: number, now: number): boolean {
  return now - lastActiveAt >= SESSION_IDLE_MS || now - startedAt >= SESSION_MAX_MS;
}
