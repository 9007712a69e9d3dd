import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import type { EventType } from '@/lib/events/vocabulary';
import { createPlan, type PlannedSession } from './plan';

/**
 * Ranges of published statistics of real shops (realism model §6, by their numbers there); the whole
 * scorecard reads a lake, this one watches over the plan's parameters.
 */
const DAYS = 30;
const FROM = Date.parse('2026-10-12T00:00:00.000Z');
const plan = createPlan({ seed: 7, sessionsPerDay: 400 });
const sessions = [...plan.sessions(FROM, FROM + DAYS * DAY_MS)];

const has = (type: EventType) => (session: PlannedSession) =>
  session.acts.some(({ event_type }) => event_type === type);
const views = ({ acts }: PlannedSession) =>
  acts.filter(({ event_type }) => event_type === 'view').length;
const share = (list: readonly PlannedSession[], test: (session: PlannedSession) => boolean) =>
  list.filter(test).length / list.length;
const conversion = (test: (session: PlannedSession) => boolean) =>
  share(sessions.filter(test), has('purchase'));
const quantile = (values: readonly number[], at: number) =>
  [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * at)] ?? Number.NaN;
const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]) => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};

const carts = sessions.filter(has('add_to_cart'));
const lengths = sessions.map(views);
const productEvents = sessions.map(({ acts }) =>
  acts.filter(({ event_type, product }) => product && event_type !== 'click'),
);
const gaps = productEvents.flatMap((acts) =>
  acts
    .slice(1)
    .map(({ at }, place) => (at - (acts[place]?.at ?? 0)) / 1_000)
    .filter((gap) => gap > 0 && gap < 1_800),
);
const counts = productEvents.map(({ length }) => length).filter((length) => length > 0);
const hazard = (k: number) =>
  counts.filter((length) => length === k).length / counts.filter((length) => length >= k).length;
/** Sessions by the hour of the shop's own country, which is UTC. */
const hours = Array.from({ length: 24 }, (_, hour) =>
  share(sessions, ({ acts }) => Math.floor((acts[0]?.at ?? 0) / HOUR_MS) % 24 === hour),
);
const days = Array.from(
  { length: DAYS },
  (_, day) =>
    sessions.filter(({ acts }) => Math.floor(((acts[0]?.at ?? 0) - FROM) / DAY_MS) === day).length,
);
const products = new Map<string, number>();
for (const acts of productEvents) {
  for (const { event_type, product } of acts) {
    if (event_type !== 'view' || !product) continue;
    products.set(product.id, (products.get(product.id) ?? 0) + 1);
  }
}
const ranked = [...products.values()].sort((a, b) => b - a);
const topShare = (part: number) =>
  ranked.slice(0, Math.round(ranked.length * part)).reduce((sum, seen) => sum + seen, 0) /
  ranked.reduce((sum, seen) => sum + seen, 0);
const lines = sessions.flatMap(({ acts }) =>
  acts.filter(({ event_type }) => event_type === 'purchase'),
);
const orders = new Set(lines.map(({ order_id }) => order_id)).size;

describe('a month of the plan lies in the range of real shops', () => {
  test.each([
    ['F4 conversion', conversion(() => true), 0.008, 0.061],
    ['F5 sessions that add to the cart', share(sessions, has('add_to_cart')), 0.022, 0.135],
    ['F6 cart abandonment', 1 - share(carts, has('purchase')), 0.59, 0.85],
    [
      'F8 checkout completion',
      conversion(() => true) /
        share(sessions, ({ acts }) => acts.some((a) => a.page === 'checkout')),
      0.4,
      0.66,
    ],
    [
      'F11 conversion, mobile to desktop',
      conversion(({ shopper }) => shopper.device.device_type === 'mobile') /
        conversion(({ shopper }) => shopper.device.device_type === 'desktop'),
      0.4,
      0.92,
    ],
    [
      'F12 conversion, returning to new',
      conversion(({ visit }) => visit > 0) / conversion(({ visit }) => visit === 0),
      1.3,
      3.5,
    ],
    ['L1 pages a session', mean(lengths), 3.5, 6],
    ['L2 one-page sessions', share(sessions, (session) => views(session) === 1), 0.3, 0.55],
    ['L4 pages, 90th percentile', quantile(lengths, 0.9), 8, 16],
    ['L5 pages, 99th percentile', quantile(lengths, 0.99), 20, 50],
    ['L6 leaving early to late', hazard(1) / mean([8, 9, 10, 11, 12].map(hazard)), 1.5, 5],
    ['T1 seconds between, median', quantile(gaps, 0.5), 28, 60],
    ['T2 seconds between, 90th percentile', quantile(gaps, 0.9), 130, 240],
    ['T3 seconds between, log-sd', deviation(gaps.map(Math.log)), 0.95, 1.25],
    ['D1 busiest hour', Math.max(...hours), 0.055, 0.075],
    [
      'D2 six quiet hours',
      Math.min(
        ...hours.map((_, h) =>
          [0, 1, 2, 3, 4, 5].reduce((s, i) => s + (hours[(h + i) % 24] ?? 0), 0),
        ),
      ),
      0.04,
      0.13,
    ],
    ['D4 days, variation', deviation(days) / mean(days), 0.04, 0.25],
    ['P1 most viewed tenth of products', topShare(0.1), 0.32, 0.8],
    ['P2 most viewed hundredth', topShare(0.01), 0.07, 0.4],
    ['U1 new sessions', share(sessions, ({ visit }) => visit === 0), 0.52, 0.8],
    [
      'M1 mobile',
      share(sessions, ({ shopper }) => shopper.device.device_type === 'mobile'),
      0.38,
      0.7,
    ],
    ['M5 direct', share(sessions, ({ referrer_url }) => referrer_url === null), 0.15, 0.3],
    [
      'S1 sessions with a search',
      share(sessions, ({ acts }) => acts.some((a) => a.page === 'search')),
      0.04,
      0.17,
    ],
    ['B1 lines an order', lines.length / orders, 1.1, 3.3],
  ])('%s', (_name, value, least, most) => {
    expect(sessions.length).toBeGreaterThan(10_000);
    expect(value).toBeGreaterThanOrEqual(least);
    expect(value).toBeLessThanOrEqual(most);
  });
});
