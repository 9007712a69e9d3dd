import { type Clock, toIso } from '@/lib/common/clock';
import type { Rng } from '@/lib/common/rng';
import { uuidV7 } from '@/lib/common/uuid';
import type { ClientContext } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import type { EventQueue } from './queue';
import { backoffMs, type Send } from './transport';

export interface SenderOptions {
  readonly queue: EventQueue;
  readonly send: Send;
  readonly context: Omit<ClientContext, 'store'>;
  readonly clock: Clock;
  readonly rng: Rng;
  /** Elects one sending tab a browser; where there is none all send and readers deduplicate. */
  readonly locks: LockManager | undefined;
}

/** Empties the queue into the collector, one request at a time. */
export interface Sender {
  /** Sends soon; several calls make one request. */
  soon(): void;
  /** Sends now, for a page that is about to end. */
  now(): void;
  stop(): void;
}

const FLUSH_MS = 250;
const BUSY_MS = 1_000;
const MAX_EVENTS = 50;
/** Keepalive requests share 64 KiB; two batches of this size would not fit, one always does. */
const MAX_BYTES = 48 * 1024;

export function createSender(options: SenderOptions): Sender {
  const { queue, send, context, clock, rng, locks } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let failures = 0;
  let stopped = false;

  function schedule(delayMs: number): void {
    if (stopped) return;
    clearTimeout(timer);
    timer = setTimeout(run, delayMs);
  }

  async function run(): Promise<void> {
    if (sending || stopped) return;
    sending = true;
    let again: number | null = BUSY_MS;
    try {
      if (!locks) again = await empty();
      else
        await locks.request('footfall-sender', { ifAvailable: true }, async (lock) => {
          if (lock) again = await empty();
        });
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
      const events = fitting(await queue.peek(MAX_EVENTS));
      if (events.length === 0 || stopped) return null;
      const now = clock();
      const outcome = await send({
        v: 1,
        batch_id: uuidV7(now),
        sent_at: toIso(now),
        context: { ...context, store: queue.store },
        events,
      });
      if (!('acked' in outcome)) return backoffMs(failures++, outcome.retryAfterMs, rng);
      if (outcome.acked.length === 0) return backoffMs(failures++, null, rng);
      failures = 0;
      await queue.remove(outcome.acked);
    }
  }

  return {
    soon: () => {
      // During a backoff a new event must not shorten the wait.
      if (failures === 0) schedule(FLUSH_MS);
    },
    now: () => {
      if (failures === 0) void run();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/** As many of the events as fit into one batch, but always one. */
function fitting(events: readonly WireEvent[]): WireEvent[] {
  let bytes = 0;
  return events.filter((event, index) => {
    bytes += JSON.stringify(event).length;
    return index === 0 || bytes <= MAX_BYTES;
  });
}
