import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { describeMetricStore } from '@/lib/testing/metric-store-contract';
import { createLocalMetrics } from './local';

describeMetricStore('local', async (clock) => ({
  store: createLocalMetrics(clock),
  dispose: () => Promise.resolve(),
}));

const START = Date.UTC(2026, 10, 22, 8, 0, 0);

test('says nothing of the time before it began and of the time to come', async () => {
  let now = START + 2 * MINUTE_MS;
  const store = createLocalMetrics(() => now);
  now += MINUTE_MS;
  const stretch = { fromMs: START, toMs: START + 6 * MINUTE_MS, stepMs: MINUTE_MS };
  const [orders] = await store.series(['OrdersPlaced'], stretch);
  expect(orders?.values).toEqual([null, null, 0, 0, null, null]);
});

test('keeps a week by quarter hours and forgets what is older', async () => {
  let now = START;
  const store = createLocalMetrics(() => now);
  store.count('OrdersPlaced', 2);
  now = START + 6 * DAY_MS;
  store.count('OrdersPlaced', 3);
  const week = () => ({ fromMs: now - 7 * DAY_MS, toMs: now + HOUR_MS, stepMs: HOUR_MS });
  const total = async () =>
    (
      await store.series(['OrdersPlaced'], { ...week(), toMs: week().toMs - HOUR_MS + MINUTE_MS })
    )[0]?.values.reduce<number>((sum, value) => sum + (value ?? 0), 0);
  expect(await total()).toBe(5);
  now = START + 8 * DAY_MS;
  store.count('OrdersPlaced');
  expect(await total()).toBe(4);
});

test('what a local lake measures under Firehose’s name is told, what it has not is not', async () => {
  const store = createLocalMetrics(() => START);
  store.read('DeliveryToS3.DataFreshness', 12);
  const stretch = { fromMs: START, toMs: START + MINUTE_MS, stepMs: MINUTE_MS };
  const names = ['DeliveryToS3.DataFreshness', 'ThrottledRecords'] as const;
  const [fresh, throttled] = await store.series(names, stretch);
  expect(fresh?.values).toEqual([12]);
  expect(throttled?.values).toEqual([]);
});
