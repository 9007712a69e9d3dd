import { afterEach, describe, expect, test } from 'vitest';
import { type Clock, MINUTE_MS } from '@/lib/common/clock';
import { MEASURE_NAMES } from '@/lib/monitoring/measures';
import { METRIC_NAMES } from '@/lib/monitoring/metric-names';
import type { MetricStore } from '@/lib/monitoring/metric-store';

export interface MetricStoreUnderTest {
  readonly store: MetricStore;
  readonly dispose: () => Promise<void>;
}

const START = Date.UTC(2026, 10, 22, 8, 0, 0);

/** What every MetricStore promises, opened without any counts; each driver runs it. */
export function describeMetricStore(
  name: string,
  open: (clock: Clock) => Promise<MetricStoreUnderTest>,
): void {
  describe(`MetricStore ${name}`, () => {
    const opened: MetricStoreUnderTest[] = [];
    let now = START;
    const made = async () => {
      now = START;
      const under = await open(() => now);
      opened.push(under);
      return under.store;
    };
    afterEach(async () => {
      for (const { dispose } of opened.splice(0)) await dispose();
    });
    const minutes = (count: number) => ({
      fromMs: START,
      toMs: START + count * MINUTE_MS,
      stepMs: MINUTE_MS,
    });

    test('knows every metric from the start, at zero', async () => {
      const totals = await (await made()).totals();
      expect(totals).toEqual(Object.fromEntries(METRIC_NAMES.map((metric) => [metric, 0])));
    });

    test('adds one, or as many as it is told, to that metric alone', async () => {
      const store = await made();
      store.count('EventsAccepted');
      store.count('EventsAccepted', 41);
      store.count('RequestsShed', 0);
      const { EventsAccepted, ...others } = await store.totals();
      expect(EventsAccepted).toBe(42);
      expect(Object.values(others)).toEqual(METRIC_NAMES.slice(1).map(() => 0));
    });

    test('totals are a copy: later counts and callers do not change them', async () => {
      const store = await made();
      const before = await store.totals();
      store.count('OrdersPlaced');
      expect(before.OrdersPlaced).toBe(0);
      (before as Record<string, number>).OrdersPlaced = 99;
      expect((await store.totals()).OrdersPlaced).toBe(1);
    });

    test('two stores do not share counts', async () => {
      const [one, other] = [await made(), await made()];
      one.count('EventsReceived');
      expect((await other.totals()).EventsReceived).toBe(0);
    });

    test('tells each minute what was counted in it, zero included', async () => {
      const store = await made();
      store.count('EventsAccepted', 3);
      store.count('EventsAccepted', 4);
      now += 2 * MINUTE_MS;
      store.count('EventsAccepted', 5);
      await store.close();
      const [accepted, shed] = await store.series(['EventsAccepted', 'RequestsShed'], minutes(4));
      expect(accepted).toMatchObject({ measure: 'EventsAccepted' });
      expect(accepted?.values.map((value) => value ?? 0)).toEqual([7, 0, 5, 0]);
      expect(shed?.values[0]).toBe(0);
      expect(shed?.values[3]).toBeNull();
    });

    test('of several readings in a step the greatest is told, and nothing where none was taken', async () => {
      const store = await made();
      for (const value of [20, 70, 40]) store.read('SinkLag', value);
      now += 3 * MINUTE_MS;
      store.read('SinkLag', 5);
      await store.close();
      const [lag] = await store.series(['SinkLag'], minutes(4));
      expect(lag?.values).toEqual([70, null, null, 5]);
      const wide = { ...minutes(4), stepMs: 2 * MINUTE_MS };
      expect((await store.series(['SinkLag'], wide))[0]?.values).toEqual([70, 5]);
    });

    test('more readings than fit in one line of CloudWatch’s are all there', async () => {
      const store = await made();
      for (let i = 1; i <= 250; i++) store.read('QueryTime', i === 120 ? 9_999 : i);
      await store.close();
      const [time] = await store.series(['QueryTime'], minutes(1));
      expect(time?.values).toEqual([9_999]);
    });

    test('knows of every measure whether it has it, in the order asked for', async () => {
      const store = await made();
      const names = MEASURE_NAMES.toReversed();
      const series = await store.series(names, minutes(2));
      expect(series.map(({ measure }) => measure)).toEqual(names);
      for (const { values } of series) expect([0, 2]).toContain(values.length);
    });

    test('has no alarms where nobody set any, and may be closed twice', async () => {
      const store = await made();
      expect(await store.alarms()).toEqual([]);
      await store.close();
      await store.close();
      store.count('EventsReceived');
    });
  });
}
