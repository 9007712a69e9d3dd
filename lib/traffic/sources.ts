import { type Clock, DAY_MS, SECOND_MS, toIso } from '@/lib/common/clock';
import type { WireEvent } from '@/lib/events/event';
import { purchaseEventId } from '@/lib/events/purchase-event-id';
import type { Scenario } from '@/lib/shop/scenario';
import { type Crowd, usualSeconds } from './crowd';
import { toWire } from './events';
import { TIME_CHARS, timePart } from './ids';
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
/**
 * More shoppers than these are only asked for by name: each has a visit planned to its end when it
 * begins, which of half a million takes gigabytes.
 */
const MOST_USERS = 20_000;
/** First visits of a plan that are looked through before its first event. */
const MOST_FIRSTS = 200_000;
const MEMORY_DAYS = 40;
/** Of the rate, planned before it is due. */
const SECONDS_AHEAD = 2;

export interface RateOptions {
  readonly seed: number;
  readonly from: number;
  /** Events a second. */
  readonly rate: number;
  /** Shoppers in the shop at once; where absent as many as the rate needs, if not too many. */
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

/** As many shoppers as act this often, each at a person's own speed; beyond the most, quicker. */
export function usersAtRate(rate: number): number {
  return Math.min(MOST_USERS, Math.max(1, Math.round(rate * SECONDS_BETWEEN)));
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
  // In lots of a second: those of a minute would hold up a high rate while they are made.
  const next = oneByOne(inOrder(plan.sessions(from, end), from, end, SECOND_MS));
  const retime = createRetimer(scenario?.experiment);
  // The beginning is what takes long to plan, in a shop still empty: not while somebody waits for it.
  const ahead = Array.from({ length: Math.max(1, Math.ceil(rate * SECONDS_AHEAD)) }, next);
  let first = 0;
  const begun = clock?.() ?? from;
  let handedOut = 0;
  const underWay = createUnderWay();

  /** The next event of whoever has not met what does not work. */
  function take(now: number): WireEvent {
    for (;;) {
      const planned = ahead[first] ?? next();
      ahead[first] = next();
      first = (first + 1) % ahead.length;
      const { session, act } = planned;
      const visit = underWay(session);
      if (visit.over) continue;
      const obstacle = obstacleAt(act, scenario, session.shopper.device.device_type, now);
      if (obstacle) visit.over = true;
      if (obstacle === 'before') continue;
      return retime(planned, visit, now);
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

/** What is known of a visit while events of it are still to come. */
interface UnderWay {
  /** Its session's id at its new time; none before its first event. */
  id: string;
  /** The order placed last, as planned and at its new time. */
  placed: string;
  order: string;
  /** Whoever it is has met what does not work, and left. */
  over: boolean;
  left: number;
}

/**
 * Visits by session, each forgotten with its last event. No WeakMap: at a high rate looking after tens
 * of thousands of weak keys is a large part of all collecting of garbage.
 */
function createUnderWay(): (session: PlannedSession) => UnderWay {
  const visits = new Map<PlannedSession, UnderWay>();
  return (session) => {
    let visit = visits.get(session);
    if (!visit) {
      visit = { id: '', placed: '', order: '', over: false, left: session.acts.length };
      visits.set(session, visit);
    }
    visit.left -= 1;
    if (visit.left === 0) visits.delete(session);
    return visit;
  };
}

/**
 * Moves events to another time with all ids that hold one, so that they agree with each other; where
 * the plan names no arm they are of this one.
 */
function createRetimer(
  experiment: string | undefined,
): (planned: PlannedEvent, visit: UnderWay, now: number) => WireEvent {
  let stamp = { at: Number.NaN, timestamp: '', part: '' };
  // What is due together has one time, written once.
  const at = (id: string) => stamp.part + id.slice(TIME_CHARS);
  return (planned, visit, now) => {
    const { session, act } = planned;
    if (now !== stamp.at) stamp = { at: now, timestamp: toIso(now), part: timePart(now) };
    if (visit.id === '') visit.id = at(session.session_id);
    if (act.order_id && act.order_id !== visit.placed) {
      visit.placed = act.order_id;
      visit.order = at(act.order_id);
    }
    const order_id = act.order_id && visit.order;
    return toWire(planned, {
      session_id: visit.id,
      timestamp: stamp.timestamp,
      event_id: order_id ? purchaseEventId(order_id, act.product?.id ?? '') : at(act.event_id),
      order_id,
      variant: session.variant ?? experiment,
    });
  };
}
