import { setTimeout as pause } from 'node:timers/promises';
import type { PriceOf } from '@/lib/collector/read-event';
import { SECOND_MS } from '@/lib/common/clock';
import type { EventSink } from '@/lib/delivery/event-sink';
import type { FailureReason } from '@/lib/events/validate';
import type { ReplayCounts } from './failed-document';
import { fault, type Judged, judge } from './judge';
import { digestOf } from './kept-failure';
import type { Mark, Replayed } from './replay-book';
import type { SeenFailure } from './scan';

export interface ReplayOptions {
  readonly sink: EventSink;
  readonly priceOf: PriceOf;
  readonly replayed: Replayed;
  /** Most events that it delivers. */
  readonly most: number;
  /** Looks and delivers nothing. */
  readonly dryRun: boolean;
  /** What was delivered, before anything else is. */
  mark(marks: readonly Mark[]): Promise<void>;
  readonly signal: AbortSignal;
  readonly sleep?: (ms: number) => Promise<unknown>;
}

/** One replay under way: it is handed failed events and delivers those that pass today. */
export interface Replaying {
  /** Whether it goes on. */
  take(seen: readonly SeenFailure[]): Promise<boolean>;
  /** Delivers what is left to. */
  finish(): Promise<void>;
  counts(): ReplayCounts;
  /** Why it ended early. */
  problem(): string | null;
}

type Failing = Extract<Judged, { passes: false }>;

interface Passing extends Mark {
  readonly line: string;
  readonly event_id: string;
}

const MOST_LINES = 200;
const TRIES = 5;
const BACKOFF_MS = SECOND_MS / 4;
const SAMPLE = 10;
const MOST_FAULTS = 200;
const MOST_TOLD = 20;

export function startReplay(options: ReplayOptions): Replaying {
  const { sink, priceOf, replayed, most, dryRun, mark, signal, sleep = pause } = options;
  const faults = new Map<string, { readonly fault: Failing; count: number }>();
  /** What passed, by id: the digest of what came under it first. */
  const taken = new Map<string, string>();
  const sample: string[] = [];
  let waiting: Passing[] = [];
  let [read, passed, left, alreadyReplayed] = [0, 0, 0, 0];
  let problem: string | null = null;

  function count(given: Failing): void {
    // Fields outside the contract are named by whoever sent them.
    const failing = faults.size < MOST_FAULTS ? given : { ...given, field: null };
    const key = `${failing.reason} ${failing.field} ${failing.words}`;
    const known = faults.get(key) ?? { fault: failing, count: 0 };
    known.count += 1;
    faults.set(key, known);
  }

  function accept(one: Passing): void {
    passed += 1;
    if (sample.length < SAMPLE) sample.push(one.event_id);
  }

  function takeOne({ line, kept }: SeenFailure): void {
    const digest = digestOf(line);
    if (replayed.has(digest)) {
      alreadyReplayed += 1;
      return;
    }
    read += 1;
    const judged = judge(kept, priceOf);
    if (!judged.passes) {
      count(judged);
      return;
    }
    const { event_id } = judged;
    const under = taken.get(event_id);
    // The same one kept twice is delivered twice and counts once; another one may not have its id.
    if (under !== undefined && under !== kept.content) {
      count(fault('id_collision', 'event_id') as Failing);
      return;
    }
    if (passed + waiting.length >= most) {
      left += 1;
      return;
    }
    taken.set(event_id, kept.content);
    const one = { line: judged.line, event_id, digest, receivedMs: kept.receivedMs };
    if (dryRun) accept(one);
    else waiting.push(one);
  }

  /** Delivers and then marks: whoever dies in between delivers the same lines again. */
  async function deliver(): Promise<void> {
    for (let tries = 1; waiting.length > 0 && problem === null; tries++) {
      if (signal.aborted) {
        problem = 'The server was stopped.';
        return;
      }
      const outcomes = await sink.put(
        'events',
        waiting.map(({ line }) => line),
      );
      const delivered = waiting.filter((_, at) => outcomes[at]?.ok);
      waiting = waiting.filter((_, at) => !outcomes[at]?.ok);
      await keep(delivered);
      const refused = outcomes.find((outcome) => !outcome.ok);
      if (!refused || refused.ok) continue;
      if (refused.code === 'too_large' || tries === TRIES) problem = refused.message;
      else await sleep(BACKOFF_MS * 2 ** (tries - 1));
    }
  }

  async function keep(delivered: readonly Passing[]): Promise<void> {
    for (const one of delivered) accept(one);
    try {
      if (delivered.length > 0) await mark(delivered);
    } catch (error) {
      problem = `${delivered.length} events were delivered and could not be marked as replayed (replaying them again makes no second event): ${(error as Error).message}`;
    }
  }

  return {
    async take(seen) {
      for (const one of seen) {
        takeOne(one);
        if (waiting.length >= MOST_LINES) await deliver();
        if (problem !== null) return false;
      }
      if (signal.aborted) problem = 'The server was stopped.';
      return problem === null;
    },
    finish: deliver,
    problem: () => problem,
    counts() {
      const all = [...faults.values()].map(({ fault: { passes: _, ...why }, count: times }) => ({
        ...why,
        count: times,
      }));
      const sum = (held: boolean) =>
        all
          .filter(({ withheld }) => withheld === held)
          .reduce((total, { count: times }) => total + times, 0);
      return {
        read,
        passed,
        left,
        alreadyReplayed,
        failedAgain: sum(false),
        withheld: sum(true),
        faults: all.sort((a, b) => b.count - a.count).slice(0, MOST_TOLD),
        sample,
      };
    },
  };
}

/** Whether a replay of one reason, or of all, is about an event. */
export function isMeant(reason: FailureReason | undefined) {
  return ({ kept }: SeenFailure) => reason === undefined || kept.reason === reason;
}
