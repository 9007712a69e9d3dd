import type { ObjectStore } from '@/lib/storage/object-store';
import { FAULT_NAMES, type Fault } from '@/lib/traffic/faults/dials';
import type { Findings } from './findings';
import type { LandedEvent } from './landed';
import { failedIds } from './raw-failed';
import type { Truth } from './truth';

/** A fault that was done to a run on purpose, and what of it can be seen in the lake. */
export interface DoseCheck {
  readonly fault: Fault;
  /** Done to so many events that were answered, or withheld. */
  readonly dosed: number;
  readonly found: number;
}

/** A corrected time is no better than the way to the collector was short. */
const CORRECTED_WITHIN_MS = 10_000;

export interface DoseFinder {
  /** Looks at a row of the run; each once. */
  see(row: LandedEvent): void;
  /** Compares what was done with what was seen. */
  check(seen: {
    /** How often each event lies in raw; null where that is not known. */
    readonly copies: ReadonlyMap<string, number> | null;
    /** Ids among the failed events; null where they were not looked at. */
    readonly failed: ReadonlySet<string> | null;
  }): readonly DoseCheck[];
}

/** Finds each dose by its mark in the rows, never by its being known. */
export function createDoseFinder(truth: Truth, findings: Findings): DoseFinder {
  const seen = new Map<Fault, Set<string>>();
  const landed = new Set<string>();
  const pages = new Map<string, { id: string; seq: number; received: string }[]>();
  const inOrder = truth.doses.has('out_of_order');
  const note = (fault: Fault, id: string) => {
    const ids = seen.get(fault);
    if (ids) ids.add(id);
    else seen.set(fault, new Set([id]));
  };
  const by = (fault: Fault, id: string) => truth.doses.get(fault)?.get(id);

  function see(row: LandedEvent): void {
    const id = String(row.event_id);
    landed.add(id);
    const received = String(row.received_at);
    const happened = Date.parse(String(row.timestamp));
    const lateBy = by('late', id);
    if (lateBy !== undefined && Date.parse(received) - happened >= lateBy) note('late', id);
    if (isCorrected(row, happened - (by('clock_skew', id) ?? Number.NaN))) note('clock_skew', id);
    if (hasUnknown(row, truth.captured.get(id)?.event)) note('unknown_field', id);
    if (row.actor === 'bot' && truth.run.actor !== 'bot') note('bot_flood', id);
    if (!inOrder || typeof row.tab_id !== 'string') return;
    const page = pages.get(row.tab_id) ?? [];
    page.push({ id, seq: Number(row.seq), received });
    pages.set(row.tab_id, page);
  }

  function isCorrected(row: LandedEvent, sentMs: number): boolean {
    if (
      Number.isNaN(sentMs) ||
      !String(row.flags ?? '')
        .split(' ')
        .includes('clock_skew')
    ) {
      return false;
    }
    const captured = truth.captured.get(String(row.event_id));
    const aheadBy = by('clock_skew', String(row.event_id)) ?? 0;
    const truly = Date.parse(captured?.event.timestamp ?? '') - aheadBy;
    return Math.abs(Number(row.event_ms) - truly) <= CORRECTED_WITHIN_MS;
  }

  function check({ copies, failed }: Parameters<DoseFinder['check']>[0]): readonly DoseCheck[] {
    for (const page of pages.values()) for (const id of overtaken(page)) note('out_of_order', id);
    for (const id of copies?.keys() ?? []) if ((copies?.get(id) ?? 0) > 1) note('duplicate', id);
    for (const id of truth.rejected.keys()) {
      if (!landed.has(id) && (failed === null || failed.has(id))) note('malformed', id);
    }
    return FAULT_NAMES.flatMap((fault) => {
      const dosed = [...(truth.doses.get(fault)?.keys() ?? [])].filter((id) =>
        wasDelivered(fault, id),
      );
      if (dosed.length === 0 || (fault === 'duplicate' && !copies)) return [];
      const missed =
        fault === 'consent_withheld'
          ? dosed.filter((id) => landed.has(id))
          : dosed.filter((id) => !seen.get(fault)?.has(id));
      for (const event_id of missed) findings.add('dose_missed', { fault, event_id });
      return [{ fault, dosed: dosed.length, found: dosed.length - missed.length }];
    });
  }

  /** A dose that was given up on its way is in no lake; what was withheld never left. */
  function wasDelivered(fault: Fault, id: string): boolean {
    if (fault === 'consent_withheld') return true;
    const { captured, acked, rejected } = truth;
    return captured.has(id) && (acked.has(id) || rejected.has(id));
  }

  return { see, check };
}

/** Those of a page that a later one arrived before. */
function overtaken(
  page: readonly { readonly id: string; readonly seq: number; readonly received: string }[],
): readonly string[] {
  const found: string[] = [];
  let earliest: string | null = null;
  for (const { id, received } of [...page].sort((a, b) => b.seq - a.seq)) {
    if (earliest !== null && received > earliest) found.push(id);
    if (earliest === null || received < earliest) earliest = received;
  }
  return found;
}

/** Whether what the contract does not know of an event was kept beside it, letter for letter. */
function hasUnknown({ extra }: LandedEvent, sent: object | undefined): boolean {
  if (typeof extra !== 'string' || !sent) return false;
  const kept: unknown = JSON.parse(extra);
  if (typeof kept !== 'object' || kept === null) return false;
  const { timestamp: _, ...fields } = kept as Record<string, unknown>;
  const entries = Object.entries(fields);
  return (
    entries.length > 0 &&
    entries.every(([key, value]) => Object.entries(sent).some(([k, v]) => k === key && v === value))
  );
}

/** Ids among the failed events that arrived in these hours, for runs that have such a dose. */
export async function failedOf(
  truth: Truth,
  raw: ObjectStore | null,
  arrived: { readonly from: number; readonly to: number },
): Promise<ReadonlySet<string> | null> {
  if (!raw || !truth.doses.has('malformed')) return null;
  return failedIds(raw, arrived);
}
