import { expect, test } from 'vitest';
import { billedBytes, packBatch } from '@/lib/delivery/pack-records';
import { DELIVERY_BUFFER } from '@/lib/lake/bucket-layout';
import { dollars } from './dollars';
import {
  billedBytesPerEvent,
  EVENT_BYTES,
  eventsPerRecordAt,
  FULL_RECORD,
  firehoseCost,
} from './firehose';
import { byPart, monthlyCost, objects } from './monthly';
import { HOURS_A_MONTH, SECONDS_A_MONTH } from './prices';
import { workloadAt } from './workload';

test('bills what Firehose bills: the table of the reference, for its event of 448 bytes', () => {
  const cases = [
    [1, 0.138, 0.224],
    [5, 0.028, 0.045],
    [8, 0.017, 0.028],
    [11, 0.0126, 0.0204],
    [500, 0.0122, 0.0197],
  ] as const;
  for (const [count, ingest, total] of cases) {
    const cost = firehoseCost(1e6, count, 448);
    expect(cost.ingest).toBeCloseTo(ingest, 3);
    expect(cost.total).toBeCloseTo(total, 3);
  }
});

test('packs as the driver packs', () => {
  const text = 'x'.repeat(EVENT_BYTES - 1);
  const lines = Array.from({ length: FULL_RECORD * 3 }, () => ({ text, bytes: EVENT_BYTES }));
  const { records } = packBatch(lines);
  expect(records.map((record) => record.lines.length)).toEqual([
    FULL_RECORD,
    FULL_RECORD,
    FULL_RECORD,
  ]);
  expect(billedBytesPerEvent(FULL_RECORD) * FULL_RECORD).toBe(billedBytes(records[0]?.bytes ?? 0));
});

test('packs more the more company an event has, never more than fits and never less than a request brings', () => {
  expect(eventsPerRecordAt(0.1)).toBe(1);
  expect(eventsPerRecordAt(100)).toBeCloseTo(1.12);
  expect(eventsPerRecordAt(50_000)).toBe(FULL_RECORD);
  expect(eventsPerRecordAt(1, 4)).toBe(4);
  const rising = [1, 10, 100, 500, 1_000, 2_000].map((rate) => eventsPerRecordAt(rate));
  expect([...rising].sort((a, b) => a - b)).toEqual(rising);
});

test('stays within the budget for delivery where records are full', () => {
  expect(firehoseCost(1e6, FULL_RECORD).total).toBeLessThanOrEqual(0.03);
});

test('adds up: parts to the total, standing cost to what no traffic costs', () => {
  const cost = monthlyCost(workloadAt(100));
  const parts = byPart(cost).reduce((sum, { usd }) => sum + usd, 0);
  expect(parts).toBeCloseTo(cost.total, 8);
  expect(cost.events).toBe(100 * SECONDS_A_MONTH);
  expect(cost.perMillion).toBeCloseTo((cost.total / cost.events) * 1e6, 8);
  const idle = monthlyCost(workloadAt(0, 'served', { dashboardViewsPerDay: 0 }));
  expect(idle.standing).toBeCloseTo(idle.total, 8);
  expect(idle.perMillion).toBe(0);
});

test('reckons two tasks, a load balancer and their addresses by hand', () => {
  const { lines } = monthlyCost(workloadAt(1));
  const of = (text: string) => lines.find((one) => one.of === text)?.usd;
  expect(of('4 tasks')).toBeCloseTo(4 * (0.5 * 0.03238 + 0.00356) * HOURS_A_MONTH, 6);
  expect(of('load balancer')).toBeCloseTo(0.0225 * HOURS_A_MONTH, 6);
  expect(of('way out of the tasks')).toBeCloseTo(4 * 0.005 * HOURS_A_MONTH, 6);
});

test('an event through a NAT gateway costs about as much as its delivery', () => {
  const web = workloadAt(10_000).web;
  if (!web) throw new Error('no web side');
  const cost = monthlyCost(workloadAt(10_000, 'full', { web: { ...web, natGateways: 2 } }));
  const gateway = cost.lines.find(({ of }) => of === 'events through the gateway')?.usd ?? 0;
  const firehose = byPart(cost).find(({ part }) => part === 'Firehose')?.usd ?? 0;
  expect(gateway / firehose).toBeGreaterThan(0.8);
});

test('counts objects by time when it is quiet and by size when it is not', () => {
  const quiet = workloadAt(1, 'served', { bufferSeconds: DELIVERY_BUFFER.seconds });
  expect(objects(quiet, SECONDS_A_MONTH)).toBeCloseTo((2 * SECONDS_A_MONTH) / 60, 6);
  const busy = workloadAt(100_000);
  const bytes = 1e5 * SECONDS_A_MONTH * EVENT_BYTES;
  const { parquetMiB, jsonMiB } = DELIVERY_BUFFER;
  const bySize = bytes / (parquetMiB * 2 ** 20) + bytes / (jsonMiB * 2 ** 20);
  expect(objects(busy, 1e5 * SECONDS_A_MONTH)).toBeCloseTo(bySize, 0);
});

test('never costs less with more events, nor more with fuller records', () => {
  const totals = [0, 1, 10, 100, 1_000, 10_000].map(
    (rate) => monthlyCost(workloadAt(rate, 'full')).total,
  );
  expect([...totals].sort((a, b) => a - b)).toEqual(totals);
  const [none, served, full] = (['none', 'served', 'full'] as const).map(
    (packing) => monthlyCost(workloadAt(1_000, packing)).total,
  );
  expect(none).toBeGreaterThan(served ?? 0);
  expect(served).toBeGreaterThan(full ?? 0);
});

test('writes dollars with the digits that matter', () => {
  expect([0, 0.0012, 0.5, 12.345, 1234.5].map(dollars)).toEqual([
    '$0',
    '$0.0012',
    '$0.50',
    '$12.35',
    '$1,235',
  ]);
});
