import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { SESSION_IDLE_MS } from '@/lib/events/session-rule';
import type { UserType } from '@/lib/events/vocabulary';
import type { Act } from './act';
import { draw } from './choice';
import { type Crowd, tilted } from './crowd';
import { planId } from './ids';
import { CAMPAIGNS, CHANNELS, type Channel, type Consent, SOURCES } from './mixes';
import type { Kept } from './moves';
import { type PersonaName, personaMix } from './personas';
import { hourOf, localTime, type Rhythm } from './rhythm';
import { type Arrivals, keyVisit, meanVisits, type Shopper, shoppersOf } from './shopper';
import { Stream } from './stream';
import { armOf, swayed } from './trial';
import { walk } from './walk';

/** All that a plan depends on, besides the stretch of time it is asked for. */
export interface PlanParameters {
  readonly seed: number;
  /** Sessions of those who allow measuring, on average; more of them are more people beside the same ones. */
  readonly sessionsPerDay: number;
  readonly rhythm?: Rhythm;
  /** How long after the first visit somebody may still come back. */
  readonly memoryDays?: number;
  /** Who comes otherwise than usual; how many come is sessionsPerDay's to say. */
  readonly crowd?: Omit<Crowd, 'surge'>;
}

/** One visit of one shopper, with the truth about it that no event tells. */
export interface PlannedSession {
  readonly shopper: Shopper;
  /** From 0. */
  readonly visit: number;
  readonly persona: PersonaName;
  readonly channel: Channel;
  /** Whether the cart held something from last time. */
  readonly storedCart: boolean;
  readonly user_id: string;
  readonly session_id: string;
  readonly user_type: UserType;
  readonly referrer_url: string | null;
  /** The arm of an experiment that this visitor is shown. */
  readonly variant?: string;
  readonly acts: readonly Act[];
}

export interface PlannedEvent {
  readonly session: PlannedSession;
  readonly act: Act;
}

/**
 * What a seeded population does. A pure function: any stretch of time can be asked for, in parts or
 * as a whole, today or later, here or elsewhere, and the answer is the same.
 */
export interface Plan {
  /** Sessions that begin in [from, to), in order; those who withhold consent are left out unless asked for. */
  sessions(from: number, to: number, consents?: readonly Consent[]): Generator<PlannedSession>;
  /** Events of [from, to) in order of time, in lots of a minute; `to` may be Infinity. */
  events(from: number, to: number): Generator<readonly PlannedEvent[]>;
}

const MEMORY_DAYS = 40;
/** A visit longer than this is cut: what it bounds is how far back one must look for an event's visit. */
export const LONGEST_VISIT_MS = 3 * HOUR_MS;

/** Events of a measured session on average: a fact of the model, which a test holds. */
export const EVENTS_PER_SESSION = 10.4;

/** First visits that a plan at some rate looks back at: what bounds the time to its first event. */
const MOST_FIRSTS = 300_000;

/** The population whose events come at this rate on average; of a large one, fewer come back. */
export function planAtRate(seed: number, eventsPerSecond: number): PlanParameters {
  const sessionsPerDay = (eventsPerSecond * DAY_MS) / SECOND_MS / EVENTS_PER_SESSION;
  const memoryDays = Math.min(MEMORY_DAYS, MOST_FIRSTS / sessionsPerDay);
  return { seed, sessionsPerDay, memoryDays };
}

interface Visitor {
  readonly shopper: Shopper;
  /** The next one to come. */
  visit: number;
  /** How many visits are walked. */
  walked: number;
  user_id: string;
  readonly kept: Kept;
}

export function createPlan(parameters: PlanParameters): Plan {
  const { seed, sessionsPerDay, rhythm = 'daily', memoryDays = MEMORY_DAYS, crowd } = parameters;
  const memoryMs = memoryDays * DAY_MS;
  const firstsPerDay = sessionsPerDay / meanVisits(memoryMs, new Stream());
  const arrivals: Arrivals = { seed, firstsPerDay, rhythm, memoryMs, devices: crowd?.devices };

  function* sessions(
    from: number,
    to: number,
    consents: readonly Consent[] = ['accept'],
  ): Generator<PlannedSession> {
    const stream = new Stream();
    const due = new Map<number, Visitor[]>();
    const expect = (visitor: Visitor) => {
      const start = visitor.shopper.starts[visitor.visit];
      if (start === undefined || start >= to) return;
      const minute = Math.floor(start / MINUTE_MS);
      const others = due.get(minute);
      if (others) others.push(visitor);
      else due.set(minute, [visitor]);
    };
    const first = Math.floor((from - memoryMs) / MINUTE_MS);
    for (let minute = first; minute * MINUTE_MS < to; minute++) {
      for (const consent of consents) {
        for (const shopper of shoppersOf(minute, arrivals, consent, from, stream)) {
          const visit = shopper.starts.findIndex((start) => start >= from);
          const kept: Kept = { cart: [], recent: [], wishes: [] };
          expect({ shopper, visit, walked: 0, user_id: '', kept });
        }
      }
      const here = due.get(minute);
      if (!here) continue;
      due.delete(minute);
      for (const visitor of here.sort(byStart)) {
        yield visitOf(visitor, stream);
        visitor.visit += 1;
        expect(visitor);
      }
    }
  }

  /** Walks what comes before as well: carts and wishes are kept from visit to visit. */
  function visitOf(visitor: Visitor, stream: Stream): PlannedSession {
    for (;;) {
      const session = planVisit(visitor, stream);
      visitor.walked += 1;
      if (visitor.walked > visitor.visit) return session;
    }
  }

  function planVisit(visitor: Visitor, stream: Stream): PlannedSession {
    const { shopper, walked: visit, kept } = visitor;
    const startsAt = shopper.starts[visit] ?? 0;
    const nextStart = shopper.starts[visit + 1] ?? Number.POSITIVE_INFINITY;
    const user_type = visit === 0 ? 'new' : 'returning';
    keyVisit(stream, seed, shopper, visit);
    if (visit === 0) visitor.user_id = planId(startsAt, stream);
    const session_id = planId(startsAt, stream);
    const channel = draw(stream, tilted(CHANNELS[user_type], crowd?.channels, String));
    const source = draw(stream, SOURCES[channel]);
    const campaign = campaignOf(source, stream);
    const storedCart = kept.cart.length > 0;
    const hour = rhythm === 'daily' ? hourOf(localTime(startsAt, shopper.country.hours)) : 0;
    const mix = personaMix(storedCart ? 'with_cart' : user_type, channel, hour);
    const persona = draw(stream, tilted(mix, crowd?.personas, nameOf));
    const arm = armOf(crowd?.trial, visitor.user_id);
    const acts = walk({
      stream,
      persona: swayed(persona, arm),
      device: shopper.device,
      userType: user_type,
      campaign,
      startsAt,
      endsBefore: Math.min(startsAt + LONGEST_VISIT_MS, nextStart - SESSION_IDLE_MS),
      kept,
    });
    return {
      shopper,
      visit,
      persona: persona.name,
      channel,
      storedCart,
      user_id: visitor.user_id,
      session_id,
      user_type,
      referrer_url: source.referrer,
      variant: arm?.variant,
      acts,
    };
  }

  return {
    sessions,
    events: (from, to) => inOrder(sessions(from - LONGEST_VISIT_MS, to), from, to),
  };
}

const nameOf = ({ name }: { readonly name: string }) => name;

function byStart(a: Visitor, b: Visitor): number {
  const start = (visitor: Visitor) => visitor.shopper.starts[visitor.visit] ?? 0;
  return (
    start(a) - start(b) ||
    a.shopper.minute - b.shopper.minute ||
    a.shopper.number - b.shopper.number
  );
}

/**
 * The events of sessions that come in order of their starts, in lots of so long. The order is the same
 * whatever the lots: a shorter one is made sooner.
 */
export function* inOrder(
  sessions: Iterable<PlannedSession>,
  from: number,
  to: number,
  lotMs = MINUTE_MS,
): Generator<readonly PlannedEvent[]> {
  const waiting = new Map<number, PlannedEvent[]>();
  let next = Math.floor(from / lotMs);
  function* until(end: number) {
    for (; next * lotMs < end; next++) {
      const lot = waiting.get(next);
      if (!lot) continue;
      waiting.delete(next);
      yield lot.sort(byTime);
    }
  }
  for (const session of sessions) {
    const startsAt = session.shopper.starts[session.visit] ?? 0;
    yield* until(Math.floor(startsAt / lotMs) * lotMs);
    for (const act of session.acts) {
      if (act.at < from || act.at >= to) continue;
      const at = Math.floor(act.at / lotMs);
      const lot = waiting.get(at);
      if (lot) lot.push({ session, act });
      else waiting.set(at, [{ session, act }]);
    }
  }
  yield* until(to);
}

function byTime(a: PlannedEvent, b: PlannedEvent): number {
  return a.act.at - b.act.at || (a.act.event_id < b.act.event_id ? -1 : 1);
}

function campaignOf(
  { utm_source, utm_medium }: { utm_source?: string; utm_medium?: string },
  stream: Stream,
): string {
  if (!utm_source || !utm_medium) return '';
  const utm_campaign = draw(stream, CAMPAIGNS);
  return new URLSearchParams({ utm_source, utm_medium, utm_campaign }).toString();
}
