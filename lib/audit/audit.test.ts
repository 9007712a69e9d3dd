import { describe, expect, onTestFinished, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { toIso } from '@/lib/common/clock';
import type { ClickstreamEvent, WireEvent } from '@/lib/events/event';
import {
  audited,
  FROM,
  finding,
  header,
  kinds,
  ledgerOf,
  PLANNED,
  stored,
} from '@/lib/testing/audit-world';
import { createFakeLake } from '@/lib/testing/lake-events';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import type { LedgerEntry } from '@/lib/traffic/ledger';
import { auditRun } from './audit';

function changed(index: number, change: Partial<ClickstreamEvent>): ClickstreamEvent[] {
  return PLANNED.map((wire, at) => (at === index ? { ...stored(wire), ...change } : stored(wire)));
}

const purchaseAt = PLANNED.findIndex(({ event_type }) => event_type === 'purchase');
const MIDDLE = 101;

describe('an audit of a producer’s run', () => {
  test('agrees where every event is where it has to be', async () => {
    expect(PLANNED.length).toBeGreaterThan(400);
    expect(purchaseAt).toBeGreaterThan(0);
    const rows = PLANNED.map((wire) => stored(wire));
    const audit = await audited({ ledger: ledgerOf(PLANNED), rows });
    expect(audit.findings).toEqual([]);
    expect(audit).toMatchObject({
      agrees: true,
      ended: true,
      counts: {
        captured: PLANNED.length,
        acked: PLANNED.length,
        landed: PLANNED.length,
        raw_lines: PLANNED.length,
        unanswered: 0,
        late: 0,
      },
      freshness: { answered: { p50: 9, max: 9 }, received: { p50: 80, max: 80 } },
    });
  });

  test('names a single event that is deleted', async () => {
    const gone = PLANNED[MIDDLE]?.event_id;
    const rows = PLANNED.filter(({ event_id }) => event_id !== gone).map((wire) => stored(wire));
    const audit = await audited({ ledger: ledgerOf(PLANNED), rows });
    expect(kinds(audit)).toEqual([
      ['lost', 1],
      ['not_in_raw', 1],
    ]);
    expect(finding(audit, 'lost')?.examples).toMatchObject([{ event_id: gone }]);
    expect(finding(audit, 'lost')?.sessions).toEqual([PLANNED[MIDDLE]?.session_id]);
    expect(audit.agrees).toBe(false);
  });

  test('names a single event that is doubled: in raw it counts, and is read once', async () => {
    const rows = PLANNED.map((wire) => stored(wire));
    const twice = rows[MIDDLE] as ClickstreamEvent;
    const audit = await audited({ ledger: ledgerOf(PLANNED), rows, raw: [...rows, twice] });
    expect(kinds(audit)).toEqual([['duplicated_in_raw', 1]]);
    expect(finding(audit, 'duplicated_in_raw')?.examples).toEqual([
      { event_id: twice.event_id, copies: 2 },
    ]);
    expect(audit.agrees).toBe(true);
    expect(audit.counts).toMatchObject({ landed: rows.length, raw_lines: rows.length + 1 });
  });

  test.each([
    ['a page', MIDDLE, { page: 'info' }],
    ['a time', MIDDLE, { timestamp: toIso(FROM), event_ms: FROM }],
    ['a device', MIDDLE, { device_type: 'tablet' }],
    ['a place that is lost', MIDDLE, { location: null }],
    ['a price', purchaseAt, { unit_price: 0.01 }],
    ['a quantity', purchaseAt, { quantity: 77 }],
    ['the run', MIDDLE, { run_id: 'another' }],
    ['the actor', MIDDLE, { actor: 'human' }],
  ] as const)('names %s that is altered, field by field', async (_what, at, change) => {
    const audit = await audited({ ledger: ledgerOf(PLANNED), rows: changed(at, change) });
    const { event_id } = PLANNED[at] as WireEvent;
    const was = stored(PLANNED[at] as WireEvent);
    const fields = Object.entries(change).map(([field, found]) => ({
      event_id,
      field,
      expected: was[field as keyof ClickstreamEvent],
      found,
    }));
    const examples = finding(audit, 'altered')?.examples ?? [];
    expect(examples).toHaveLength(fields.length);
    expect(examples).toEqual(expect.arrayContaining(fields));
    expect(finding(audit, 'lost')).toBeUndefined();
    expect(audit.agrees).toBe(false);
  });

  test('names a single event that is late', async () => {
    const rows = PLANNED.map((wire, at) => stored(wire, at === MIDDLE ? 3_600_000 : 80));
    const audit = await audited({ ledger: ledgerOf(PLANNED), rows });
    expect(kinds(audit)).toEqual([['late', 1]]);
    expect(finding(audit, 'late')?.examples).toEqual([
      { event_id: PLANNED[MIDDLE]?.event_id, ms: 3_600_000 },
    ]);
    expect(audit.counts.late).toBe(1);
  });

  test('names a single event that is invented', async () => {
    const invented = PLANNED[MIDDLE]?.event_id;
    const ledger = ledgerOf(PLANNED.filter(({ event_id }) => event_id !== invented));
    const audit = await audited({ ledger, rows: PLANNED.map((wire) => stored(wire)) });
    expect(kinds(audit)).toEqual([['invented', 1]]);
    expect(finding(audit, 'invented')?.examples).toMatchObject([{ event_id: invented }]);
    expect(finding(audit, 'invented')?.sessions).toEqual([PLANNED[MIDDLE]?.session_id]);
    expect(audit.agrees).toBe(false);
  });

  test('tells what failed and why, and what was refused and is there all the same', async () => {
    const [first, second, third] = PLANNED as [WireEvent, WireEvent, WireEvent];
    const ledger: LedgerEntry[] = [
      header(),
      { t: 'captured', at: FROM, events: [first, second, third] },
      { t: 'failed', at: FROM, ids: [first.event_id], reason: 'nothing answers' },
      { t: 'rejected', at: FROM, ids: [second.event_id, third.event_id], reason: 'bad_time' },
      { t: 'end', at: FROM, why: 'done' },
    ];
    const audit = await audited({ ledger, rows: [stored(third)] });
    expect(audit.reasons).toEqual({ bad_time: 2, 'nothing answers': 1 });
    expect(audit.counts).toMatchObject({ failed: 1, rejected: 2, landed: 1, unanswered: 0 });
    expect(kinds(audit)).toEqual([['rejected_and_landed', 1]]);
  });

  test('what nobody answered is missing, unless whoever wrote it down was killed', async () => {
    const [first] = PLANNED as [WireEvent];
    const open: LedgerEntry[] = [header(), { t: 'captured', at: FROM, events: [first] }];
    const killed = await audited({ ledger: open, rows: [] });
    expect(kinds(killed)).toEqual([['cut_off', 1]]);
    expect(killed).toMatchObject({ ended: false, agrees: true });
    const end: LedgerEntry = { t: 'end', at: FROM, why: 'done' };
    const over = await audited({ ledger: [...open, end], rows: [] });
    expect(kinds(over)).toEqual([['unanswered', 1]]);
    expect(over.agrees).toBe(false);
  });

  test('what came after a ledger that goes on is no invention, after one that is over it is', async () => {
    const [first, second] = PLANNED as [WireEvent, WireEvent];
    const at = Date.parse(second.timestamp);
    const ledger: LedgerEntry[] = [header(), { t: 'captured', at, events: [first] }];
    const rows = [stored(first), stored(second)];
    const open = await audited({ ledger, rows });
    expect(kinds(open)).toEqual([['not_yet', 1]]);
    expect(open).toMatchObject({ agrees: true, counts: { landed: 1 } });
    const earlier: LedgerEntry[] = [header(), { t: 'captured', at: at + 1, events: [first] }];
    expect(kinds(await audited({ ledger: earlier, rows }))).toEqual([['invented', 1]]);
    const over = await audited({ ledger: [...ledger, { t: 'end', at, why: 'done' }], rows });
    expect(kinds(over)).toEqual([['invented', 1]]);
  });

  test('a run without a ledger is no run that agrees', async () => {
    const engine = createDuckdbEngine({ lake: createFakeLake() });
    onTestFinished(() => engine.close());
    const asked = auditRun({
      root: scratchFolder(),
      runId: 'nobody',
      engine,
      raw: null,
      clock: () => FROM,
    });
    await expect(asked).rejects.toMatchObject({ code: 'missing' });
  });
});
