import { uuidV7 } from '@/lib/common/uuid';
import { referrerUrl } from '@/lib/events/page-url';
import { sessionEnded } from '@/lib/events/session-rule';
import type { UserType } from '@/lib/events/vocabulary';
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
  const ended = !stored || sessionEnded(stored.startedAt, stored.lastActiveAt, now);
  const visit: Visit = ended
    ? {
        user_id: stored?.user_id ?? uuidV7(now),
        session_id: uuidV7(now),
        user_type: stored ? 'returning' : 'new',
        referrer_url: referrer ? referrerUrl(referrer) : null,
        startedAt: now,
        lastActiveAt: now,
      }
    : { ...stored, lastActiveAt: now };
  storage.set(VISIT_KEY, JSON.stringify(visit));
  return visit;
}

function readVisit(storage: KeyValue): Visit | null {
  try {
    const visit: unknown = JSON.parse(storage.get(VISIT_KEY) ?? 'null');
    return isVisit(visit) ? visit : null;
  } catch {
    return null; // Somebody else wrote there; begin anew.
  }
}

function isVisit(value: unknown): value is Visit {
  if (typeof value !== 'object' || value === null) return false;
  const { user_id, session_id, user_type, startedAt, lastActiveAt } = value as Record<
    string,
    unknown
  >;
  return (
    typeof user_id === 'string' &&
    typeof session_id === 'string' &&
    (user_type === 'new' || user_type === 'returning') &&
    typeof startedAt === 'number' &&
    typeof lastActiveAt === 'number'
  );
}
