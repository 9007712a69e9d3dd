import type { QueryEngine } from '@/lib/analytics/query-engine';
import { type Clock, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import type { ObjectStore } from '@/lib/storage/object-store';
import { alterationsOf } from './altered';
import { createFindings, type Finding, type Findings } from './findings';
import { findElsewhere, type LandedEvent, landedEvents } from './landed';
import { cutOffBy, inOrder, pairActs } from './pairing';
import { type Percentiles, percentiles } from './percentiles';
import { countRaw, type RawCopies } from './raw-copies';
import { type CapturedEvent, readTruth, type TimeRange, type Truth } from './truth';

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
  readonly findings: readonly Finding[];
  /** Whether every event is where it has to be, as it was, and none that was not. */
  readonly agrees: boolean;
}

const LATE_MS = MINUTE_MS;

/**
 * Compares a run's ledger with raw and the `events` relation, event by event.
 * @throws {LedgerError} where there is no ledger to compare, {QueryError} where nobody answers.
 */
export async function auditRun(options: AuditOptions): Promise<Audit> {
  const { root, runId, engine, range, lateMs = LATE_MS } = options;
  const truth = await readTruth(root, runId, range);
  const findings = createFindings();
  notePairs(truth, findings);
  noteLedger(truth, findings);
  const missing = new Set(truth.captured.keys());
  const receivedMs: number[] = [];
  let landed = 0;
  let late = 0;
  let before = '';

  function see(row: LandedEvent): void {
    const id = String(row.event_id);
    if (id === before) {
      findings.add('duplicated', { event_id: id });
      return;
    }
    before = id;
    const captured = truth.captured.get(id);
    if (!captured) {
      if (!outside(row, range)) {
        const { event_type, session_id } = row;
        const kind = isLater(row, truth) ? 'not_yet' : 'invented';
        if (kind === 'invented') landed += 1;
        findings.add(kind, { event_id: id, event_type, session_id });
      }
      return;
    }
    landed += 1;
    missing.delete(id);
    for (const alteration of alterationsOf(captured, row, truth)) {
      findings.add('altered', alteration);
    }
    if (truth.rejected.has(id)) findings.add('rejected_and_landed', { event_id: id });
    const ms = Date.parse(String(row.received_at)) - Date.parse(captured.event.timestamp);
    receivedMs.push(ms);
    if (ms > lateMs) {
      late += 1;
      findings.add('late', { event_id: id, ms });
    }
  }

  const ids = [...truth.captured.keys()];
  for await (const rows of landedEvents(engine, runId, ids)) for (const row of rows) see(row);
  const expected = [...missing].filter((id) => !excused(truth, id));
  for (const row of await findElsewhere(engine, expected)) see(row);
  for (const id of missing) noteMissing(truth, id, findings);
  const raw = await lookAtRaw(options, truth, findings);

  const captured = [...truth.captured];
  const count = (holds: (id: string) => boolean) => captured.filter(([id]) => holds(id)).length;
  return {
    run_id: runId,
    actor: truth.run.actor,
    channel: truth.run.channel,
    seed: truth.run.seed,
    parameters: truth.run.parameters,
    ended: truth.ended,
    counts: {
      ...actsOf(truth),
      captured: captured.length,
      acked: count((id) => truth.acked.has(id)),
      rejected: count((id) => truth.rejected.has(id)),
      failed: count((id) => truth.failed.has(id)),
      unanswered: count((id) => isUnanswered(truth, id)),
      raw_lines: raw ? raw.lines : null,
      landed,
      late,
    },
    reasons: reasonsOf(truth),
    freshness: {
      answered: percentiles(
        captured.flatMap(([id, { at }]) => {
          const answered = truth.acked.get(id);
          return answered === undefined ? [] : [answered - at];
        }),
      ),
      received: percentiles(receivedMs),
    },
    findings: findings.list().map((finding) => withSessions(finding, truth)),
    agrees: findings.agree(),
  };
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

/** Whether an event that is not there is accounted for by its sender. */
function excused(truth: Truth, id: string): boolean {
  return truth.rejected.has(id) || truth.failed.has(id);
}

function isUnanswered({ acked, rejected, failed }: Truth, id: string): boolean {
  return !acked.has(id) && !rejected.has(id) && !failed.has(id);
}

function noteMissing(truth: Truth, id: string, findings: Findings): void {
  const event_type = truth.captured.get(id)?.event.event_type;
  if (truth.acked.has(id)) findings.add('lost', { event_id: id, event_type });
  else if (!isUnanswered(truth, id)) return;
  // A writer that was killed may have written down what it had no time to send.
  else if (truth.ended) findings.add('unanswered', { event_id: id, event_type });
  else findings.add('cut_off', { event_id: id, event_type });
}

function notePairs({ shoppers, acts, captured, crashes }: Truth, findings: Findings): void {
  const heard = new Map<number, CapturedEvent[]>();
  for (const one of captured.values()) {
    if (one.shopper === null) continue;
    heard.set(one.shopper, heard.get(one.shopper) ?? []);
    heard.get(one.shopper)?.push(one);
  }
  for (const [shopper, { consent }] of shoppers) {
    const events = inOrder((heard.get(shopper) ?? []).map(({ event }) => event));
    if (consent !== 'accept') {
      for (const { event_id } of events) findings.add('without_consent', { event_id, shopper });
      continue;
    }
    const { missed, phantoms } = pairActs(acts.get(shopper) ?? [], events);
    const cutOff = cutOffBy(crashes.get(shopper) ?? [], missed);
    for (const act of missed) {
      const { n, event_type, element, path } = act;
      findings.add(cutOff.has(act) ? 'cut_off' : 'never_captured', {
        shopper,
        n,
        event_type,
        element,
        path,
      });
    }
    for (const { event_id, event_type, element, page_url } of phantoms) {
      findings.add('phantom', { shopper, event_id, event_type, element, page_url });
    }
  }
}

function noteLedger({ bad, repeated, troubles }: Truth, findings: Findings): void {
  for (const { line, kind } of bad) {
    findings.add(kind === 'torn' ? 'ledger_torn' : 'ledger_damaged', { line });
  }
  for (const event_id of repeated) findings.add('captured_twice', { event_id });
  for (const what of troubles) findings.add('trouble', { what });
}

async function lookAtRaw(
  { raw, runId, clock, range }: AuditOptions,
  truth: Truth,
  findings: Findings,
): Promise<RawCopies | null> {
  if (!raw) return null;
  const from = Math.min(truth.run.at, range?.from ?? truth.run.at);
  const found = await countRaw(raw, runId, { from: from - HOUR_MS, to: clock() });
  for (const [event_id, copies] of found.copies) {
    // A copy more is what at-least-once allows; it counts, and does not disagree.
    if (copies > 1 && truth.captured.has(event_id)) {
      findings.add('duplicated_in_raw', { event_id, copies });
    }
  }
  for (const event_id of truth.acked.keys()) {
    if (truth.captured.has(event_id) && !found.copies.has(event_id)) {
      findings.add('not_in_raw', { event_id });
    }
  }
  return found;
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

function reasonsOf({ captured, rejected, failed }: Truth): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const of of [rejected, failed]) {
    for (const [id, reason] of of) {
      if (captured.has(id)) reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
  }
  return reasons;
}

/** Whether a run that goes on had not come to this event when its ledger was read. */
function isLater({ event_ms }: LandedEvent, { ended, lastAt }: Truth): boolean {
  return !ended && Number(event_ms) >= lastAt;
}

function outside({ event_ms }: LandedEvent, range: TimeRange | undefined): boolean {
  return range !== undefined && !(Number(event_ms) >= range.from && Number(event_ms) < range.to);
}
