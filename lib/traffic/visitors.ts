import { DAY_MS } from '@/lib/common/clock';
import type { Crowd } from './crowd';
import type { Consent } from './mixes';
import type { PersonaName } from './personas';
import { createPlan, type PlannedSession } from './plan';
import type { Shopper } from './shopper';

/** One planned person with what they do, visit after visit, from the first one on. */
export interface PlannedVisitor {
  readonly shopper: Shopper;
  readonly visits: readonly PlannedSession[];
}

export interface VisitorOptions {
  readonly seed: number;
  readonly count: number;
  /** Only those who come as this persona sooner or later; their visits end with that one. */
  readonly persona?: PersonaName;
  /** At most so many visits each. */
  readonly visits?: number;
  readonly consents?: readonly Consent[];
  readonly crowd?: Omit<Crowd, 'surge'>;
}

/** A Monday: whoever plays the plan sets the times, and the people of a seed stay the same. */
const FROM = Date.parse('2026-01-05T00:00:00.000Z');
const SESSIONS_PER_DAY = 300;
const MEMORY_DAYS = 14;
const VISITS = 3;
const ALL: readonly Consent[] = ['accept', 'decline', 'block'];
/** A persona is one in a hundred first visits at the least. */
const MOST_DAYS = 200;

/** The first people of a seed, in the order in which they come. */
export function planVisitors(options: VisitorOptions): readonly PlannedVisitor[] {
  const { seed, count, persona, visits = VISITS, consents = ALL, crowd } = options;
  const fixed = { sessionsPerDay: SESSIONS_PER_DAY, memoryDays: MEMORY_DAYS };
  const plan = createPlan({ seed, ...fixed, crowd });
  for (let days = 1; ; days *= 2) {
    const until = FROM + days * DAY_MS;
    const visitors = new Map<string, { shopper: Shopper; visits: PlannedSession[] }>();
    for (const session of plan.sessions(FROM, until + MEMORY_DAYS * DAY_MS, consents)) {
      const { shopper, visit } = session;
      const key = `${shopper.consent} ${shopper.minute} ${shopper.number}`;
      const known = visitors.get(key);
      if (known) known.visits.push(session);
      else if (visit === 0 && (shopper.starts[0] ?? 0) < until) {
        visitors.set(key, { shopper, visits: [session] });
      }
    }
    const found = [...visitors.values()].flatMap((one) => wanted(one, persona, visits) ?? []);
    if (found.length >= count || days >= MOST_DAYS) return found.slice(0, count);
  }
}

function wanted(
  { shopper, visits }: PlannedVisitor,
  persona: PersonaName | undefined,
  most: number,
): PlannedVisitor | null {
  const few = visits.slice(0, most);
  if (!persona) return { shopper, visits: few };
  const last = few.findIndex((visit) => visit.persona === persona);
  return last < 0 ? null : { shopper, visits: few.slice(0, last + 1) };
}
