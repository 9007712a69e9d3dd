import type { FailureReason } from '@/lib/events/validate';
import type { FailedListed, FailedOverview, FailedRange, ReasonFigures } from './failed-document';
import { digestOf } from './kept-failure';
import { REASONS } from './reasons';
import type { Replayed } from './replay-book';
import type { SeenFailure } from './scan';

export interface OverviewOrder extends FailedRange {
  readonly reason?: FailureReason | undefined;
  /** What a page gave as its `next`. */
  readonly before?: string | undefined;
  readonly limit: number;
}

interface Sum {
  count: number;
  replayed: number;
  firstMs: number;
  lastMs: number;
  readonly fields: Map<string, number>;
}

const BUCKETS = 60;
const MOST_FIELDS = 5;
/** Fields outside the contract are named by whoever sent them. */
const MOST_NAMED_FIELDS = 200;
const PREVIEW_CHARS = 160;

/** What a scan comes to, in memory that does not grow with it. */
export interface OverviewSums {
  take(seen: SeenFailure): void;
  figures(): Pick<FailedOverview, 'total' | 'reasons' | 'buckets' | 'bucketMs' | 'events' | 'next'>;
}

export function sumUp(order: OverviewOrder, replayed: Replayed): OverviewSums {
  const { fromMs, toMs, reason, before, limit } = order;
  const sums = new Map<FailureReason, Sum>();
  const bucketMs = Math.max(1, Math.ceil((toMs - fromMs) / BUCKETS));
  const buckets = new Array<number>(BUCKETS).fill(0);
  let newest: { readonly order: string; readonly seen: SeenFailure }[] = [];

  function cut(): void {
    newest.sort((a, b) => (a.order < b.order ? 1 : -1));
    newest = newest.slice(0, limit + 1);
  }

  return {
    take(seen) {
      const { kept } = seen;
      const sum = sums.get(kept.reason) ?? newSum(kept.receivedMs);
      sums.set(kept.reason, sum);
      sum.count += 1;
      // Without any replay nothing has to be digested.
      if (replayed.size > 0 && replayed.has(digestOf(seen.line))) sum.replayed += 1;
      sum.firstMs = Math.min(sum.firstMs, kept.receivedMs);
      sum.lastMs = Math.max(sum.lastMs, kept.receivedMs);
      const field = kept.field ?? '';
      if (sum.fields.has(field) || sum.fields.size < MOST_NAMED_FIELDS) {
        sum.fields.set(field, (sum.fields.get(field) ?? 0) + 1);
      }
      if (reason !== undefined && kept.reason !== reason) return;
      const at = Math.min(BUCKETS - 1, Math.floor((kept.receivedMs - fromMs) / bucketMs));
      buckets[at] = (buckets[at] ?? 0) + 1;
      const place = orderOf(seen);
      if (before !== undefined && place >= before) return;
      newest.push({ order: place, seen });
      if (newest.length > 4 * limit) cut();
    },
    figures() {
      cut();
      const shown = newest.slice(0, limit);
      return {
        total: [...sums.values()].reduce((total, { count }) => total + count, 0),
        reasons: [...sums]
          .map(([name, sum]) => figuresOf(name, sum))
          .sort((a, b) => b.count - a.count),
        buckets: buckets.map((count, at) => ({ fromMs: fromMs + at * bucketMs, count })),
        bucketMs,
        events: shown.map(({ seen }) => listed(seen, replayed)),
        next: newest.length > limit ? (shown.at(-1)?.order ?? null) : null,
      };
    },
  };
}

function newSum(atMs: number): Sum {
  return { count: 0, replayed: 0, firstMs: atMs, lastMs: atMs, fields: new Map() };
}

/** Texts in the order of time, one for each line. */
function orderOf({ kept, key, offset }: SeenFailure): string {
  const at = String(kept.receivedMs).padStart(15, '0');
  return `${at} ${key} ${String(offset).padStart(12, '0')}`;
}

export const isOverviewCursor = (text: string): boolean =>
  /^\d{15} dt=[^ ]{1,240} \d{12}$/.test(text);

function figuresOf(reason: FailureReason, sum: Sum): ReasonFigures {
  const { count, replayed, firstMs, lastMs, fields } = sum;
  const named = [...fields]
    .filter(([field]) => field !== '')
    .map(([field, times]) => ({ field, count: times }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_FIELDS);
  return { reason, ...REASONS[reason], count, replayed, firstMs, lastMs, fields: named };
}

export function listed(seen: SeenFailure, replayed: Replayed): FailedListed {
  const { key, offset, line, kept } = seen;
  const digest = digestOf(line);
  const bytes = Buffer.from(kept.content, 'base64');
  return {
    ref: `${key}:${offset}:${digest}`,
    receivedMs: kept.receivedMs,
    reason: kept.reason,
    field: kept.field,
    event_id: kept.event_id,
    bytes: bytes.length,
    preview: bytes.toString('utf8', 0, 4 * PREVIEW_CHARS).slice(0, PREVIEW_CHARS),
    replayed: replayed.get(digest) ?? null,
  };
}
