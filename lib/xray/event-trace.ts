import type { QueryValue } from '@/lib/analytics/query-engine';
import type { FoundLine } from '@/lib/lake/find-line';

/** A place that an event passed on its way, and when. */
export interface TraceStep {
  readonly name: string;
  /** Epoch milliseconds; null where only the order is known. */
  readonly atMs: number | null;
  readonly words: string;
}

/** One event, from the click to the row. */
export interface EventTrace {
  readonly event_id: string;
  readonly state: 'landed' | 'failed';
  /** As `events` has it, column by column; null of one that failed. */
  readonly event: Readonly<Record<string, QueryValue>> | null;
  readonly session_id: string | null;
  readonly steps: readonly TraceStep[];
  /** Its lines in raw, the first one the one that counts; null where raw cannot be looked at. */
  readonly raw: readonly FoundLine[] | null;
  /** What of its way cannot be seen from here, and why; null where all can. */
  readonly unseen: string | null;
  /** Why it failed, and what it was, as it was sent. */
  readonly failure: {
    readonly reason: string;
    readonly field: string | null;
    readonly text: string;
  } | null;
  /** What asking cost. */
  readonly asked: {
    readonly engine: string;
    readonly elapsedMs: number;
    readonly bytesScanned: number | null;
  };
}

/** Nothing of an id was found, and where that may still change or was not looked at. */
export interface NoTrace {
  readonly state: 'unknown';
  readonly words: string;
}
