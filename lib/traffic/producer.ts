import { type Clock, SECOND_MS } from '@/lib/common/clock';
import type { WireEvent } from '@/lib/events/event';
import type { EventSource } from './sources';
import type { Transport } from './transport';

export interface ProducerOptions {
  readonly source: EventSource;
  readonly transport: Transport;
  /** How often to look whether something is due. */
  readonly tickMs: number;
  /**
   * What happens where answers do not keep up. `open`: events stay due at their time, and those that
   * find too many waiting are given up and counted. `wait`: they come later.
   */
  readonly loop: 'open' | 'wait';
  readonly clock: Clock;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** What became of the events so far; `due` = acked + rejected + failed + waiting. */
export interface ProducerCounts {
  due: number;
  acked: number;
  rejected: number;
  /** Given up after the last try. */
  failed: number;
  /** Not yet answered. */
  waiting: number;
  lastError: string | null;
}

const MAX_BATCH = 200;
/** Given up in an open loop beyond this; a loop that waits does so from its tenth on. */
const MAX_WAITING = 20_000;
const TRIES = 6;
/** Later than this after its time, an event says that the rate is not kept. */
const LATE_MS = 2 * SECOND_MS;

/** Sends what the source has due until the signal; then waits for the last answers. */
export async function produce(
  options: ProducerOptions,
  signal: AbortSignal,
  onProgress: (counts: Readonly<ProducerCounts>) => void,
): Promise<ProducerCounts> {
  const { source, loop, clock, sleep, tickMs } = options;
  const counts: ProducerCounts = {
    due: 0,
    acked: 0,
    rejected: 0,
    failed: 0,
    waiting: 0,
    lastError: null,
  };
  const open = new Set<Promise<void>>();
  const start = clock();
  while (!signal.aborted) {
    const now = clock();
    for (;;) {
      if (signal.aborted || (loop === 'wait' && counts.waiting >= MAX_WAITING / 10)) break;
      const events = source.take(now, MAX_BATCH);
      if (events.length === 0) break;
      counts.due += events.length;
      if (counts.waiting + events.length > MAX_WAITING) {
        counts.failed += events.length;
        counts.lastError = `the rate is not kept: ${MAX_WAITING} events wait for an answer, more are given up`;
        continue;
      }
      counts.waiting += events.length;
      const sending = deliver(options, events, counts, signal).finally(() => open.delete(sending));
      open.add(sending);
    }
    const lateMs = clock() - now;
    if (loop === 'open' && lateMs > LATE_MS) {
      counts.lastError = `the rate is not kept: making the events took ${Math.round(lateMs)} ms`;
    }
    onProgress(counts);
    await sleep(tickMs - ((clock() - start) % tickMs), signal);
  }
  await Promise.all(open);
  onProgress(counts);
  return counts;
}

async function deliver(
  { transport, sleep }: ProducerOptions,
  events: readonly WireEvent[],
  counts: ProducerCounts,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const sent = await transport(events);
    if (sent.ok) {
      counts.acked += sent.accepted;
      counts.rejected += events.length - sent.accepted;
      counts.waiting -= events.length;
      if (sent.reason) counts.lastError = `rejected: ${sent.reason}`;
      return;
    }
    counts.lastError = sent.error;
    if (sent.final) break;
    // Told to stop, it lets what is on the way finish and tries nothing again.
    if (signal.aborted || attempt === TRIES) break;
    await sleep(sent.retryAfterMs ?? 200 * 2 ** attempt, signal);
  }
  counts.failed += events.length;
  counts.waiting -= events.length;
}
