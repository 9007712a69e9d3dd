import { gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { HOUR_MS, toIso } from '@/lib/common/clock';
import { toLine } from '@/lib/events/complete';
import type { ClickstreamEvent, WireEvent } from '@/lib/events/event';
import { arrivalPartition } from '@/lib/lake/layout';
import { createMemoryStore } from '@/lib/storage/memory';
import { createFakeLake } from '@/lib/testing/lake-events';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { toStored, toWire } from '@/lib/traffic/events';
import type { LedgerEntry } from '@/lib/traffic/ledger';
import { openLedger } from '@/lib/traffic/ledger-file';
import { createPlan } from '@/lib/traffic/plan';
import { type Audit, auditRun } from './audit';
import type { FindingKind } from './findings';

const RUN_ID = 'run-7';
const FROM = Date.parse('2026-11-22T18:00:00.000Z');
const plan = createPlan({ seed: 7, sessionsPerDay: 600, memoryDays: 2 });
const PLANNED: readonly WireEvent[] = [...plan.events(FROM, FROM + 2 * HOUR_MS)]
  .flat()
  .map((planned) => JSON.parse(JSON.stringify(toWire(planned))));

const header = (more: Partial<Extract<LedgerEntry, { t: 'run' }>> = {}): LedgerEntry => ({
  t: 'run',
  v: 1,
  at: FROM,
  run_id: RUN_ID,
  actor: 'producer',
  channel: 'collector',
  seed: 7,
  parameters: {},
  ...more,
});
const timeOf = ({ timestamp }: WireEvent) => Date.parse(timestamp);
const stored = (wire: WireEvent, delayMs = 80) =>
  toStored(wire, { eventMs: timeOf(wire), receivedMs: timeOf(wire) + delayMs }, RUN_ID);

function ledgerOf(events: readonly WireEvent[]): LedgerEntry[] {
  return [
    header(),
    ...events.flatMap((event): LedgerEntry[] => [
      { t: 'captured', at: timeOf(event), events: [event] },
      { t: 'acked', at: timeOf(event) + 9, ids: [event.event_id] },
    ]),
    { t: 'end', at: FROM + 2 * HOUR_MS, why: 'done' },
  ];
}

interface World {
  readonly ledger: readonly LedgerEntry[];
  readonly rows: readonly ClickstreamEvent[];
  /** Where raw differs from what is queried. */
  readonly raw?: readonly ClickstreamEvent[];
}

async function audited({ ledger: entries, rows, raw = rows }: World): Promise<Audit> {
  const root = scratchFolder();
  const ledger = await openLedger(root, RUN_ID);
  for (const entry of entries) void ledger.write(entry);
  await ledger.close();
  const engine = createDuckdbEngine({ lake: createFakeLake(...rows) });
  onTestFinished(() => engine.close());
  const store = createMemoryStore();
  const textOf = (some: readonly ClickstreamEvent[]) =>
    Buffer.from(some.map((event) => `${toLine(event)}\n`).join(''));
  const folder = `events/${arrivalPartition(FROM)}`;
  // As a segment that is still being written, and as Firehose delivers it.
  const torn = Buffer.from('{"run_id":"run-7","event_id":"01a2');
  await store.put(`${folder}/a`, Buffer.concat([textOf(raw.slice(0, 200)), torn]));
  await store.put(`${folder}/b.gz`, gzipSync(textOf(raw.slice(200))));
  return auditRun({
    root,
    runId: RUN_ID,
    engine,
    raw: store,
    clock: () => FROM + 3 * HOUR_MS,
  });
}

const kinds = (audit: Audit) => audit.findings.map(({ kind, count }) => [kind, count]);

/** A finding, and apart from it the sessions that its examples name. */
function finding(audit: Audit, kind: FindingKind) {
  const found = audit.findings.find((one) => one.kind === kind);
  if (!found) return undefined;
  const examples = found.examples as readonly { readonly session_id?: string }[];
  return {
    ...found,
    examples: examples.map(({ session_id: _, ...rest }) => rest),
    sessions: examples.map(({ session_id }) => session_id),
  };
}

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

  test('what a page that died cut off is told apart from what was never captured', async () => {
    const [view, click, later] = PLANNED as [WireEvent, WireEvent, WireEvent];
    const act = (n: number, { event_type, page_url, ...event }: WireEvent): LedgerEntry => ({
      ...{ t: 'act', at: FROM, shopper: 0, n, event_type, path: page_url?.split('?')[0] ?? '' },
      ...{ element: event.element ?? null, position: event.position ?? null },
      product_id: event.product_id,
    });
    const shopper: LedgerEntry = {
      ...{ t: 'shopper', at: FROM, shopper: 0, persona: 'buyer', consent: 'accept' },
      ...{ device_type: 'desktop', browser: 'Chrome', location: 'IE' },
    };
    const heard = (event: WireEvent): LedgerEntry[] => [
      { t: 'captured', at: FROM, shopper: 0, events: [event] },
      { t: 'acked', at: FROM, ids: [event.event_id] },
    ];
    const crash: LedgerEntry = { t: 'crash', at: FROM, shopper: 0, what: 'a page crashed' };
    const end: LedgerEntry = { t: 'end', at: FROM, why: 'done' };
    const start = [header(), shopper, act(1, view), ...heard(view), act(2, click)];
    const rows = [stored(view), stored(later)];

    const cut = [...start, crash, act(3, later), ...heard(later), end];
    expect(kinds(await audited({ ledger: cut, rows }))).toEqual([
      ['cut_off', 1],
      ['trouble', 1],
    ]);
    const missed = [...start, act(3, later), ...heard(later), crash, end];
    expect(kinds(await audited({ ledger: missed, rows }))).toEqual([
      ['never_captured', 1],
      ['trouble', 1],
    ]);
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

describe('an audit of bots', () => {
  const act = (n: number, more: object = {}): LedgerEntry => ({
    t: 'act',
    at: FROM + n,
    shopper: 0,
    n,
    event_type: 'view',
    path: `/category/${n}`,
    element: null,
    position: null,
    product_id: null,
    ...more,
  });
  const sent = (n: number): WireEvent => ({
    ...(PLANNED[n] as WireEvent),
    event_type: 'view',
    page: 'category',
    page_url: `/category/${n}`,
    product_id: null,
    element: undefined,
    position: undefined,
    search_term: undefined,
    order_id: undefined,
    quantity: undefined,
    device_type: undefined,
    browser: undefined,
    location: undefined,
  });
  const shopper = (consent: 'accept' | 'decline'): LedgerEntry => ({
    t: 'shopper',
    at: FROM,
    shopper: 0,
    persona: 'browser',
    consent,
    device_type: 'mobile',
    browser: 'Safari',
    location: 'IE',
  });
  const heard = (n: number): LedgerEntry[] => [
    { t: 'captured', at: FROM + n, shopper: 0, events: [sent(n)] },
    { t: 'acked', at: FROM + n, ids: [sent(n).event_id] },
  ];
  const landed = (n: number): ClickstreamEvent => ({
    ...stored(sent(n)),
    device_type: 'mobile',
    browser: 'Safari',
    location: 'IE',
    actor: 'bot',
  });
  const bots = header({ actor: 'bot', channel: 'bots' });
  const end: LedgerEntry = { t: 'end', at: FROM + 99, why: 'done' };

  test('pairs acts with what was captured: one that was not, and one that was not done', async () => {
    const ledger = [bots, shopper('accept'), ...[1, 2, 3, 4].map((n) => act(n)), end];
    const all = [1, 3, 4, 9];
    const audit = await audited({
      ledger: [...ledger, ...all.flatMap(heard), end],
      rows: all.map(landed),
    });
    expect(kinds(audit)).toEqual([
      ['never_captured', 1],
      ['phantom', 1],
    ]);
    expect(finding(audit, 'never_captured')?.examples).toMatchObject([{ shopper: 0, n: 2 }]);
    expect(finding(audit, 'phantom')?.examples).toMatchObject([{ page_url: '/category/9' }]);
    expect(audit.counts).toMatchObject({ acts: 4, captured: 4, landed: 4, withheld: 0 });
  });

  test('counts what was withheld, and names what was captured in spite of it', async () => {
    const ledger = [bots, shopper('decline'), act(1), act(2)];
    const kept = await audited({ ledger: [...ledger, end], rows: [] });
    expect(kept).toMatchObject({ agrees: true, findings: [], counts: { acts: 2, withheld: 2 } });
    const broken = await audited({ ledger: [...ledger, ...heard(1), end], rows: [landed(1)] });
    expect(kinds(broken)).toEqual([['without_consent', 1]]);
    expect(broken.agrees).toBe(false);
  });

  test('holds device, browser and place to the shopper’s own', async () => {
    const ledger = [bots, shopper('accept'), act(1), ...heard(1), end];
    const audit = await audited({ ledger, rows: [{ ...landed(1), browser: 'Chrome' }] });
    expect(finding(audit, 'altered')?.examples).toEqual([
      { event_id: sent(1).event_id, field: 'browser', expected: 'Safari', found: 'Chrome' },
    ]);
  });
});
