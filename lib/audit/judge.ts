import type { Fault } from '@/lib/traffic/faults/dials';
import { alterationsOf } from './altered';
import type { DoseFinder } from './doses';
import type { FindingKind, Findings } from './findings';
import type { LandedEvent } from './landed';
import { cutOffBy, inOrder, pairActs } from './pairing';
import type { RawCopies } from './raw-copies';
import { type CapturedEvent, isInside, type TimeRange, type Truth } from './truth';

/** Looks at events one by one and says what of each is not as it has to be. */
export interface Judge {
  /** A row of the run; copies of an event follow each other. */
  see(row: LandedEvent): void;
  /** Of those that were captured and not seen, the ones that somebody expects to be there. */
  missing(): readonly string[];
  /** After the last row: what is not there, and why. */
  noteMissing(): void;
  readonly counts: { readonly landed: number; readonly late: number };
  /** Milliseconds to the collector's clock, of each row. */
  readonly receivedMs: readonly number[];
}

export interface JudgeOptions {
  readonly truth: Truth;
  readonly doses: DoseFinder;
  readonly findings: Findings;
  readonly lateMs: number;
  readonly range?: TimeRange;
}

export function createJudge({ truth, doses, findings, lateMs, range }: JudgeOptions): Judge {
  const missing = new Set(truth.captured.keys());
  const receivedMs: number[] = [];
  const counts = { landed: 0, late: 0 };
  let before = '';

  const isDosed = (fault: Fault, id: string) => truth.doses.get(fault)?.has(id) ?? false;

  function see(row: LandedEvent): void {
    const id = String(row.event_id);
    if (id === before) {
      findings.add('duplicated', { event_id: id });
      return;
    }
    before = id;
    const captured = truth.captured.get(id);
    if (!captured) {
      if (isInside(range, Number(row.event_ms))) seeUncaptured(row, id);
      return;
    }
    counts.landed += 1;
    missing.delete(id);
    doses.see(row);
    for (const alteration of alterationsOf(captured, row, truth)) {
      findings.add('altered', alteration);
    }
    if (truth.rejected.has(id)) findings.add('rejected_and_landed', { event_id: id });
    const ahead = truth.doses.get('clock_skew')?.get(id) ?? 0;
    const ms = Date.parse(String(row.received_at)) - Date.parse(captured.event.timestamp) + ahead;
    receivedMs.push(ms);
    if (ms > lateMs) {
      counts.late += 1;
      if (!isDosed('late', id)) findings.add('late', { event_id: id, ms });
    }
  }

  function seeUncaptured(row: LandedEvent, id: string): void {
    const kind = uncapturedKind(row, truth);
    if (kind !== 'not_yet') counts.landed += 1;
    const { event_type, session_id } = row;
    findings.add(kind, { event_id: id, event_type, session_id });
    doses.see(row);
  }

  return {
    see,
    missing: () => [...missing].filter((id) => !isExcused(truth, id)),
    noteMissing() {
      for (const id of missing) noteMissing(truth, id, findings);
    },
    counts,
    receivedMs,
  };
}

/** Whether an event that is not there is accounted for by its sender. */
function isExcused(truth: Truth, id: string): boolean {
  return truth.rejected.has(id) || truth.failed.has(id);
}

export function isUnanswered({ acked, rejected, failed }: Truth, id: string): boolean {
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

/** A row that nobody captured: of somebody who is not to be measured, of after the ledger, or made up. */
function uncapturedKind(row: LandedEvent, truth: Truth): FindingKind {
  const withheld = truth.doses.get('consent_withheld');
  if (withheld?.has(String(row.event_id))) return 'without_consent';
  return isLater(row, truth) ? 'not_yet' : 'invented';
}

/** Whether a run that goes on had not come to this event when its ledger was read. */
function isLater({ event_ms }: LandedEvent, { ended, lastAt }: Truth): boolean {
  return !ended && Number(event_ms) >= lastAt;
}

/** What was done beside what was captured, shopper by shopper. */
export function notePairs({ shoppers, acts, captured, crashes }: Truth, findings: Findings): void {
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

/** What the ledger says of itself. */
export function noteLedger({ bad, repeated, troubles }: Truth, findings: Findings): void {
  for (const { line, kind } of bad) {
    findings.add(kind === 'torn' ? 'ledger_torn' : 'ledger_damaged', { line });
  }
  for (const event_id of repeated) findings.add('captured_twice', { event_id });
  for (const what of troubles) findings.add('trouble', { what });
}

/** How often events lie in raw, and whether those that were acknowledged do. */
export function noteCopies(copies: RawCopies, truth: Truth, findings: Findings): void {
  const doubled = truth.doses.get('duplicate');
  for (const [event_id, count] of copies) {
    // A copy more is what at-least-once allows; it counts, and does not disagree.
    if (count > (doubled?.has(event_id) ? 2 : 1) && truth.captured.has(event_id)) {
      findings.add('duplicated_in_raw', { event_id, copies: count });
    }
  }
  for (const event_id of truth.acked.keys()) {
    if (truth.captured.has(event_id) && !copies.has(event_id)) {
      findings.add('not_in_raw', { event_id });
    }
  }
}
