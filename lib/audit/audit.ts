import type { QueryEngine } from '@/lib/analytics/query-engine';
import { type Clock, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import type { ObjectStore } from '@/lib/storage/object-store';
import { type Comparison, compare } from './compare';
import { createDoseFinder, type DoseCheck, failedOf } from './doses';
import { createFindings, type Finding } from './findings';
import { createJudge, isUnanswered, noteCopies, noteLedger, notePairs } from './judge';
import { findElsewhere, type LandedEvent, landedEvents } from './landed';
import { countOf, type Percentiles, percentilesOf, together, without } from './percentiles';
import { countCopies } from './raw-copies';
import { isInside, type TimeRange, type Truth } from './truth';

export interface AuditOptions {
  /** The data folder, which holds the ledger. */
  readonly root: string;
  readonly runId: string;
  readonly engine: QueryEngine;
  /** What stands for `raw/`; null where it cannot be looked at. */
  readonly raw: ObjectStore | null;
  readonly range?: TimeRange;
  /** An event that arrives longer than this after it happened is late. */
  readonly lateMs?: number;
  /** Looks at each event even where sums agree: slower, and what is found is the same. */
  readonly everyEvent?: boolean;
  readonly clock: Clock;
}

/** A run from act to row, in numbers; null where something was not looked at. */
export interface AuditCounts {
  /** Bots only: what was done, and how much of that by people who are not to be measured. */
  readonly acts: number;
  readonly withheld: number;
  readonly captured: number;
  readonly acked: number;
  readonly rejected: number;
  /** Given up by the sender. */
  readonly failed: number;
  /** Captured, and no answer was heard. */
  readonly unanswered: number;
  readonly raw_lines: number | null;
  readonly landed: number;
  readonly late: number;
}

export interface Audit {
  readonly run_id: string;
  readonly actor: string;
  readonly channel: string;
  readonly seed: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** False where the writer of the ledger died. */
  readonly ended: boolean;
  readonly counts: AuditCounts;
  /** Why events failed or were rejected, and how many. */
  readonly reasons: Readonly<Record<string, number>>;
  /** Milliseconds from an event to its answer as the sender heard it, and to the collector's clock. */
  readonly freshness: {
    readonly answered: Percentiles | null;
    readonly received: Percentiles | null;
  };
  /** Faults done on purpose, each compared with what of it is in the lake. */
  readonly doses: readonly DoseCheck[];
  readonly findings: readonly Finding[];
  /** Whether every event is where it has to be, as it was, and none that was not. */
  readonly agrees: boolean;
}

const LATE_MS = MINUTE_MS;

/**
 * Compares a run's ledger with raw and the `events` relation: by sums first, and event by event where
 * these differ or something is out of the ordinary.
 * @throws {LedgerError} where there is no ledger to compare, {QueryError} where nobody answers.
 */
export async function auditRun(options: AuditOptions): Promise<Audit> {
  const { root, runId, engine, raw, range, lateMs = LATE_MS, everyEvent = false, clock } = options;
  const arrived = (runAt: number): TimeRange => ({
    from: Math.min(runAt, range?.from ?? runAt) - HOUR_MS,
    to: clock(),
  });
  const comparison = await compare({
    ...{ root, runId, engine, raw, range, lateMs, everyEvent, arrived },
  });
  const { truth, ranges, segments, isOpen, settled, received, rawLines } = comparison;
  const findings = createFindings();
  notePairs(truth, findings);
  noteLedger(truth, findings);
  const doses = createDoseFinder(truth, findings);
  const judge = createJudge({ truth, doses, findings, lateMs, range });
  const ways: number[] = [];
  for await (const rows of landedEvents(engine, runId, ranges)) {
    for (const row of rows) {
      judge.see(row);
      const way = wayOf(row, range);
      if (!Number.isNaN(way)) ways.push(way);
    }
  }
  for (const row of await findElsewhere(engine, judge.missing())) judge.see(row);
  judge.noteMissing();
  const copies = raw && (await countCopies(raw, runId, segments, isOpen));
  if (copies) noteCopies(copies, truth, findings);
  const failed = await failedOf(truth, raw, arrived(truth.run.at));
  const checked = doses.check({ copies, failed });

  const { landed, late } = judge.counts;
  return {
    run_id: runId,
    actor: truth.run.actor,
    channel: truth.run.channel,
    seed: truth.run.seed,
    parameters: truth.run.parameters,
    ended: truth.ended,
    counts: {
      ...actsOf(truth),
      ...answersOf(comparison),
      raw_lines: rawLines,
      landed: settled.events + landed,
      late,
    },
    reasons: reasonsOf(truth),
    freshness: {
      answered: percentilesOf(together(settled.answered, answeredOf(truth))),
      received: percentilesOf(
        together(without(received, countOf(ways)), countOf(judge.receivedMs)),
      ),
    },
    doses: checked,
    findings: findings.list().map((finding) => withSessions(finding, truth)),
    agrees: findings.agree(),
  };
}

/** How long a row was on its way, as the sums have it of all rows; NaN of one that is in none. */
function wayOf({ received_at, event_ms }: LandedEvent, range: TimeRange | undefined): number {
  if (!isInside(range, Number(event_ms))) return Number.NaN;
  return Date.parse(String(received_at)) - Number(event_ms);
}

/** Its examples with the session of each event, for who wants to look at what was around it. */
function withSessions(finding: Finding, { captured }: Truth): Finding {
  return {
    ...finding,
    examples: finding.examples.map((example) => {
      const id = 'event_id' in example ? String(example.event_id) : '';
      const session_id = captured.get(id)?.event.session_id;
      return session_id ? { ...example, session_id } : example;
    }),
  };
}

function actsOf({ acts, shoppers }: Truth): { acts: number; withheld: number } {
  let all = 0;
  let withheld = 0;
  for (const [shopper, list] of acts) {
    all += list.length;
    if (shoppers.get(shopper)?.consent !== 'accept') withheld += list.length;
  }
  return { acts: all, withheld };
}

/** What became of what was captured: whatever is settled was acknowledged. */
function answersOf({ truth, settled }: Comparison) {
  const ids = [...truth.captured.keys()];
  const count = (holds: (id: string) => boolean) => ids.filter(holds).length;
  return {
    captured: settled.events + ids.length,
    acked: settled.events + count((id) => truth.acked.has(id)),
    rejected: count((id) => truth.rejected.has(id)),
    failed: count((id) => truth.failed.has(id)),
    unanswered: count((id) => isUnanswered(truth, id)),
  };
}

function answeredOf({ captured, acked }: Truth): Map<number, number> {
  return countOf(
    [...captured].flatMap(([id, { at }]) => {
      const answered = acked.get(id);
      return answered === undefined ? [] : [answered - at];
    }),
  );
}

function reasonsOf({ captured, rejected, failed }: Truth): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const of of [rejected, failed]) {
    for (const [id, reason] of of) {
      if (captured.has(id)) reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
  }
  return reasons;
}
