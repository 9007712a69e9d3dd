import { sessionEnded } from '@/lib/events/session-rule';
import type { UserType } from '@/lib/events/vocabulary';
import { mintId } from './event-id';
import type { KeyValue } from './storage';

/** Who is visiting and in which session; shared by the tabs of one browser. */
export interface Visit {
  readonly user_id: string;
  readonly session_id: string;
  readonly user_type: UserType;
  readonly referrer_url: string | null;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly lastActiveAt: number;
}

export const VISIT_KEY = 'footfall_visit';

/**
 * The visit that an act at `now` belongs to: the stored one, a new session of the same visitor
 * where that one has ended, or a new visitor.
 */
export function continueVisit(storage: KeyValue, now: number, referrer: string): Visit {
  const stored = readVisit(storage);
  const visit: Visit =
    stored && !sessionEnded(stored.startedAt, stored.lastActiveAt, now)
      ? { ...stored, lastActiveAt: now }
      : {
          user_id: stored?.user_id ?? mintId(now),
          session_id: mintId(now),
          user_type: stored ? 'returning' : 'new',
          // The browser gives it without credentials and fragment; what the query may keep, the
          // collector knows, and what it may not should not travel.
          referrer_url: /^https?:[^?]+/.exec(referrer)?.[0] ?? null,
          startedAt: now,
          lastActiveAt: now,
        };
  storage.set(VISIT_KEY, JSON.stringify(visit));
  return visit;
}

function readVisit(storage: KeyValue): Visit | null {
  try {
    // None stored is parsed as null, which throws below like whatever else is not a visit.
    const visit: Visit = JSON.parse(storage.get(VISIT_KEY) as string);
    // Somebody else's would have no times, and a session without times never ends.
    return visit.startedAt <= visit.lastActiveAt ? visit : null;
  } catch {
    return null;
  }
}
