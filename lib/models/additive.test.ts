import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS, toIso } from '@/lib/common/clock';
import { recountedProducts, recountedRollup, whole } from '@/lib/testing/additive-oracle';
import { storedEvent } from '@/lib/testing/lake-events';
import {
  firstCopies,
  MIDNIGHT,
  modelEvent,
  type Row,
  relationOver,
  relationsOver,
  sessionId,
} from '@/lib/testing/model-lake';
import { BUCKET_MS } from './rollup';

const day = (ms: number) => toIso(ms).slice(0, 10);
const bucket = (ms: number) => ms - (ms % BUCKET_MS);

describe('a lake made by hand', () => {
  const early = { session_id: sessionId(MIDNIGHT - HOUR_MS, 1), location: 'IE-D' };
  const late = { session_id: sessionId(MIDNIGHT + HOUR_MS, 2), location: 'IE' };
  const at = (minutes: number) => ({ event_ms: MIDNIGHT + minutes * 60_000 });
  const pot = { page: 'product', product_id: 'pot' } as const;
  const line = { event_type: 'purchase', page: 'confirmation', ...at(1) } as const;
  const events = [
    // Before midnight: a tile of the pot, its page; after it: into the cart, an order of two lines.
    storedEvent(1, {
      ...early,
      ...at(-5),
      event_type: 'click',
      product_id: 'pot',
      element: 'product_tile',
    }),
    storedEvent(2, { ...early, ...at(-4), ...pot }),
    storedEvent(3, { ...early, ...at(0), ...pot, event_type: 'add_to_cart', quantity: 2 }),
    storedEvent(4, {
      ...early,
      ...line,
      product_id: 'pot',
      order_id: 'o1',
      quantity: 2,
      unit_price: 5.25,
    }),
    storedEvent(5, {
      ...early,
      ...line,
      product_id: 'cup',
      order_id: 'o1',
      quantity: 1,
      unit_price: 1.5,
    }),
    // An hour later, somebody else from Ireland puts the pot away twice and buys nothing.
    storedEvent(6, { ...late, ...at(60), ...pot }),
    storedEvent(7, { ...late, ...at(61), ...pot, event_type: 'add_to_cart', quantity: 1 }),
    storedEvent(8, { ...late, ...at(62), ...pot, event_type: 'add_to_cart', quantity: 1 }),
  ];
  const common = {
    actor: 'human',
    device_type: 'mobile',
    country: 'IE',
    channel: 'direct',
    user_type: 'new',
  };

  test('rollup', async () => {
    const rows = await relationOver(events, 'rollup');
    const none = {
      ...common,
      events: 0,
      views: 0,
      clicks: 0,
      add_to_carts: 0,
      purchase_lines: 0,
      orders: 0,
      units: 0,
      revenue: 0,
      sessions: 0,
      bounces: 0,
      converting_sessions: 0,
      duration_ms: 0,
      pages: 0,
      product_sessions: 0,
      cart_sessions: 0,
      checkout_sessions: 0,
      purchase_sessions: 0,
    };
    const byBucket = rows.toSorted((a, b) => Number(a.bucket_ms) - Number(b.bucket_ms));
    expect(byBucket).toEqual([
      {
        ...none,
        bucket_ms: MIDNIGHT - BUCKET_MS,
        dt: '2026-11-21',
        session_dt: '2026-11-21',
        events: 2, // 1, 2
        views: 1,
        clicks: 1,
        sessions: 1, // it starts here, so all of it counts here
        converting_sessions: 1,
        duration_ms: 360_000, // minute −5 to minute 1
        pages: 1, // of its one view
        product_sessions: 1,
        cart_sessions: 1, // but it never saw the checkout
      },
      {
        ...none,
        bucket_ms: MIDNIGHT,
        dt: '2026-11-22',
        session_dt: '2026-11-21',
        events: 3, // 3, 4, 5
        add_to_carts: 1,
        purchase_lines: 2,
        orders: 1,
        units: 3,
        revenue: 12, // 2 × 5.25 + 1.50
      },
      {
        ...none,
        bucket_ms: MIDNIGHT + HOUR_MS,
        dt: '2026-11-22',
        session_dt: '2026-11-22',
        events: 3, // 6, 7, 8
        views: 1,
        add_to_carts: 2,
        sessions: 1,
        duration_ms: 120_000,
        pages: 1,
        product_sessions: 1,
        cart_sessions: 1,
      },
    ]);
  });

  test('products_daily', async () => {
    const rows = await relationOver(events, 'products_daily');
    const none = {
      ...common,
      events: 0,
      all_views: 0,
      all_clicks: 0,
      views: 0,
      clicks: 0,
      add_to_carts: 0,
      cart_units: 0,
      purchase_lines: 0,
      units: 0,
      revenue: 0,
      orders: 0,
      view_sessions: 0,
      cart_sessions: 0,
      abandoned_sessions: 0,
      purchase_sessions: 0,
    };
    const first = { dt: '2026-11-21', session_dt: '2026-11-21' };
    const second = { dt: '2026-11-22', session_dt: '2026-11-21' };
    const order = ({ dt, session_dt, product_id }: Row) => `${dt} ${session_dt} ${product_id}`;
    expect(rows.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))).toEqual([
      {
        ...none,
        ...first,
        product_id: 'pot',
        events: 2, // 1, 2
        all_views: 1,
        all_clicks: 1,
        views: 1,
        clicks: 1,
        view_sessions: 1,
      },
      {
        ...none,
        ...second,
        product_id: 'cup',
        events: 1, // 5
        purchase_lines: 1,
        units: 1,
        revenue: 1.5,
        orders: 1,
        purchase_sessions: 1,
      },
      {
        ...none,
        ...second,
        product_id: 'pot',
        events: 2, // 3, 4
        add_to_carts: 1,
        cart_units: 2,
        purchase_lines: 1,
        units: 2,
        revenue: 10.5,
        orders: 1,
        cart_sessions: 1,
        purchase_sessions: 1,
      },
      {
        ...none,
        dt: '2026-11-22',
        session_dt: '2026-11-22',
        product_id: 'pot',
        events: 3, // 6, 7, 8
        all_views: 1,
        views: 1,
        add_to_carts: 2,
        cart_units: 2,
        view_sessions: 1,
        cart_sessions: 1,
        abandoned_sessions: 1,
      },
    ]);
  });
});

/** A relation's rows as the recounts key them, money in whole cents, zeros left out. */
function cellsOf(rows: readonly Row[], key: readonly string[], texts: readonly string[]) {
  const named = new Set([...key, ...texts]);
  return Object.fromEntries(
    rows.map(({ revenue, ...row }) => [
      JSON.stringify(key.map((name) => row[name])),
      nonZero({
        ...Object.fromEntries(Object.entries(row).filter(([name]) => !named.has(name))),
        cents: whole(Number(revenue)),
      }),
    ]),
  );
}

function nonZero(cell: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(cell).filter(([, amount]) => amount !== 0));
}

const recount = (cells: ReadonlyMap<string, Readonly<Record<string, number>>>) =>
  Object.fromEntries([...cells].map(([key, cell]) => [key, nonZero(cell)]));

const KEY = ['session_dt', 'actor', 'device_type', 'country', 'channel', 'user_type'];

test('all agree with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(modelEvent, { minLength: 1, maxLength: 40 }), async (events) => {
      const counted = firstCopies(events);
      const [rollup = [], daily = [], products = [], productDays = [], totals = []] =
        await relationsOver(
          events,
          'rollup',
          'rollup_daily',
          'products_rollup',
          'products_daily',
          'products_totals',
        );
      expect(cellsOf(rollup, ['bucket_ms', ...KEY], ['dt'])).toEqual(
        recount(recountedRollup(counted, bucket)),
      );
      for (const row of rollup) expect(row.dt).toBe(day(Number(row.bucket_ms)));
      expect(cellsOf(daily, ['dt', ...KEY], [])).toEqual(recount(recountedRollup(counted, day)));
      expect(cellsOf(products, ['bucket_ms', 'product_id', ...KEY], ['dt'])).toEqual(
        recount(recountedProducts(counted, bucket)),
      );
      for (const row of products) expect(row.dt).toBe(day(Number(row.bucket_ms)));
      expect(cellsOf(productDays, ['dt', 'product_id', ...KEY], [])).toEqual(
        recount(recountedProducts(counted, day)),
      );
      expect(cellsOf(totals, ['dt', 'product_id', 'session_dt', 'actor'], [])).toEqual(
        recount(recountedProducts(counted, day, (session) => [session?.dt, session?.actor])),
      );
    }),
    { numRuns: 25 },
  );
});
