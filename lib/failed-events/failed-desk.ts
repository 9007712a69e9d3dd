import type { PriceOf } from '@/lib/collector/read-event';
import { type Clock, HOUR_MS } from '@/lib/common/clock';
import { uuidV7 } from '@/lib/common/uuid';
import type { EventSink } from '@/lib/delivery/event-sink';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { Trail } from '@/lib/trail/trail';
import type {
  FailedDetail,
  FailedOverview,
  ReplayOrder,
  ReplayOutcome,
  ReplayRecord,
} from './failed-document';
import { type FailedSource, isFailedKey } from './failed-source';
import { judge } from './judge';
import { digestOf, senderOf } from './kept-failure';
import { listed, type OverviewOrder, sumUp } from './overview';
import { REASONS } from './reasons';
import { isMeant, startReplay } from './replay';
import { createReplayBook } from './replay-book';
import { lineAt, type SeenFailure, scanFailed } from './scan';
import { senderWords } from './sender-words';

/** Shows what the collector refused, and replays it after a fix. */
export interface FailedDesk {
  overview(order: OverviewOrder): Promise<FailedOverview>;
  /** null where nothing lies there any more. */
  open(ref: string): Promise<FailedDetail | null>;
  /** What a replay would do now; changes nothing. */
  tryReplay(order: ReplayOrder): Promise<ReplayOutcome>;
  replay(order: ReplayOrder, who: string): Promise<ReplayOutcome>;
  /** Ends a replay that is under way. */
  close(): Promise<void>;
}

export interface FailedDeskOptions {
  /** null where this server does not see them, for the reason in `unseen`. */
  readonly source: FailedSource | null;
  readonly unseen: string;
  readonly objects: ObjectStore;
  readonly sink: EventSink;
  readonly priceOf: PriceOf;
  readonly trail: Trail;
  readonly clock: Clock;
  readonly limits?: Partial<typeof LIMITS>;
}

const MIB = 1024 * 1024;
/** A page is there in a second or two, and a replay in some more; both say where they stopped. */
const LIMITS = {
  overviewBytes: 64 * MIB,
  replayBytes: 256 * MIB,
  replayed: 10_000,
};
const LAST_REPLAYS = 10;
const REF = /^(.+):(\d{1,12}):([A-Za-z0-9_-]{22})$/;
const PARTITION_MS = 2 * HOUR_MS;

export function createFailedDesk(options: FailedDeskOptions): FailedDesk {
  const { source, unseen, objects, sink, priceOf, trail, clock } = options;
  const limits = { ...LIMITS, ...options.limits };
  const book = createReplayBook(objects, clock);
  const closing = new AbortController();
  let underWay: Promise<unknown> | null = null;

  async function find(ref: string): Promise<SeenFailure | null> {
    const [, key = '', offset, digest] = REF.exec(ref) ?? [];
    if (!source || !isFailedKey(key)) return null;
    const openedMs = Date.parse(`${key.slice(3, 13)}T${key.slice(19, 21)}:00:00Z`);
    if (Number.isNaN(openedMs)) return null;
    const range = { fromMs: openedMs, toMs: openedMs + PARTITION_MS };
    const seen = await lineAt(source, key, Number(offset), range);
    return seen && digestOf(seen.line) === digest ? seen : null;
  }

  /** The events that an order means, to whoever takes them. */
  async function each(
    from: FailedSource,
    order: ReplayOrder,
    take: (seen: readonly SeenFailure[]) => Promise<boolean>,
  ): Promise<boolean> {
    if (order.ref !== undefined) {
      const one = await find(order.ref);
      if (one) await take([one]);
      return one !== null;
    }
    const meant = isMeant(order.reason);
    await scanFailed(from, order, limits.replayBytes, (seen) => take(seen.filter(meant)));
    return true;
  }

  async function perform(order: ReplayOrder, who: string | null): Promise<ReplayOutcome> {
    if (!source) return { ok: false, code: 'unseen', message: unseen };
    const startedAtMs = clock();
    const id = uuidV7(startedAtMs);
    const one = order.ref === undefined ? null : await find(order.ref);
    const range = one
      ? { fromMs: one.kept.receivedMs, toMs: one.kept.receivedMs + 1 }
      : { fromMs: order.fromMs, toMs: order.toMs };
    const replaying = startReplay({
      sink,
      priceOf,
      replayed: await book.replayed(range),
      most: limits.replayed,
      dryRun: who === null,
      mark: (marks) => book.mark(marks, { id, who: who ?? '' }),
      signal: closing.signal,
    });
    const recordNow = (endedAtMs: number | null): ReplayRecord => ({
      ...{ id, who: who ?? '', startedAtMs, endedAtMs, order, problem: replaying.problem() },
      ...replaying.counts(),
    });
    // Written first, so that a server that dies under it leaves a trace.
    if (who !== null) await book.record(recordNow(null));
    const found = await each(source, order, replaying.take);
    if (replaying.problem() === null) await replaying.finish();
    const record = recordNow(clock());
    if (who !== null) {
      note(record);
      await book.record(record);
    }
    if (!found) {
      const message = 'It is not there any more: look at the list again.';
      return { ok: false, code: 'no_such_failed_event', message };
    }
    return { ok: true, counts: replaying.counts(), record: who === null ? null : record };
  }

  function note({ id, who, order, problem, sample, ...counts }: ReplayRecord): void {
    const { passed, left, failedAgain, withheld } = counts;
    const selected = order.ref ? 'one event' : (order.reason ?? 'every reason');
    trail.note({
      who,
      act: 'replayed',
      subject: selected,
      detail: {
        ...{ replayed: passed, failed_again: failedAgain, not_offered: withheld, left, problem },
        ...(order.ref === undefined && {
          from: new Date(order.fromMs).toISOString(),
          to: new Date(order.toMs).toISOString(),
        }),
        event_ids: sample.join(' '),
        replay: id,
      },
    });
  }

  return {
    async overview(order) {
      const began = clock();
      const replayed = source ? await book.replayed(order) : new Map();
      const sums = sumUp(order, replayed);
      const scanned = source
        ? await scanFailed(source, order, limits.overviewBytes, (seen) => {
            for (const one of seen) sums.take(one);
            return !closing.signal.aborted;
          })
        : { lines: 0, bytes: 0, sinceMs: null, unreadable: 0 };
      return {
        fromMs: order.fromMs,
        toMs: order.toMs,
        unseen: source ? null : unseen,
        ...sums.figures(),
        lookedAt: { ...scanned, elapsedMs: clock() - began },
        replays: await book.last(LAST_REPLAYS),
        mostReplayed: limits.replayed,
      };
    },

    async open(ref) {
      const seen = await find(ref);
      if (!seen) return null;
      const { kept, key, offset } = seen;
      const range = { fromMs: kept.receivedMs, toMs: kept.receivedMs + 1 };
      const judged = judge(kept, priceOf);
      return {
        ...listed(seen, await book.replayed(range)),
        ...REASONS[kept.reason],
        batch_id: kept.batch_id,
        index: kept.index,
        content: kept.content,
        truncated: kept.truncated,
        key,
        offset,
        sender: kept.sender === null ? null : senderWords(senderOf(kept)),
        today: judged.passes ? { passes: true } : judged,
      };
    },

    tryReplay: (order) => perform(order, null),

    async replay(order, who) {
      if (underWay) {
        const message = 'Another replay is under way: wait until it has ended.';
        return { ok: false, code: 'busy', message };
      }
      const work = perform(order, who);
      underWay = work;
      try {
        return await work;
      } finally {
        underWay = null;
      }
    },

    async close() {
      closing.abort();
      await underWay?.catch(() => undefined);
    },
  };
}
