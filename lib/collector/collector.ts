import { type Clock, toIso } from '@/lib/common/clock';
import type { Rng } from '@/lib/common/rng';
import type { EventSink, SinkOutcome } from '@/lib/delivery/event-sink';
import { type EventResult, MAX_BATCH_BYTES, MAX_EVENT_BYTES } from '@/lib/events/batch';
import { toLine } from '@/lib/events/complete';
import type { MetricStore } from '@/lib/monitoring/metric-store';
import { type Answer, refuse } from './answer';
import { clockSkew } from './clock-rule';
import { type Batch, decodeBatch } from './decode';
import type { Enricher } from './enrichment';
import { eventTexts } from './event-texts';
import { type FailedEvent, type FailedSender, failedLine } from './failed-event';
import { type Admission, type Gate, type RequestHead, retryAfter, type Ticket } from './gate';
import { meterRefusal } from './meter-refusal';
import { parseTime } from './parse-time';
import { createRateLimiter } from './rate-limiter';
import { type BatchFacts, type PriceOf, type ReadEvent, readEvent } from './read-event';

/**
 * POST /api/events without a web server around it: a function of head and body. Both doors call
 * `admit` before they read the body and `collect` after.
 */
export interface Collector {
  admit(head: RequestHead): Admission;
  /** Answers when every event's fate is known; never rejects. */
  collect(ticket: Ticket, body: Uint8Array): Promise<Answer>;
  /** Counts what a door turned away by itself, while it read the body. */
  refused(answer: Answer): Answer;
}

export interface CollectorOptions {
  readonly gate: Gate;
  readonly sink: EventSink;
  readonly metrics: MetricStore;
  readonly enrich: Enricher;
  readonly priceOf: PriceOf;
  readonly clock: Clock;
  readonly rng: Rng;
  readonly rateLimit: boolean;
}

/** An event as read, with its line of the lake where it has one. */
type ReadLine =
  | (Extract<ReadEvent, { ok: true }> & { readonly line: string })
  | Extract<ReadEvent, { ok: false }>;

const USER_LIMIT = { burst: 1_000, perSecond: 20 };

export function createCollector(options: CollectorOptions): Collector {
  const { gate, sink, metrics, enrich, priceOf, clock, rng } = options;
  const spend = createRateLimiter(USER_LIMIT, clock);
  const refused = (answer: Answer) => meterRefusal(metrics, answer);
  let stamp = { at: Number.NaN, text: '' };

  /** Requests of one millisecond share their text. */
  function isoOf(at: number): string {
    if (at !== stamp.at) stamp = { at, text: toIso(at) };
    return stamp.text;
  }

  /** Seconds until every visitor in the batch may send again; 0 where all may now. */
  function visitorsWait(events: readonly ReadLine[]): number {
    const counts = new Map<string, number>();
    for (const read of events) {
      if (read.ok) counts.set(read.event.user_id, (counts.get(read.event.user_id) ?? 0) + 1);
    }
    return Math.max(0, ...[...counts].map(([user, count]) => spend(user, count)));
  }

  async function collect(ticket: Ticket, body: Uint8Array): Promise<Answer> {
    const decoded = decodeBatch(body);
    if (!decoded.ok) return refused(refuse(decoded.code));
    const batch = decoded.value;
    const receivedAt = clock();
    const texts = lazy(() => eventTexts(batch.text));
    // Only a body above the limit can hold an event above it, so small ones are not measured.
    const oversize = (index: number) =>
      body.length > MAX_EVENT_BYTES && Buffer.byteLength(texts()[index] ?? '') > MAX_EVENT_BYTES;
    const facts = factsOf(batch, ticket, receivedAt);
    const reads = readAll(batch, oversize, facts);
    if (options.rateLimit) {
      const wait = visitorsWait(reads);
      if (wait > 0) return refused(refuse('limited', wait));
    }
    const accepted: string[] = [];
    const failed: string[] = [];
    reads.forEach((read, index) => {
      if (read.ok) accepted.push(read.line);
      else failed.push(failedLine(failureAt(batch, index, read, texts(), facts), receivedAt));
    });
    // Both are under way before either is waited for; an await of nothing would still be a turn.
    const storing = accepted.length > 0 ? sink.put('events', accepted) : null;
    const keeping = failed.length > 0 ? sink.put('failed', failed) : null;
    const unkept =
      (storing && firstRefused(await storing)) ?? (keeping && firstRefused(await keeping));
    if (unkept) {
      const code = unkept.code === 'overloaded' ? 'overloaded' : 'sink_down';
      return refused(refuse(code, retryAfter(rng)));
    }
    metrics.count('EventsReceived', reads.length);
    metrics.count('EventsAccepted', accepted.length);
    metrics.count('EventsRejected', failed.length);
    for (const dropped of Object.values(batch.context.dropped ?? {})) {
      metrics.count('EventsDropped', dropped);
    }
    return {
      status: 200,
      body: { v: 1, batch_id: batch.batch_id, results: reads.map(resultOf(batch)) },
    };
  }

  function factsOf(batch: Batch, ticket: Ticket, receivedAt: number): BatchFacts {
    return {
      run: ticket.run,
      enrichment: enrich(ticket.head, batch.context),
      receivedAt,
      receivedAtText: isoOf(receivedAt),
      skew: clockSkew(parseTime(batch.sent_at) ?? receivedAt, receivedAt),
      memoryStore: batch.context.store === 'mem',
    };
  }

  function readAll(
    batch: Batch,
    oversize: (index: number) => boolean,
    facts: BatchFacts,
  ): ReadLine[] {
    const seen = new Map<string, string>();
    return batch.events.map((raw, index) => {
      if (oversize(index)) return { ok: false, reason: 'too_large' };
      const read = readEvent(raw, facts, priceOf);
      if (!read.ok) return read;
      const line = toLine(read.event);
      const before = seen.get(read.event.event_id);
      if (before !== undefined && before !== line) return { ok: false, reason: 'id_collision' };
      seen.set(read.event.event_id, line);
      return { ok: true, event: read.event, line };
    });
  }

  return { admit: (head) => gate(head, MAX_BATCH_BYTES), collect, refused };
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function failureAt(
  batch: Batch,
  index: number,
  { reason, field }: Extract<ReadLine, { ok: false }>,
  texts: readonly string[],
  sender: FailedSender,
): FailedEvent {
  return {
    reason,
    ...(field !== undefined && { field }),
    batch_id: batch.batch_id,
    index,
    event_id: claimedId(batch.events[index]),
    text: texts[index] ?? '',
    sender,
  };
}

function resultOf(batch: Batch) {
  return (read: ReadLine, index: number): EventResult => {
    const event_id = claimedId(batch.events[index]);
    return read.ok
      ? { event_id, status: 'accepted' }
      : { event_id, status: 'rejected', reason: read.reason };
  };
}

/** The id an event claims, as the sender must hear it back to let go of it. */
function claimedId(raw: unknown): string | null {
  const id =
    typeof raw === 'object' && raw !== null ? (raw as { event_id?: unknown }).event_id : null;
  return typeof id === 'string' && id.length <= 64 ? id : null;
}

function firstRefused(
  outcomes: readonly SinkOutcome[],
): Extract<SinkOutcome, { ok: false }> | undefined {
  return outcomes.find((outcome): outcome is Extract<SinkOutcome, { ok: false }> => !outcome.ok);
}
