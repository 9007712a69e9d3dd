import { toIso } from '@/lib/common/clock';
import type { WireEvent } from '@/lib/events/event';
import { idAt, planId } from '../ids';
import { Stream } from '../stream';
import { breakEvent, withUnknownFields } from './broken';
import { FAULT_NAMES, FAULTS, type Fault, type FaultDials } from './dials';
import { createFlood, robotsFor } from './flood';
import { holdForNext, holdForTime } from './held-back';

/** What was done to some events, as the ledger keeps it. */
export interface Dose {
  readonly fault: Fault;
  readonly ids: readonly string[];
  /** How late they leave, or how far ahead the clock is that they were captured by. */
  readonly by_ms?: number;
}

/** How a lot is sent, where not as usual. */
export interface Manner {
  /** By a sender whose clock is ahead by so much. */
  readonly skewMs?: number;
  readonly robots?: boolean;
}

/** Events that leave together. */
export interface Lot {
  readonly events: readonly WireEvent[];
  readonly manner?: Manner;
  /** Known before they leave. */
  readonly doses: readonly Dose[];
  /** Those to be delivered once more, when they are answered. */
  readonly again: ReadonlySet<string>;
}

/** Stands between a plan and its delivery, and does faults to what passes. */
export interface Faults {
  /** What leaves now: of these events, and of what was held back before. */
  lots(events: readonly WireEvent[], now: number): readonly Lot[];
  answered(ids: readonly string[]): void;
  /** How many are held back whose time will come without any more events. */
  holding(): number;
  /** What is held back, whether its time has come or not. */
  release(now: number): readonly Lot[];
}

export interface FaultOptions {
  readonly dials: FaultDials;
  readonly seed: number;
  /** Events a second of the run, for how many robots there are. */
  readonly rate: number;
}

const NONE: ReadonlySet<string> = new Set();
const MOST_AT_ONCE = 200;

function plainLot(events: readonly WireEvent[], manner?: Manner, doses: Dose[] = []): Lot {
  return { events, manner, doses, again: NONE };
}

/** A run to whose traffic nothing is done. */
export const noFaults: Faults = {
  lots: (events) => (events.length > 0 ? [plainLot(events)] : []),
  answered: () => undefined,
  holding: () => 0,
  release: () => [],
};

export function createFaults({ dials, seed, rate }: FaultOptions): Faults {
  const { shares, lateByMs, skewByMs } = dials;
  const stream = new Stream().key(seed, 0x66_61, 0x75_6c, 0x74);
  const flood = createFlood(robotsFor(rate * (shares.bot_flood ?? 0)), stream);
  const late = holdForTime(lateByMs);
  const next = holdForNext();
  const ofEvents = FAULT_NAMES.filter((fault) => FAULTS[fault].of === 'events');
  const owed = { malformed: 0, bot_flood: 0 };
  let ways = 0;

  /** The one fault of an event, or none. */
  function faultOf(): Fault | null {
    let lot = stream.next();
    for (const fault of ofEvents) {
      lot -= shares[fault] ?? 0;
      if (lot < 0) return fault;
    }
    return null;
  }

  function shopperFault(user_id: string): 'consent_withheld' | 'clock_skew' | null {
    const lot = uniform(user_id);
    const { consent_withheld = 0, clock_skew = 0 } = shares;
    if (lot < consent_withheld) return 'consent_withheld';
    return lot < consent_withheld + clock_skew ? 'clock_skew' : null;
  }

  /** How many more come beside one event. */
  function beside(fault: 'malformed' | 'bot_flood'): number {
    owed[fault] += shares[fault] ?? 0;
    const count = Math.floor(owed[fault]);
    owed[fault] -= count;
    return count;
  }

  function lots(events: readonly WireEvent[], now: number): readonly Lot[] {
    const plain: WireEvent[] = [];
    const again = new Set<string>();
    const robots: WireEvent[] = [];
    const skewed = new Map<number, WireEvent[]>();
    const withheld: WireEvent[] = [];
    const dosed = new Map<string, Fault>();
    const note = (fault: Fault, { event_id }: WireEvent) => dosed.set(event_id, fault);
    const pass = (event: WireEvent) => {
      plain.push(event);
      next.passes(event);
    };
    for (const event of events) {
      const whole = shopperFault(event.user_id);
      if (whole === 'consent_withheld') {
        withheld.push(event);
        continue;
      }
      for (let more = beside('malformed'); more > 0; more--) {
        const broken = breakEvent(event, planId(now, stream), ways++);
        note('malformed', broken);
        plain.push(broken);
      }
      for (let more = beside('bot_flood'); more > 0; more--) robots.push(flood.next(now));
      if (whole === 'clock_skew' && event.event_type !== 'purchase') {
        const ahead = uniform(`${event.user_id} ahead`) < 0.5 ? skewByMs : -skewByMs;
        const lot = skewed.get(ahead) ?? [];
        lot.push(byClock(event, ahead));
        skewed.set(ahead, lot);
        continue;
      }
      const fault = faultOf();
      if (fault === 'late') late.hold(event, now);
      else if (fault === 'out_of_order' && next.hold(event, now)) continue;
      else if (fault === 'unknown_field') {
        note(fault, event);
        pass(withUnknownFields(event, ways++));
      } else {
        if (fault === 'duplicate') again.add(event.event_id);
        pass(event);
      }
    }
    const overdue = late.due(now);
    for (const event of overdue) note('late', event);
    for (const event of next.due(now)) {
      if (next.isOvertaken(event.event_id)) note('out_of_order', event);
      plain.push(event);
    }
    plain.push(...overdue);
    return [
      ...inParts(plain).map((part) => ({
        events: part,
        again,
        doses: dosesOf(part, dosed, lateByMs),
      })),
      ...[...skewed].flatMap(([ahead, some]) =>
        inParts(some).map((part) =>
          plainLot(part, { skewMs: ahead }, [dose('clock_skew', part, ahead)]),
        ),
      ),
      ...inParts(robots).map((part) => plainLot(part, { robots: true }, [dose('bot_flood', part)])),
      ...inParts(withheld).map((part) => plainLot([], {}, [dose('consent_withheld', part)])),
    ];
  }

  return {
    lots,
    answered(ids) {
      for (const id of ids) next.answered(id);
    },
    // What waits for a later event of its page waits in vain where no more are to come.
    holding: () => late.size,
    release(now) {
      const due = lots([], now);
      const early = inParts([...late.all(), ...next.all()]);
      return [...due, ...early.map((part) => plainLot(part))];
    },
  };
}

function dose(fault: Fault, events: readonly WireEvent[], by_ms?: number): Dose {
  return { fault, ids: events.map(({ event_id }) => event_id), by_ms };
}

/** By fault, what was done to some of these. */
function dosesOf(
  events: readonly WireEvent[],
  dosed: ReadonlyMap<string, Fault>,
  lateByMs: number,
): Dose[] {
  return FAULT_NAMES.map((fault) => {
    const some = events.filter(({ event_id }) => dosed.get(event_id) === fault);
    return dose(fault, some, fault === 'late' ? lateByMs : undefined);
  }).filter(({ ids }) => ids.length > 0);
}

/** No more than a collector takes at once. */
function inParts(events: readonly WireEvent[]): readonly (readonly WireEvent[])[] {
  const parts = Math.ceil(events.length / MOST_AT_ONCE);
  return Array.from({ length: parts }, (_, part) =>
    events.slice(part * MOST_AT_ONCE, (part + 1) * MOST_AT_ONCE),
  );
}

/** As a browser captures it whose clock is ahead: the time in the id is that clock's as well. */
function byClock(event: WireEvent, aheadMs: number): WireEvent {
  const at = Date.parse(event.timestamp) + aheadMs;
  return { ...event, timestamp: toIso(at), event_id: idAt(event.event_id, at) };
}

/** A number in [0, 1) that a text always has (FNV-1a, mixed once more). */
function uniform(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}
