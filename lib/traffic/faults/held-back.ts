import { SECOND_MS } from '@/lib/common/clock';
import type { WireEvent } from '@/lib/events/event';

/** Events kept from leaving for a time. */
export interface HeldBack {
  /** Those that may leave now. */
  due(now: number): readonly WireEvent[];
  /** All of them, whether their time has come or not. */
  all(): readonly WireEvent[];
}

export interface HeldForTime extends HeldBack {
  readonly size: number;
  hold(event: WireEvent, now: number): void;
}

/** Each for the same time, first in, first out. */
export function holdForTime(byMs: number): HeldForTime {
  const queue: { readonly event: WireEvent; readonly until: number }[] = [];
  return {
    get size() {
      return queue.length;
    },
    hold(event, now) {
      queue.push({ event, until: now + byMs });
    },
    due(now) {
      const count = queue.findIndex(({ until }) => until > now);
      return queue.splice(0, count < 0 ? queue.length : count).map(({ event }) => event);
    },
    all: () => queue.splice(0).map(({ event }) => event),
  };
}

/** Longer than this nobody waits for a later event of the same page. */
const LONGEST_MS = 45 * SECOND_MS;

export interface HeldForNext extends HeldBack {
  /** False where another event of its page is held already, or it has no place in a page's order. */
  hold(event: WireEvent, now: number): boolean;
  /** This event leaves: the one of its page that is held waits for the answer to it. */
  passes(event: WireEvent): void;
  answered(event_id: string): void;
  /** Whether a later one of its page has been answered before it. */
  isOvertaken(event_id: string): boolean;
}

interface Waiting {
  readonly event: WireEvent;
  readonly until: number;
  overtaken: boolean;
}

/** Each until a later event of its page has been answered, so that it truly arrives after it. */
export function holdForNext(): HeldForNext {
  const byPage = new Map<string, Waiting>();
  const byNext = new Map<string, Waiting>();
  const overtaken = new Set<string>();
  const take = (wanted: (waiting: Waiting) => boolean) => {
    const leaving: WireEvent[] = [];
    for (const [page, waiting] of byPage) {
      if (!wanted(waiting)) continue;
      byPage.delete(page);
      if (waiting.overtaken) overtaken.add(waiting.event.event_id);
      leaving.push(waiting.event);
    }
    return leaving;
  };
  return {
    hold(event, now) {
      if (!event.tab_id || !event.seq || byPage.has(event.tab_id)) return false;
      byPage.set(event.tab_id, { event, until: now + LONGEST_MS, overtaken: false });
      return true;
    },
    passes({ tab_id, event_id }) {
      const waiting = byPage.get(tab_id ?? '');
      if (waiting) byNext.set(event_id, waiting);
    },
    answered(event_id) {
      const waiting = byNext.get(event_id);
      if (!waiting) return;
      byNext.delete(event_id);
      waiting.overtaken = true;
    },
    isOvertaken: (event_id) => overtaken.delete(event_id),
    due: (now) => take((waiting) => waiting.overtaken || waiting.until <= now),
    all: () => take(() => true),
  };
}
