import { describe, expect, test } from 'vitest';
import { METRIC_NAMES } from '@/lib/monitoring/metric-names';
import type { MetricStore } from '@/lib/monitoring/metric-store';

/** What every MetricStore promises, opened without any counts; each driver runs it. */
export function describeMetricStore(name: string, open: () => Promise<MetricStore>): void {
  describe(`MetricStore ${name}`, () => {
    test('knows every metric from the start, at zero', async () => {
      const totals = await (await open()).totals();
      expect(totals).toEqual(Object.fromEntries(METRIC_NAMES.map((metric) => [metric, 0])));
    });

    test('adds one, or as many as it is told, to that metric alone', async () => {
      const store = await open();
      store.count('EventsAccepted');
      store.count('EventsAccepted', 41);
      store.count('RequestsShed', 0);
      const { EventsAccepted, ...others } = await store.totals();
      expect(EventsAccepted).toBe(42);
      expect(Object.values(others)).toEqual(METRIC_NAMES.slice(1).map(() => 0));
    });

    test('totals are a copy: later counts and callers do not change them', async () => {
      const store = await open();
      const before = await store.totals();
      store.count('OrdersPlaced');
      expect(before.OrdersPlaced).toBe(0);
      (before as Record<string, number>).OrdersPlaced = 99;
      expect((await store.totals()).OrdersPlaced).toBe(1);
    });

    test('two stores do not share counts', async () => {
      const [one, other] = [await open(), await open()];
      one.count('EventsReceived');
      expect((await other.totals()).EventsReceived).toBe(0);
    });
  });
}
