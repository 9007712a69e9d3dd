import { type Clock, SECOND_MS } from '@/lib/common/clock';
import type { WireEvent } from '@/lib/events/event';
import type { Fault } from './faults/dials';
import { type Dose, type Faults, type Lot, noFaults } from './faults/faults';
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
  /** What is done to the events on their way; nothing where absent. */
  readonly faults?: Faults;
  /**
   * What is due by then is the last that is taken; what a fault holds back still leaves in its time.
   */
  readonly over?: AbortSignal;
  /** How many events may wait for an answer in an open loop before more are given up. */
  readonly mostWaiting?: number;
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
  /** The longest that events of an open loop left after their time, beyond the time between two looks. */
  behindMs: number;
  /** How many events had a fault done to them. */
  readonly dosed: Partial<Record<Fault, number>>;
  lastError: string | null;
}

const MAX_BATCH = 200;
/** So many leave before answers are heard again. */
const MOST_A_TURN = 2_000;
const MOST_WAITING = 20_000;
/** A loop that waits does so from here on. */
const ENOUGH_WAITING = 2_000;
const TRIES = 6;
/** Events that leave later than this after their time say that the rate is not kept. */
export const LATE_MS = 2 * SECOND_MS;

/**
 * Sends what the source has due until the signal; then waits for the last answers.
 * @throws where the ledger cannot be written.
 */
export async function produce(
  options: ProducerOptions,
  signal: AbortSignal,
  onProgress: (counts: Readonly<ProducerCounts>) => void,
): Promise<ProducerCounts> {
  const { source, loop, clock, sleep, tickMs, over, faults = noFaults } = options;
  const { mostWaiting = MOST_WAITING } = options;
  const counts: ProducerCounts = {
    due: 0,
    acked: 0,
    rejected: 0,
    failed: 0,
    waiting: 0,
    behindMs: 0,
    dosed: {},
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
  const send = (lot: Lot) => {
    const count = lot.events.length;
    counts.due += count;
    if (counts.waiting + count > mostWaiting) {
      counts.failed += count;
      counts.lastError = `the rate is not kept: ${mostWaiting} events wait for an answer, more are given up`;
      track(giveUp(options, lot.events, 'the rate was not kept'));
      return;
    }
    counts.waiting += count;
    track(deliver(options, lot, counts, signal));
  };
  /** Sends what is due by then, so many at the most; answers whether that was all. */
  const sendDue = (now: number, until: number): boolean => {
    for (let sent = 0; sent < MOST_A_TURN; ) {
      if (signal.aborted || (loop === 'wait' && counts.waiting >= ENOUGH_WAITING)) return true;
      const events = taking ? source.take(until, MAX_BATCH) : [];
      for (const lot of faults.lots(events, now)) send(lot);
      if (events.length === 0) return true;
      sent += events.length;
    }
    return false;
  };
  const start = clock();
  let taking = true;
  let endsAt = Number.POSITIVE_INFINITY;
  /** What was due by then has left. */
  let leftUntil = start;
  while (!signal.aborted && !broken) {
    const now = clock();
    const last = over?.aborted ?? false;
    if (last) endsAt = Math.min(endsAt, now);
    const allLeft = sendDue(now, Math.min(now, endsAt));
    if (loop === 'open' && taking) {
      const lateMs = Math.max(0, Math.round(clock() - leftUntil - tickMs));
      if (lateMs > LATE_MS && lateMs > counts.behindMs) {
        // In whole seconds: each new text is told.
        const seconds = Math.round(lateMs / SECOND_MS);
        counts.lastError = `the rate is not kept: events left ${seconds} s after their time`;
      }
      counts.behindMs = Math.max(counts.behindMs, lateMs);
    }
    if (allLeft) leftUntil = now;
    if (allLeft && last) taking = false;
    onProgress(counts);
    if (!taking && faults.holding() === 0) break;
    const woken = over && !over.aborted ? AbortSignal.any([signal, over]) : signal;
    // Far behind, it goes on at once, and hears answers in between: they make room.
    await sleep(allLeft ? tickMs - ((clock() - start) % tickMs) : 0, woken);
  }
  // Told to stop, nobody waits for what was held back: it leaves early.
  if (!broken) for (const lot of faults.release(clock())) send(lot);
  while (open.size > 0) await Promise.all(open);
  if (broken) throw broken;
  onProgress(counts);
  return counts;
}

/** Rejects only where the ledger does. */
async function deliver(
  options: ProducerOptions,
  lot: Lot,
  counts: ProducerCounts,
  signal: AbortSignal,
): Promise<void> {
  const { transport, ledger, clock, sleep, faults } = options;
  for (const dose of lot.doses) await noteDose(options, dose, counts);
  if (lot.events.length === 0) return;
  await ledger.write({ t: 'captured', at: clock(), events: lot.events });
  let events = lot.events;
  let reason = 'the run was stopped';
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const sent = await transport(events, lot.manner);
    if (sent.ok) {
      counts.acked += events.length - sent.rejected.length;
      counts.rejected += sent.rejected.length;
      counts.waiting -= events.length;
      const surprise = sent.rejected.find(({ event_id }) => !isBroken(lot, event_id));
      if (surprise) counts.lastError = `rejected: ${surprise.reason}`;
      await noteAnswer(ledger, events, sent.rejected, clock());
      faults?.answered(idsOf(events));
      await deliverAgain(options, lot, counts, signal);
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

/** A copy of what was answered; only one that was taken in is a dose. */
async function deliverAgain(
  options: ProducerOptions,
  { events, again }: Lot,
  counts: ProducerCounts,
  signal: AbortSignal,
): Promise<void> {
  const copies = events.filter(({ event_id }) => again.has(event_id));
  if (copies.length === 0) return;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const sent = await options.transport(copies);
    if (sent.ok) {
      await noteDose(options, { fault: 'duplicate', ids: idsOf(copies) }, counts);
      return;
    }
    counts.lastError = sent.error;
    if (sent.final || signal.aborted) return;
    await options.sleep(sent.retryAfterMs ?? 200 * 2 ** attempt, signal);
  }
}

async function noteDose(
  { ledger, clock }: ProducerOptions,
  { fault, ids, by_ms }: Dose,
  counts: ProducerCounts,
): Promise<void> {
  if (ids.length === 0) return;
  counts.dosed[fault] = (counts.dosed[fault] ?? 0) + ids.length;
  const by = by_ms === undefined ? {} : { by_ms };
  await ledger.write({ t: 'dose', at: clock(), fault, ids: [...ids], ...by });
}

function isBroken({ doses }: Lot, id: string): boolean {
  return doses.some(({ fault, ids }) => fault === 'malformed' && ids.includes(id));
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
  await ledger.write({ t: 'captured', at: clock(), events });
  await ledger.write({ t: 'failed', at: clock(), ids: idsOf(events), reason });
}

const idsOf = (events: readonly WireEvent[]) => events.map(({ event_id }) => event_id);
