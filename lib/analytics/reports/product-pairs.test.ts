import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedEvent } from '@/lib/testing/lake-events';
import { groupBy, happenedIn } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { PRODUCTS } from '@/lib/testing/small-lake';
import { productPairsReport } from './product-pairs';

const NOON = Date.UTC(2026, 10, 22, 12);

test('a lake made by hand', async () => {
  const orders = [['pot', 'cup'], ['pot', 'cup', 'hat'], ['pot'], ['hat'], ['cup']];
  const events = orders.flatMap((products, order) =>
    products.map((product_id, i) =>
      storedEvent(order * 10 + i, {
        event_ms: NOON + order,
        session_id: `s${order}`,
        event_type: 'purchase',
        order_id: `o${order}`,
        product_id,
        quantity: 3,
        unit_price: 1,
      }),
    ),
  );
  const given = { from_ms: NOON, to_ms: NOON + 60_000 };
  const [row, ...rest] = await rowsOf(productPairsReport, events, given);
  expect(rest).toEqual([]); // the hat's pairs are of one order
  expect(row).toEqual({
    period: 'current',
    product_a: 'cup',
    name_a: 'Cup',
    product_b: 'pot',
    name_b: 'Pot',
    orders: 2,
    orders_a: 3,
    orders_b: 3,
    support: 2 / 5,
    confidence: 2 / 3,
    lift: expect.closeTo(10 / 9, 9), // 2 × 5 ÷ (3 × 3)
  });
  const hats = await rowsOf(productPairsReport, events, {
    ...given,
    least: 1,
    product_id: ['hat'],
  });
  expect(hats.map((r) => [r.product_a, r.product_b])).toEqual([
    ['cup', 'hat'],
    ['hat', 'pot'],
  ]);
});

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  const pairs = [
    ['cup', 'hat'],
    ['cup', 'pot'],
    ['hat', 'pot'],
  ] as const;
  await agrees(productPairsReport, {
    own: fc.record({ least: fc.integer({ min: 1, max: 2 }) }),
    runs: 10,
    sort: (row) => `${row.period}/${row.product_a}/${row.product_b}`,
    rows: (sessions, scope, stretch) => {
      const all = { ...scope, category: [], product_id: [] };
      const bought = happenedIn(sessions, all, stretch)
        .map(({ event }) => event)
        .filter((event) => event.event_type === 'purchase');
      const orders = [...groupBy(bought, (e) => e.order_id).values()];
      const having = (...ids: readonly string[]) =>
        orders.filter((lines) => ids.every((id) => lines.some((e) => e.product_id === id))).length;
      const wanted = PRODUCTS.filter(
        ({ id, category }) =>
          (scope.product_id.length === 0 || scope.product_id.includes(id)) &&
          (scope.category.length === 0 || scope.category.includes(category)),
      ).map(({ id }) => id);
      return pairs
        .filter((pair) => having(...pair) >= scope.least)
        .filter((pair) => pair.some((id) => wanted.includes(id)))
        .map(([a, b]) => {
          const [both, ofA, ofB] = [having(a, b), having(a), having(b)];
          return {
            period: stretch.period,
            product_a: a,
            name_a: PRODUCTS.find(({ id }) => id === a)?.name ?? null,
            product_b: b,
            name_b: PRODUCTS.find(({ id }) => id === b)?.name ?? null,
            orders: both,
            orders_a: ofA,
            orders_b: ofB,
            support: both / orders.length,
            confidence: both / ofA,
            lift: (both * orders.length) / (ofA * ofB),
          };
        });
    },
  });
});
