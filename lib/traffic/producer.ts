import { type Clock, SECOND_MS } from '@/lib/common/clock';
import type { WireEvent } from '@/lib/events/event';
import type { Ledger } from './ledger-file';
import type { EventSource } from './sources';
import type { Rejection, Transport } from './transport';

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
  /** Has every event before it is sent, and what became of it. */
  readonly ledger: Ledger;
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

/**
 * Sends what the source has due until the signal; then waits for the last answers.
 * @throws where the ledger cannot be written.
 */
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
  let broken: Error | null = null;
  const track = (work: Promise<void>) => {
    const settled = work
      .catch((error: Error) => {
        broken ??= new Error(`the ledger cannot be written: ${error.message}`, { cause: error });
      })
      .finally(() => open.delete(settled));
    open.add(settled);
  };
  const start = clock();
  while (!signal.aborted && !broken) {
    const now = clock();
    for (;;) {
      if (signal.aborted || (loop === 'wait' && counts.waiting >= MAX_WAITING / 10)) break;
      const events = source.take(now, MAX_BATCH);
      if (events.length === 0) break;
      counts.due += events.length;
      if (counts.waiting + events.length > MAX_WAITING) {
        counts.failed += events.length;
        counts.lastError = `the rate is not kept: ${MAX_WAITING} events wait for an answer, more are given up`;
        track(giveUp(options, events, 'the rate was not kept'));
        continue;
      }
      counts.waiting += events.length;
      track(deliver(options, events, counts, signal));
    }
    const lateMs = clock() - now;
    if (loop === 'open' && lateMs > LATE_MS) {
      counts.lastError = `the rate is not kept: making the events took ${Math.round(lateMs)} ms`;
    }
    onProgress(counts);
    await sleep(tickMs - ((clock() - start) % tickMs), signal);
  }
  await Promise.all(open);
  if (broken) throw broken;
  onProgress(counts);
  return counts;
}

/** Rejects only where the ledger does. */
async function deliver(
  { transport, ledger, clock, sleep }: ProducerOptions,
  due: readonly WireEvent[],
  counts: ProducerCounts,
  signal: AbortSignal,
): Promise<void> {
  await ledger.write({ t: 'captured', at: clock(), events: [...due] });
  let events = due;
  let reason = 'the run was stopped';
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const sent = await transport(events);
    if (sent.ok) {
      counts.acked += events.length - sent.rejected.length;
      counts.rejected += sent.rejected.length;
      counts.waiting -= events.length;
      if (sent.rejected[0]) counts.lastError = `rejected: ${sent.rejected[0].reason}`;
      await noteAnswer(ledger, events, sent.rejected, clock());
      return;
    }
    counts.lastError = sent.error;
    reason = sent.error;
    const { acked } = sent;
    if (acked && acked.size > 0) {
      counts.acked += acked.size;
      counts.waiting -= acked.size;
      await ledger.write({ t: 'acked', at: clock(), ids: [...acked] });
      events = events.filter(({ event_id }) => !acked.has(event_id));
    }
    if (sent.final) break;
    // Told to stop, it lets what is on the way finish and tries nothing again.
    if (signal.aborted || attempt === TRIES) break;
    await sleep(sent.retryAfterMs ?? 200 * 2 ** attempt, signal);
  }
  counts.failed += events.length;
  counts.waiting -= events.length;
  await ledger.write({ t: 'failed', at: clock(), ids: idsOf(events), reason });
}

async function noteAnswer(
  ledger: Ledger,
  events: readonly WireEvent[],
  rejected: readonly Rejection[],
  at: number,
): Promise<void> {
  const refused = new Set(rejected.map(({ event_id }) => event_id));
  const ids = idsOf(events).filter((id) => !refused.has(id));
  if (ids.length > 0) await ledger.write({ t: 'acked', at, ids });
  for (const { event_id, reason } of rejected) {
    await ledger.write({ t: 'rejected', at, ids: [event_id], reason });
  }
}

async function giveUp(
  { ledger, clock }: ProducerOptions,
  events: readonly WireEvent[],
  reason: string,
): Promise<void> {
  await ledger.write({ t: 'captured', at: clock(), events: [...events] });
  await ledger.write({ t: 'failed', at: clock(), ids: idsOf(events), reason });
}

const idsOf = (events: readonly WireEvent[]) => events.map(({ event_id }) => event_id);
