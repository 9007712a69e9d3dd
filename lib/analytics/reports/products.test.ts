import { expect, test } from 'vitest';
import { storedEvent } from '@/lib/testing/lake-events';
import { distinct, euros, happenedIn, ratio, sumOf, typed } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { PRODUCTS } from '@/lib/testing/small-lake';
import { productsReport } from './products';

const NOON = Date.UTC(2026, 10, 22, 12);
const RANGE = { from_ms: NOON, to_ms: NOON + 60_000 };
const at = (seconds: number, session_id: string, more: object) => ({
  event_ms: NOON + seconds * 1000,
  session_id,
  ...more,
});
const view = (product_id: string) => ({ page: 'product', product_id }) as const;
const tile = (product_id: string) =>
  ({ event_type: 'click', page: 'category', element: 'product_tile', product_id }) as const;
const add = (product_id: string, quantity: number) =>
  ({ event_type: 'add_to_cart', page: 'product', product_id, quantity, unit_price: 9 }) as const;
const buy = (product_id: string, quantity: number, unit_price: number) =>
  ({ event_type: 'purchase', order_id: 'o1', product_id, quantity, unit_price }) as const;

const EVENTS = [
  // a, on a phone: looks at the pot twice, adds two pots and a cup, buys the pots alone.
  storedEvent(1, at(0, 'a', view('pot'))),
  storedEvent(2, at(1, 'a', view('pot'))),
  storedEvent(3, at(2, 'a', add('pot', 2))),
  storedEvent(4, at(3, 'a', add('cup', 1))),
  storedEvent(5, at(4, 'a', buy('pot', 2, 19.99))),
  // b, on a phone: adds two cups and leaves.
  storedEvent(6, at(10, 'b', tile('cup'))),
  storedEvent(7, at(11, 'b', view('cup'))),
  storedEvent(8, at(12, 'b', add('cup', 2))),
  // c, on a desktop: adds a hat, and buys it after the range has ended.
  storedEvent(9, at(20, 'c', { ...add('hat', 1), device_type: 'desktop' })),
  storedEvent(10, at(70, 'c', { ...buy('hat', 1, 40), order_id: 'o2', device_type: 'desktop' })),
  // d: saw the pot before the range, and again in it; no act on a product counts elsewhere.
  storedEvent(11, at(-5, 'd', view('pot'))),
  storedEvent(12, at(5, 'd', view('pot'))),
  storedEvent(13, at(6, 'd', { page: 'home' })),
  // A thing that left the catalogue.
  storedEvent(14, at(7, 'd', view('gone'))),
];

test('a lake made by hand', async () => {
  const rows = await rowsOf(productsReport, EVENTS, RANGE);
  const figures = rows.map((r) => ({
    id: r.product_id,
    is: [r.name, r.category],
    acts: [r.views, r.clicks, r.add_to_carts, r.cart_units],
    bought: [r.purchase_lines, r.orders, r.units, r.revenue],
    sessions: [r.view_sessions, r.cart_sessions, r.purchase_sessions, r.abandoned_sessions],
    rates: [r.cart_rate, r.buy_rate, r.abandonment],
  }));
  expect(figures).toEqual([
    {
      id: 'pot',
      is: ['Pot', 'table'],
      acts: [3, 0, 1, 2], // views 1, 2, 12; added 3
      bought: [1, 1, 2, 39.98], // 2 × 19.99
      sessions: [1, 1, 1, 0], // a; d saw it first before the range
      rates: [1, 1, 0],
    },
    {
      id: 'cup',
      is: ['Cup', 'table'],
      acts: [1, 1, 2, 3], // view 7; tile 6; added 4 and 8: 1 + 2
      bought: [0, 0, 0, 0],
      sessions: [1, 2, 0, 2], // b viewed it; a and b added it, and neither bought it
      rates: [2, 0, 1],
    },
    {
      id: 'gone',
      is: [null, null],
      acts: [1, 0, 0, 0],
      bought: [0, 0, 0, 0],
      sessions: [1, 0, 0, 0],
      rates: [0, 0, null],
    },
    {
      id: 'hat',
      is: ['Hat', 'wardrobe'],
      acts: [0, 0, 1, 1],
      bought: [0, 0, 0, 0], // the order lies after the range
      sessions: [0, 1, 0, 0], // added, and bought in the same session: not lost
      rates: [null, null, 0],
    },
  ]);
});

test('which product lost most carts on phones', async () => {
  const rows = await rowsOf(productsReport, EVENTS, { ...RANGE, device_type: ['mobile'] });
  const [most] = [...rows].sort((a, b) => b.abandoned_sessions - a.abandoned_sessions);
  expect([most?.product_id, most?.abandoned_sessions]).toEqual(['cup', 2]);
});

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(productsReport, {
    runs: 10,
    sort: (row) => `${row.period}/${row.product_id}`,
    rows: (sessions, scope, stretch) =>
      PRODUCTS.flatMap(({ id, name, category }) => {
        const mine = happenedIn(sessions, scope, stretch)
          .map(({ event }) => event)
          .filter((event) => event.product_id === id);
        const isView = (e: (typeof mine)[number]) =>
          e.event_type === 'view' && e.page === 'product';
        const views = mine.filter(isView).length;
        const clicks = typed(mine, 'click').filter((e) => e.element === 'product_tile').length;
        const added = typed(mine, 'add_to_cart');
        const bought = typed(mine, 'purchase');
        if (views + clicks + added.length + bought.length === 0) return [];
        // Those of mine that are their session's first of the kind for this product.
        const firsts = (is: (e: (typeof mine)[number]) => boolean) =>
          sessions.filter(({ events }) => {
            const all = events.filter((e) => e.product_id === id && is(e));
            const first = Math.min(...all.map((e) => e.event_ms));
            return mine.some((e) => is(e) && all.includes(e) && e.event_ms === first);
          });
        const carts = firsts((e) => e.event_type === 'add_to_cart');
        const viewers = firsts(isView).length;
        const buyers = firsts((e) => e.event_type === 'purchase').length;
        const lost = carts.filter(
          ({ events }) => !typed(events, 'purchase').some((e) => e.product_id === id),
        ).length;
        return [
          {
            period: stretch.period,
            product_id: id,
            name,
            category,
            views,
            clicks,
            add_to_carts: added.length,
            cart_units: sumOf(added.map((e) => e.quantity ?? 0)),
            purchase_lines: bought.length,
            orders: distinct(bought.map((e) => e.order_id)),
            units: sumOf(bought.map((e) => e.quantity ?? 0)),
            revenue: euros(bought),
            view_sessions: viewers,
            cart_sessions: carts.length,
            purchase_sessions: buyers,
            abandoned_sessions: lost,
            cart_rate: ratio(carts.length, viewers),
            buy_rate: ratio(buyers, viewers),
            abandonment: ratio(lost, carts.length),
          },
        ];
      }),
  });
});
