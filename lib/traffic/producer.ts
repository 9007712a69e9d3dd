import { type Clock, MINUTE_MS, toIso } from '@/lib/common/clock';
import { type RunClaim, signRunToken } from '@/lib/common/run-token';
import { uuidV7 } from '@/lib/common/uuid';
import type { BatchAck, EventBatch } from '@/lib/events/batch';
import type { WireEvent } from '@/lib/events/event';
import type { Population } from './population';

export interface ProducerOptions {
  readonly population: Population;
  /** The shop's address, without a path. */
  readonly url: string;
  /** Events a second, kept whatever the collector does (open loop). */
  readonly rate: number;
  readonly runId: string;
  readonly runSecret: string;
  readonly clock: Clock;
  readonly fetcher: typeof fetch;
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
const MAX_WAITING = 20_000;
const TRIES = 6;
const TICK_MS = 50;

/** Sends a population's events to the collector until the signal; then waits for the last answers. */
export async function produce(
  options: ProducerOptions,
  signal: AbortSignal,
  onProgress: (counts: Readonly<ProducerCounts>) => void,
): Promise<ProducerCounts> {
  const { population, rate, clock, sleep } = options;
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
  const tick = Math.max(TICK_MS, 1000 / rate);
  while (!signal.aborted) {
    const now = clock();
    const due = Math.floor(((now - start) / 1000) * rate) - counts.due;
    for (let left = due; left > 0; left -= MAX_BATCH) {
      const events = Array.from({ length: Math.min(left, MAX_BATCH) }, () => population.next(now));
      counts.due += events.length;
      if (counts.waiting + events.length > MAX_WAITING) {
        counts.failed += events.length;
        counts.lastError = `more than ${MAX_WAITING} events waiting for an answer`;
        continue;
      }
      counts.waiting += events.length;
      const sending = deliver(options, events, counts, signal).finally(() => open.delete(sending));
      open.add(sending);
    }
    onProgress(counts);
    await sleep(tick - ((clock() - start) % tick), signal);
  }
  await Promise.all(open);
  onProgress(counts);
  return counts;
}

async function deliver(
  options: ProducerOptions,
  events: readonly WireEvent[],
  counts: ProducerCounts,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const outcome = await post(options, events);
    if (outcome.ok) {
      const accepted = outcome.ack.results.filter(({ status }) => status === 'accepted').length;
      counts.acked += accepted;
      counts.rejected += events.length - accepted;
      counts.waiting -= events.length;
      const rejected = outcome.ack.results.find(({ status }) => status === 'rejected');
      if (rejected) counts.lastError = `rejected: ${rejected.reason}`;
      return;
    }
    counts.lastError = outcome.error;
    if (outcome.final) break;
    // Told to stop, it lets what is on the way finish and tries nothing again.
    if (signal.aborted || attempt === TRIES) break;
    await options.sleep(outcome.retryAfterMs ?? 200 * 2 ** attempt, signal);
  }
  counts.failed += events.length;
  counts.waiting -= events.length;
}

type Posted =
  | { readonly ok: true; readonly ack: BatchAck }
  | {
      readonly ok: false;
      readonly error: string;
      readonly retryAfterMs?: number;
      /** Asking again would only be answered the same. */
      readonly final?: boolean;
    };

async function post(options: ProducerOptions, events: readonly WireEvent[]): Promise<Posted> {
  const { url, runId, runSecret, clock, fetcher } = options;
  const now = clock();
  const claim: RunClaim = { actor: 'producer', run_id: runId, exp: now + 5 * MINUTE_MS };
  const batch: EventBatch = {
    v: 1,
    batch_id: uuidV7(now),
    sent_at: toIso(now),
    context: { user_agent: 'footfall-producer', time_zone: '', touch: false, store: 'idb' },
    events,
  };
  try {
    const response = await fetcher(`${url}/api/events`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-footfall-run': signRunToken(claim, runSecret),
      },
      body: JSON.stringify(batch),
    });
    if (response.ok) return { ok: true, ack: await response.json() };
    const seconds = Number(response.headers.get('retry-after'));
    const { code } = await response.json();
    const foreign = code === 'bad_run_token';
    return {
      ok: false,
      final: foreign,
      error: foreign
        ? `${url} does not know our run token: use the server's own FOOTFALL_DATA_DIR or FOOTFALL_SECRET`
        : `collector answered ${response.status} ${code}`,
      retryAfterMs: seconds > 0 ? seconds * 1000 : undefined,
    };
  } catch (error) {
    const cause = (error as Error).cause as NodeJS.ErrnoException | undefined;
    return {
      ok: false,
      error: `nothing answers at ${url} (${cause?.code ?? (error as Error).message}); is the shop started?`,
    };
  }
}
