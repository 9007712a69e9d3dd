import { type Clock, DAY_MS, SECOND_MS, toIso } from '@/lib/common/clock';
import type { WireEvent } from '@/lib/events/event';
import { purchaseEventId } from '@/lib/events/purchase-event-id';
import type { Scenario } from '@/lib/shop/scenario';
import { type Crowd, usualSeconds } from './crowd';
import { toWire } from './events';
import { idAt } from './ids';
import { obstacleAt } from './obstacles';
import {
  createPlan,
  EVENTS_PER_SESSION,
  inOrder,
  type Plan,
  type PlannedEvent,
  type PlannedSession,
} from './plan';

/** Hands out a plan's events when they are due. */
export interface EventSource {
  /** Those due by now, at most so many of them; what is left stays due. */
  take(now: number, most: number): readonly WireEvent[];
  /** Every event before this time was handed out. */
  position(): number;
}

/** The plan in its own time: each event when it happens, and at once where that is past. */
export function followPlan(plan: Plan, from: number): EventSource {
  const next = oneByOne(plan.events(from, Number.POSITIVE_INFINITY));
  let waiting = next();
  return {
    take(now, most) {
      const due: WireEvent[] = [];
      while (waiting.act.at <= now && due.length < most) {
        due.push(toWire(waiting));
        waiting = next();
      }
      return due;
    },
    position: () => waiting.act.at,
  };
}

/** Seconds from one event of a shopper in the shop to the next, on average. */
const SECONDS_BETWEEN = 23;
/** First visits of a plan that are looked through before its first event. */
const MOST_FIRSTS = 200_000;
const MEMORY_DAYS = 40;

export interface RateOptions {
  readonly seed: number;
  readonly from: number;
  /** Events a second. */
  readonly rate: number;
  /** Shoppers in the shop at once; as many as the rate needs where absent. */
  readonly users?: number;
  /** How many events leave together; 1 where absent. */
  readonly burst?: number;
  /** What the shop does otherwise. */
  readonly scenario?: Scenario;
  /** Who comes, and how the rate rises. */
  readonly crowd?: Crowd;
  /** Tells when planning is done and the rate begins; it begins at `from` where absent. */
  readonly clock?: Clock;
}

/** As many shoppers as act this often, each at a person's own speed. */
export function usersAtRate(rate: number): number {
  return Math.max(1, Math.round(rate * SECONDS_BETWEEN));
}

/**
 * A plan's events at exactly this rate, whatever the hour: the plan says what happens, the clock when.
 * With fewer shoppers than the rate needs, each is quicker than a person.
 */
export function keepRate(options: RateOptions): EventSource {
  const { seed, from, rate, users, burst = 1, scenario, crowd = {}, clock } = options;
  const { surge, ...who } = crowd;
  const shoppers = users ?? usersAtRate(rate * (surge?.factor ?? 1));
  const sessionsPerDay = ((shoppers / SECONDS_BETWEEN) * DAY_MS) / SECOND_MS / EVENTS_PER_SESSION;
  const memoryDays = Math.min(MEMORY_DAYS, MOST_FIRSTS / sessionsPerDay);
  const plan = createPlan({ seed, sessionsPerDay, rhythm: 'even', memoryDays, crowd: who });
  // The shop is empty at first: at a high rate those who are in it already would take long to plan.
  const end = Number.POSITIVE_INFINITY;
  const next = oneByOne(inOrder(plan.sessions(from, end), from, end));
  const retime = createRetimer();
  // The first event is what takes long to plan: not while somebody waits for it.
  let ahead = next();
  const begun = clock?.() ?? from;
  let handedOut = 0;
  const ended = new WeakSet<PlannedSession>();

  /** The next event of whoever has not met what does not work. */
  function take(now: number): WireEvent {
    for (;;) {
      const planned = ahead;
      ahead = next();
      const { session, act } = planned;
      if (ended.has(session)) continue;
      const obstacle = obstacleAt(act, scenario, session.shopper.device.device_type, now);
      if (obstacle) ended.add(session);
      if (obstacle === 'before') continue;
      const wire = retime(planned, now);
      return { ...wire, variant: wire.variant ?? scenario?.experiment };
    }
  }

  return {
    take(now, most) {
      const seconds = usualSeconds(surge, now - begun);
      const due = Math.floor((seconds * rate) / burst) * burst - handedOut;
      const count = Math.max(0, Math.min(most, due));
      handedOut += count;
      return Array.from({ length: count }, () => take(now));
    },
    position: () => begun + (handedOut / rate) * SECOND_MS,
  };
}

function oneByOne(lots: Iterator<readonly PlannedEvent[]>): () => PlannedEvent {
  let lot: readonly PlannedEvent[] = [];
  let at = 0;
  return () => {
    for (;;) {
      const event = lot[at];
      if (event) {
        at += 1;
        return event;
      }
      const more = lots.next();
      if (more.done) throw new RangeError('a plan without end has ended');
      lot = more.value;
      at = 0;
    }
  };
}

/** Moves events to another time with all ids that hold one, so that they agree with each other. */
function createRetimer(): (planned: PlannedEvent, now: number) => WireEvent {
  const sessions = new WeakMap<PlannedSession, { id: string; order: string; placed: string }>();
  return (planned, now) => {
    const { session } = planned;
    const wire = toWire(planned);
    let moved = sessions.get(session);
    if (!moved) {
      moved = { id: idAt(session.session_id, now), order: '', placed: '' };
      sessions.set(session, moved);
    }
    if (wire.order_id && wire.order_id !== moved.placed) {
      moved.placed = wire.order_id;
      moved.order = idAt(wire.order_id, now);
    }
    const order_id = wire.order_id && moved.order;
    return {
      ...wire,
      session_id: moved.id,
      timestamp: toIso(now),
      order_id,
      event_id: order_id
        ? purchaseEventId(order_id, wire.product_id ?? '')
        : idAt(wire.event_id, now),
    };
  };
}
