import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { DAY_MS, HOUR_MS, MINUTE_MS, toIso } from '@/lib/common/clock';
import { createRng } from '@/lib/common/rng';
import { createLakeSink } from '@/lib/delivery/lake';
import { openLake } from '@/lib/lake/lake';
import { createLakeTail } from '@/lib/lake/lake-tail';
import { arrivalPartition, RAW_EVENTS } from '@/lib/lake/layout';
import { collectorFixture } from '@/lib/testing/collector-fixture';
import { createOracle } from '@/lib/testing/oracle';
import { issueEvents } from '@/lib/testing/oracle-events';
import { sendIssued } from '@/lib/testing/oracle-sender';
import { SAMPLE_TIME } from '@/lib/testing/sample-events';
import { scratchFolder } from '@/lib/testing/scratch-folder';

const YEAR_MS = 365 * DAY_MS;
const PRICES = [{ id: 'teapot-clay', price_cents: 3450 }];

/** A collector over a lake on the disk, whose clock and senders' clocks may go wrong. */
function setUp() {
  const root = scratchFolder();
  const time = { now: SAMPLE_TIME };
  const clock = () => time.now;
  const lake = openLake({ root, clock });
  onTestFinished(() => lake.close());
  const fixture = collectorFixture({ sink: createLakeSink(lake, clock) });
  const oracle = createOracle();
  const rng = createRng(7);

  return {
    root,
    time,
    oracle,
    /** Fresh events of a sender whose clock is off by so much. */
    async send(count: number, senderOffMs = 0) {
      fixture.time.now = time.now;
      const now = time.now + senderOffMs;
      const issued = issueEvents({ rng, now, count, runId: null, prices: PRICES });
      const events = issued.filter(({ rejected }) => !rejected);
      for (const { id, stored, wire } of events) {
        const event_ms = Date.parse(wire.timestamp) - senderOffMs;
        const corrected = {
          timestamp: toIso(event_ms),
          event_ms,
          flags: 'clock_skew',
          extra: JSON.stringify({ timestamp: wire.timestamp }),
        };
        oracle.issue(id, Math.abs(senderOffMs) > MINUTE_MS ? { ...stored, ...corrected } : stored);
      }
      const answer = await sendIssued(fixture.collector, oracle, {
        events,
        runId: null,
        now,
      });
      return { ...answer, events };
    },
    resend: (events: Parameters<typeof sendIssued>[2]['events']) => {
      fixture.time.now = time.now;
      return sendIssued(fixture.collector, oracle, { events, runId: null, now: time.now });
    },
    partitions() {
      const base = join(root, RAW_EVENTS);
      return readdirSync(base)
        .flatMap((day) => readdirSync(join(base, day)).map((hour) => `${day}/${hour}`))
        .sort();
    },
    /** As the next start finds it. */
    async verdict() {
      const engine = createDuckdbEngine({ lake: lake.readEvents() });
      const { rows } = await engine.query('SELECT count(*), count(DISTINCT event_id) FROM events');
      await engine.close();
      const lines: string[] = [];
      const tail = lineReader();
      for (let chunk = await tail.next(65_536); chunk.length > 0; chunk = await tail.next(65_536)) {
        lines.push(...chunk);
      }
      const verdict = oracle.judge(lines);
      expect(rows).toEqual([[verdict.delivered, verdict.delivered]]);
      return verdict;
    },
  };

  function lineReader() {
    return createLakeTail({ root, folder: RAW_EVENTS, clock, own: lake.events.own });
  }
}

const SOUND = { lost: [], spurious: [], altered: [] };

test('a server clock that jumps under load loses nothing, and partitions are the hours it showed', async () => {
  const { time, send, partitions, verdict } = setUp();
  const jumps = [0, YEAR_MS, -YEAR_MS - DAY_MS, DAY_MS, -2 * HOUR_MS, 2 * HOUR_MS + MINUTE_MS];
  const shown = new Set<string>();
  const underWay: Promise<{ status: number; reasons: readonly string[] }>[] = [];
  for (const jump of jumps) {
    time.now += jump;
    for (let n = 0; n < 8; n++) {
      shown.add(arrivalPartition(time.now));
      underWay.push(send(5));
      // The last ones are on their way when the clock jumps.
      if (n % 2 === 1 && n < 7) await Promise.all(underWay);
    }
  }
  for (const { status, reasons } of await Promise.all(underWay)) {
    // What is on its way at a jump forward looks as if it had waited for long, so the gate sheds.
    expect([200, 503]).toContain(status);
    expect(reasons).toEqual([]);
  }
  expect(await send(5)).toMatchObject({ status: 200 });
  const found = await verdict();
  expect(found).toMatchObject({ ...SOUND, duplicates: 0 });
  expect(found.acked).toBeGreaterThan(2 * found.unknown);
  for (const partition of partitions()) expect(shown).toContain(partition);
  expect(partitions().length).toBeGreaterThanOrEqual(4);
});

test.each([
  ['a year ahead', YEAR_MS],
  ['a day behind', -DAY_MS],
  ['some seconds ahead', 5_000],
])('a sender whose clock is %s is put right, flagged where it was corrected', async (_, offMs) => {
  const { send, verdict, partitions } = setUp();
  for (let n = 0; n < 10; n++) {
    expect(await send(10, offMs)).toMatchObject({ status: 200, reasons: [] });
  }
  const found = await verdict();
  expect(found).toMatchObject({ ...SOUND, unknown: 0 });
  expect(found.acked).toBeGreaterThan(50);
  expect(partitions()).toEqual([arrivalPartition(SAMPLE_TIME)]);
});

test('events of a time that the clock has left are rejected with a reason, and stay what they were', async () => {
  const { time, send, resend, verdict } = setUp();
  const before = await send(10);
  time.now += YEAR_MS;
  const ahead = await send(10);
  expect(await resend(before.events)).toEqual({
    status: 200,
    reasons: before.events.map(() => 'bad_time'),
  });
  time.now -= YEAR_MS;
  expect(await resend(ahead.events)).toEqual({
    status: 200,
    reasons: ahead.events.map(() => 'bad_time'),
  });
  expect(await resend(before.events)).toEqual({ status: 200, reasons: [] });
  const found = await verdict();
  expect(found).toMatchObject({ ...SOUND, duplicates: before.events.length });
});
