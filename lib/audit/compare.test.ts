import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { HOUR_MS, MINUTE_MS, toIso } from '@/lib/common/clock';
import type { ClickstreamEvent, WireEvent } from '@/lib/events/event';
import { auditing, FROM, header, PLANNED, RUN_ID, stored, timeOf } from '@/lib/testing/audit-world';
import { createFakeLake } from '@/lib/testing/lake-events';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { trinoChecked } from '@/lib/testing/trino-checked';
import { toStored } from '@/lib/traffic/events';
import type { Fault } from '@/lib/traffic/faults/dials';
import type { LedgerEntry } from '@/lib/traffic/ledger';
import { openLedger } from '@/lib/traffic/ledger-file';
import { compare } from './compare';

async function compared(
  ledger: readonly LedgerEntry[],
  rows: readonly ClickstreamEvent[],
  name: 'duckdb' | 'athena' = 'duckdb',
) {
  const root = scratchFolder();
  const file = await openLedger(root, RUN_ID);
  for (const entry of ledger) void file.write(entry);
  await file.close();
  const duckdb = createDuckdbEngine({ lake: createFakeLake(...rows) });
  onTestFinished(() => duckdb.close());
  const engine = trinoChecked({ ...duckdb, name });
  return compare({
    ...{ root, runId: RUN_ID, engine, raw: null, lateMs: MINUTE_MS, everyEvent: false },
    arrived: (from) => ({ from, to: from + HOUR_MS }),
  });
}

/** Several of a producer's events a line, as under load. */
function inLots(events: readonly WireEvent[]): LedgerEntry[] {
  const entries: LedgerEntry[] = [header()];
  for (let at = 0; at < events.length; at += 50) {
    const lot = events.slice(at, at + 50);
    entries.push({ t: 'captured', at: FROM + at, events: lot });
    entries.push({ t: 'acked', at: FROM + at + 7, ids: lot.map(({ event_id }) => event_id) });
  }
  return [...entries, { t: 'end', at: FROM + HOUR_MS, why: 'done' }];
}

describe('sums over stretches', () => {
  test('settle a run that agrees, whose prices and words are of every kind', async () => {
    const written = { ...PLANNED[3], search_term: 'café "au" lait' } as WireEvent;
    const repaired = { ...PLANNED[40], search_term: 'lamp\u0007' } as WireEvent;
    const events = PLANNED.map((event, at) => ({ 3: written, 40: repaired })[at] ?? event);
    const rows = events.map((event) => stored(event));
    const { truth, settled, ranges, received } = await compared(inLots(events), rows);
    // What the contract does not keep as it is has to be looked at, and what lies near it.
    expect(truth.captured.has(repaired.event_id)).toBe(true);
    expect(settled.events).toBeGreaterThan(PLANNED.length * 0.9);
    expect(settled.events + truth.captured.size).toBe(PLANNED.length);
    expect(ranges).toHaveLength(1);
    expect(settled.answered).toEqual(new Map([[7, settled.events]]));
    expect(received).toEqual(new Map([[80, PLANNED.length]]));
  });

  test('settle one whose ledger is written in another order of fields', async () => {
    const backwards = PLANNED.map(
      (event) => Object.fromEntries(Object.entries(event).reverse()) as unknown as WireEvent,
    );
    const { truth, settled } = await compared(
      inLots(backwards),
      PLANNED.map((event) => stored(event)),
    );
    expect(truth.captured.size).toBe(0);
    expect(settled.events).toBe(PLANNED.length);
  });

  test('settle one by what Athena knows as well', async () => {
    const [first, ...others] = PLANNED.map((event) => stored(event));
    const rows = [{ ...first, page: 'info' } as ClickstreamEvent, ...others];
    const { truth, settled } = await compared(inLots(PLANNED), rows, 'athena');
    expect(truth.captured.has(first?.event_id ?? '')).toBe(true);
    expect(settled.events).toBeGreaterThan(PLANNED.length * 0.9);
  });

  test('settle one with prices of its own', async () => {
    const scenario = { price: { factor: 0.5 } };
    const ledger = inLots(PLANNED);
    ledger[0] = header({ parameters: { scenario } });
    const rows = PLANNED.map((wire) => {
      const eventMs = timeOf(wire);
      return toStored(wire, { eventMs, receivedMs: eventMs + 80 }, RUN_ID, scenario);
    });
    expect((await compared(ledger, rows)).truth.captured.size).toBe(0);
    const others = PLANNED.map((wire) => stored(wire));
    const priced = PLANNED.filter(({ quantity }) => quantity);
    expect((await compared(ledger, others)).truth.captured.size).toBeGreaterThanOrEqual(
      priced.length,
    );
  });
});

interface Happened {
  readonly ledger: LedgerEntry[];
  readonly rows: ClickstreamEvent[];
  readonly raw: ClickstreamEvent[];
}
type Step = (event: WireEvent, world: Happened) => void;

const capture =
  (change: Partial<WireEvent> = {}): Step =>
  (event, { ledger }) =>
    ledger.push({ t: 'captured', at: timeOf(event), events: [{ ...event, ...change }] });
const ack =
  (ms = 9): Step =>
  (event, { ledger }) =>
    ledger.push({ t: 'acked', at: timeOf(event) + ms, ids: [event.event_id] });
const refuse =
  (t: 'rejected' | 'failed'): Step =>
  (event, { ledger }) =>
    ledger.push({ t, at: timeOf(event), ids: [event.event_id], reason: 'bad_time' });
const dose =
  (fault: Fault, by_ms?: number): Step =>
  (event, { ledger }) =>
    ledger.push({ t: 'dose', at: timeOf(event), fault, ids: [event.event_id], by_ms });
const land =
  (change: Partial<ClickstreamEvent> = {}, copies = 1): Step =>
  (event, { rows, raw }) => {
    const row = { ...stored(event), ...change };
    rows.push(row);
    for (let n = 0; n < copies; n++) raw.push(row);
  };
const onlyRaw: Step = (event, { raw }) => raw.push(stored(event));
const landLate: Step = (event, { rows, raw }) => {
  rows.push(stored(event, 2 * HOUR_MS));
  raw.push(stored(event, 2 * HOUR_MS));
};
const landCorrected: Step = (event, world) => {
  const at = timeOf(event) - 5;
  const extra = JSON.stringify({ timestamp: event.timestamp });
  land({ timestamp: toIso(at), event_ms: at, flags: 'clock_skew', extra })(event, world);
};
const UNCLEAN = { page_url: '/search?q=a&secret=1' };

const AS_MOST = [capture(), ack(), land()];
/** What else can happen to an event, and where it can be seen. */
const FATES: Readonly<Record<string, readonly Step[]>> = {
  deleted: [capture(), ack(), onlyRaw],
  'doubled in raw': [capture(), ack(), land({}, 3)],
  'not in raw': [capture(), ack(), land({}, 0)],
  altered: [capture(), ack(), land({ page: 'info', seq: 77 })],
  'another price': [capture(), ack(), land({ unit_price: 0.01 })],
  delayed: [capture(), ack(), landLate],
  corrected: [capture(), ack(), landCorrected],
  unclean: [capture(UNCLEAN), ack(), land(UNCLEAN)],
  invented: [land()],
  'without a run': [capture(), ack(), land({ run_id: undefined })],
  rejected: [capture(), refuse('rejected')],
  'rejected and landed': [capture(), refuse('rejected'), land()],
  failed: [capture(), refuse('failed')],
  'failed and landed': [capture(), refuse('failed'), land()],
  unanswered: [capture()],
  'captured twice': [capture(), ack(), capture(), ack(20), land({}, 2)],
  'answered twice': [capture(), ack(), ack(40), land()],
  'answered before': [ack(), capture(), land()],
  dosed: [dose('duplicate'), capture(), ack(), land({}, 2)],
  'dosed late': [dose('late', HOUR_MS), capture(), ack(), landLate],
  withheld: [dose('consent_withheld')],
};

/** A run of which some events had a fate of their own. */
const worlds = fc.record({
  fates: fc.dictionary(
    fc.integer({ min: 0, max: PLANNED.length - 1 }).map(String),
    fc.constantFrom(...Object.keys(FATES)),
    { minKeys: 3, maxKeys: 12 },
  ),
  ended: fc.boolean(),
  range: fc.option(
    fc.record({ from: fc.integer({ min: 0, max: 50 }), to: fc.integer({ min: 60, max: 130 }) }),
    { nil: undefined },
  ),
});

test('a run is found as it is whether each event is looked at or sums are believed', async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async ({ fates, ended, range: minutes }) => {
      const world: Happened = { ledger: [header()], rows: [], raw: [] };
      for (const [at, event] of PLANNED.entries()) {
        for (const step of FATES[fates[at] ?? ''] ?? AS_MOST) step(event, world);
      }
      if (ended) world.ledger.push({ t: 'end', at: FROM + 2 * HOUR_MS, why: 'done' });
      const audit = await auditing(world);
      const range = minutes && {
        from: FROM + minutes.from * MINUTE_MS,
        to: FROM + minutes.to * MINUTE_MS,
      };
      const bySums = await audit({ range });
      expect(bySums).toEqual(await audit({ range, everyEvent: true }));
    }),
    { numRuns: 4, endOnFailure: true },
  );
}, 120_000);
