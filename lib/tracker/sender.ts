import { type Clock, toIso } from '@/lib/common/clock';
import type { Rng } from '@/lib/common/rng';
import type { ClientContext, EventBatch } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import { mintId } from './event-id';
import type { EventQueue, Row } from './queue';
import { backoffMs, postBatch, type SendOutcome } from './transport';

export interface SenderOptions {
  readonly queue: EventQueue;
  readonly context: Omit<ClientContext, 'store' | 'dropped'>;
  readonly send?: (batch: EventBatch) => Promise<SendOutcome>;
  readonly clock?: Clock;
  readonly rng?: Rng;
  /** Elects one sending tab a browser; where there is none all send and readers deduplicate. */
  readonly locks?: LockManager | null;
}

/** Empties the queue into the collector, one request at a time. */
export interface Sender {
  /** Tells of an event of this page, in the task that captures it. */
  add(event: WireEvent): void;
  /** Sends soon; several calls make one request. */
  soon(): void;
  /** The page may be about to end: sends its own events in this very task. */
  flush(): void;
  /** Stops, and leaves its place to other tabs, until `soon` is called again. */
  leave(): void;
}

const FLUSH_MS = 250;
/** A page's first batch is small; with the envelopes it and a full one share keepalive's 64 KiB. */
const FIRST_BYTES = 15 * 1024;
const MAX_BYTES = 46 * 1024;

export function createSender({
  queue,
  context,
  send = postBatch,
  clock = Date.now,
  rng = Math.random,
  locks = navigator.locks,
}: SenderOptions): Sender {
  /** This page's events that no request has carried: at its end there is no time to ask the queue. */
  const own: WireEvent[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** While in line to send or sending. */
  let place: AbortController | undefined;
  let failures = 0;
  let room = FIRST_BYTES;

  async function run(): Promise<void> {
    timer = undefined;
    if (place) return;
    place = new AbortController();
    const { signal } = place;
    // A page that is left lets go with its request still under way: the back-forward cache does not
    // keep one that holds what others wait for.
    const work = () =>
      new Promise<number | undefined>((resolve) => {
        signal.onabort = () => resolve(undefined);
        void empty(signal).then(resolve);
      });
    // In line, not asking now and then: a tab whose requests hang lets go of the lock only for
    // moments, and all others would have to hit one of them.
    const wait = await (locks ? locks.request('footfall', { signal }, work).catch(work) : work());
    if (signal.aborted) return;
    place = undefined;
    if (wait) {
      clearTimeout(timer);
      timer = setTimeout(run, wait);
    }
  }

  /** As many of the events as fit into one batch, but always one. */
  function fitting(events: readonly WireEvent[]): readonly WireEvent[] {
    let bytes = 0;
    return events.filter((event, index) => {
      bytes += sizeOf(event);
      return !index || bytes <= room;
    });
  }

  /** Sends until the queue is empty; answers when to come back, where that is needed. */
  async function empty(signal: AbortSignal): Promise<number | undefined> {
    for (;;) {
      const { length } = own;
      const rows = await queue.peek();
      // Only now: until the request below leaves, the page may end, and it is `flush` that sends
      // them. The queue hands them out from here on, unless another tab has sent them.
      own.splice(0, length);
      const drop = rows.find((row) => row.dropped);
      const events = fitting(rows.filter((row) => !row.dropped));
      const [first, second] = events;
      if (signal.aborted) return;
      if (!first) {
        failures = 0; // Another tab has sent: whatever made our own try fail is over.
        return;
      }
      const { kind, afterMs } = await post(events, drop);
      if (kind === 'acked') {
        failures = 0;
        room = Math.min(MAX_BYTES, room * 2);
      } else if (kind !== 'later' && second) {
        // Until it passes, or until the one at fault stands alone.
        room = sizeOf(events) / 2;
      } else if (kind === 'refused') {
        await queue.put({ event_id: `~${first.event_id}`, dropped: { refused: 1 } });
        await queue.remove([first.event_id]);
      } else return backoffMs(failures++, afterMs, rng);
    }
  }

  /** Sends a batch and lets go of what the collector acked. */
  async function post(events: readonly WireEvent[], drop?: Row): Promise<SendOutcome> {
    const now = clock();
    const outcome = await send({
      v: 1,
      batch_id: mintId(now),
      sent_at: toIso(now),
      context: { ...context, store: queue.store, dropped: drop?.dropped },
      events,
    });
    if (outcome.kind === 'acked')
      await queue.remove(drop ? [...outcome.ids, drop.event_id] : outcome.ids);
    return outcome;
  }

  function soon(): void {
    // During a backoff a new event must not shorten the wait, nor ever put off the next request.
    timer ??= setTimeout(run, FLUSH_MS);
  }

  function rest(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  return {
    add: (event) => own.push(event),
    soon,
    flush() {
      // In a backoff the collector asked for peace, and the queue can wait for it.
      if (!own[0] || failures) return;
      rest();
      void post(fitting(own.splice(0))).then(soon);
    },
    leave() {
      rest();
      place?.abort();
      place = undefined;
    },
  };
}

function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}
