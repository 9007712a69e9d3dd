import { type Clock, toIso } from '@/lib/common/clock';
import type { Rng } from '@/lib/common/rng';
import { uuidV7 } from '@/lib/common/uuid';
import type { ClientContext } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import type { EventQueue } from './queue';
import { backoffMs, type Send, type SendOutcome } from './transport';

export interface SenderOptions {
  readonly queue: EventQueue;
  readonly send: Send;
  readonly context: Omit<ClientContext, 'store' | 'dropped'>;
  readonly clock: Clock;
  readonly rng: Rng;
  /** Elects one sending tab a browser; where there is none all send and readers deduplicate. */
  readonly locks: LockManager | undefined;
}

/** Empties the queue into the collector, one request at a time. */
export interface Sender {
  /** Tells of an event of this page, in the task that captures it. */
  add(event: WireEvent): void;
  /** Sends soon; several calls make one request. */
  soon(): void;
  /** The page is about to end: sends this page's own events in this very task. */
  flush(): void;
  stop(): void;
}

const FLUSH_MS = 250;
const MAX_EVENTS = 50;
/** Keepalive requests share 64 KiB; two batches of this size would not fit, one always does. */
const MAX_BYTES = 48 * 1024;

export function createSender(options: SenderOptions): Sender {
  const { queue, send, context, clock, rng, locks } = options;
  /** This page's events not yet acked: at the page's end there is no time to ask the queue. */
  const own = new Map<string, WireEvent>();
  const inFlight = new Set<string>();
  const dropped: Record<string, number> = {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let failures = 0;
  let most = MAX_EVENTS;
  let stopped = false;
  const leaving = new AbortController();

  function schedule(delayMs: number): void {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      void run();
    }, delayMs);
  }

  async function run(): Promise<void> {
    if (sending || stopped) return;
    sending = true;
    let again: number | null;
    try {
      // In line, not asking now and then: a tab whose requests hang lets go of the lock only for
      // moments, and all others would have to hit one of them.
      again = await (locks?.request('footfall-sender', { signal: leaving.signal }, empty) ??
        empty());
    } catch {
      again = backoffMs(failures++, null, rng); // Storage or locks failed under us; events are kept.
    } finally {
      sending = false;
    }
    if (again !== null) schedule(again);
  }

  /** Sends until the queue is empty; answers when to come back, or null. */
  async function empty(): Promise<number | null> {
    for (;;) {
      const known = [...own.keys()];
      const events = fitting(await queue.peek(most));
      if (events.length === 0 || stopped) {
        // Nothing waits any more, so another tab has sent what this page still remembered, and
        // whatever made our own try fail is over.
        for (const id of known) own.delete(id);
        failures = 0;
        return null;
      }
      const outcome = await post(events);
      const wait = await settle(events, outcome);
      if (wait !== null) return wait;
    }
  }

  async function post(events: readonly WireEvent[]): Promise<SendOutcome> {
    const now = clock();
    for (const { event_id } of events) inFlight.add(event_id);
    const outcome = await send({
      v: 1,
      batch_id: uuidV7(now),
      sent_at: toIso(now),
      context: {
        ...context,
        store: queue.store,
        ...(Object.keys(dropped).length > 0 && { dropped: { ...dropped } }),
      },
      events,
    });
    for (const { event_id } of events) inFlight.delete(event_id);
    return outcome;
  }

  /** Lets go of what was answered; answers how long to wait before going on, or null for not at all. */
  async function settle(
    events: readonly WireEvent[],
    outcome: SendOutcome,
  ): Promise<number | null> {
    if (outcome.kind === 'acked' && outcome.ids.length > 0) {
      failures = 0;
      most = Math.min(MAX_EVENTS, most * 2);
      for (const reason of Object.keys(dropped)) delete dropped[reason];
      await forget(outcome.ids);
      return null;
    }
    if (outcome.kind === 'refused') {
      const [only] = events;
      // Halved until the one event at fault stands alone: it must not hold up the others for ever.
      if (events.length > 1) most = Math.ceil(events.length / 2);
      else if (only && outcome.code !== 'timeout') {
        dropped.refused = (dropped.refused ?? 0) + 1;
        await forget([only.event_id]);
      } else return backoffMs(failures++, null, rng);
      return null;
    }
    return backoffMs(failures++, outcome.kind === 'later' ? outcome.afterMs : null, rng);
  }

  async function forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) own.delete(id);
    await queue.remove(ids);
  }

  return {
    add: (event) => void own.set(event.event_id, event),
    soon: () => {
      // During a backoff a new event must not shorten the wait, nor ever put off the next request.
      if (failures === 0 && timer === undefined) schedule(FLUSH_MS);
    },
    flush() {
      const events = fitting([...own.values()].filter(({ event_id }) => !inFlight.has(event_id)));
      if (stopped || events.length === 0) return;
      void post(events).then((outcome) =>
        outcome.kind === 'acked' ? settle(events, outcome).catch(() => schedule(FLUSH_MS)) : null,
      );
    },
    stop() {
      stopped = true;
      leaving.abort();
      clearTimeout(timer);
      own.clear();
    },
  };
}

/** As many of the events as fit into one batch, but always one. */
function fitting(events: readonly WireEvent[]): WireEvent[] {
  let bytes = 0;
  return events.slice(0, MAX_EVENTS).filter((event, index) => {
    bytes += JSON.stringify(event).length;
    return index === 0 || bytes <= MAX_BYTES;
  });
}
