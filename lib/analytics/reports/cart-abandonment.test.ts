import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClickstreamEvent } from '@/lib/events/event';
import { storedEvent } from '@/lib/testing/lake-events';
import { groupBy, type PlainSession, ratio, startedIn, sumOf, typed } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { PRODUCTS } from '@/lib/testing/small-lake';
import { cartAbandonmentReport } from './cart-abandonment';
import { SESSION_FILTERS } from './scope';

const NOON = Date.UTC(2026, 10, 22, 12);
const RANGE = { from_ms: NOON, to_ms: NOON + 60_000 };
const at = (seconds: number, session_id: string, more: object) => ({
  event_ms: NOON + seconds * 1000,
  session_id,
  ...more,
});
const add = (product_id: string, quantity: number, unit_price: number) =>
  ({ event_type: 'add_to_cart', product_id, quantity, unit_price }) as const;
const buy = (product_id: string) =>
  ({ event_type: 'purchase', product_id, quantity: 1, unit_price: 2.5, order_id: 'o' }) as const;
const phone = { device_type: 'mobile' } as const;
const desktop = { device_type: 'desktop' } as const;

const EVENTS = [
  // a: two pots and a cup, looks at the cart, leaves: 2 × 19.99 + 2.50 = 42.48.
  storedEvent(1, at(0, 'a', { ...phone, ...add('pot', 2, 19.99) })),
  storedEvent(2, at(1, 'a', { ...phone, ...add('cup', 1, 2.5) })),
  storedEvent(3, at(2, 'a', { ...phone, page: 'cart' })),
  // b: a pot, and straight on to nothing: 19.99.
  storedEvent(4, at(3, 'b', { ...phone, ...add('pot', 1, 19.99) })),
  // c: a pot and a cup, of which only the cup is bought: 22.49, nothing abandoned as a cart.
  storedEvent(5, at(4, 'c', { ...desktop, ...add('pot', 1, 19.99) })),
  storedEvent(6, at(5, 'c', { ...desktop, ...add('cup', 1, 2.5) })),
  storedEvent(7, at(6, 'c', { ...desktop, page: 'checkout' })),
  storedEvent(8, at(7, 'c', { ...desktop, ...buy('cup') })),
  // d: a hat, left in the checkout: 40.00.
  storedEvent(9, at(8, 'd', { ...desktop, ...add('hat', 1, 40) })),
  storedEvent(10, at(9, 'd', { ...desktop, page: 'checkout' })),
];

async function rows(by: string, more: object = {}) {
  const found = await rowsOf(cartAbandonmentReport, EVENTS, { ...RANGE, by, ...more });
  return found.map((r) => [
    r.group,
    [r.carts, r.bought, r.abandoned],
    [r.left_shopping, r.left_in_cart, r.left_in_checkout],
    [r.value_added, r.value_abandoned],
  ]);
}

test('whole carts, over a lake made by hand', async () => {
  expect(await rows('none')).toEqual([
    // a, b and d of four; 42.48 + 19.99 + 22.49 + 40.00, and the same without c’s
    ['all', [4, 1, 3], [1, 1, 1], [124.96, 102.47]],
  ]);
  expect(await rows('device_type')).toEqual([
    ['mobile', [2, 0, 2], [1, 1, 0], [62.47, 62.47]],
    ['desktop', [2, 1, 1], [0, 0, 1], [62.49, 40]],
  ]);
});

test('by product and category: a thing left behind counts, whatever else was bought', async () => {
  expect(await rows('product')).toEqual([
    ['pot', [3, 0, 3], [1, 1, 1], [79.96, 79.96]], // a, b, c; c saw the checkout
    ['hat', [1, 0, 1], [0, 0, 1], [40, 40]],
    ['cup', [2, 1, 1], [0, 1, 0], [5, 2.5]], // a left it, c bought it
  ]);
  expect(await rows('category')).toEqual([
    ['table', [3, 1, 2], [1, 1, 0], [84.96, 62.47]], // a, b; c bought something of it
    ['wardrobe', [1, 0, 1], [0, 0, 1], [40, 40]],
  ]);
  expect((await rows('product', { device_type: ['mobile'] }))[0]?.slice(0, 2)).toEqual([
    'pot',
    [2, 0, 2],
  ]);
});

type Parameters = ReturnType<typeof cartAbandonmentReport.parameters.parse>;

function groupsOf(session: PlainSession, event: ClickstreamEvent, { by }: Parameters) {
  if (by === 'none') return 'all';
  if (by === 'product') return event.product_id;
  if (by === 'category')
    return PRODUCTS.find(({ id }) => id === event.product_id)?.category ?? null;
  return by === 'country' || by === 'channel' ? session[by] : session.first[by];
}

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(cartAbandonmentReport, {
    own: fc.record({ by: fc.constantFrom('none', 'product', 'category', ...SESSION_FILTERS) }),
    runs: 10,
    sort: (row) => `${row.period}/${row.group}`,
    rows: (sessions, scope, stretch) => {
      const wanted = ({ product_id }: ClickstreamEvent) => {
        const category = PRODUCTS.find(({ id }) => id === product_id)?.category ?? '';
        return (
          (scope.product_id.length === 0 || scope.product_id.includes(product_id ?? '')) &&
          (scope.category.length === 0 || scope.category.includes(category))
        );
      };
      const carts = startedIn(sessions, scope, stretch).flatMap((session) => {
        const acts = session.events.filter(wanted);
        const groups = groupBy(acts, (event) => groupsOf(session, event, scope));
        return [...groups].map(([group, events]) => ({ session, group, events }));
      });
      const filled = carts.filter(({ events }) => typed(events, 'add_to_cart').length > 0);
      const value = (all: typeof filled) =>
        sumOf(
          all
            .flatMap(({ events }) => typed(events, 'add_to_cart'))
            .map((e) => (e.quantity ?? 0) * Math.round((e.unit_price ?? 0) * 100)),
        ) / 100;
      return [...groupBy(filled, ({ group }) => group)].map(([group, all]) => {
        const lost = all.filter(({ events }) => typed(events, 'purchase').length === 0);
        const saw = ({ session }: (typeof all)[number], page: string) =>
          typed(session.events, 'view').some((e) => e.page === page);
        const checkout = lost.filter((cart) => saw(cart, 'checkout'));
        const inCart = lost.filter((cart) => saw(cart, 'cart') && !saw(cart, 'checkout'));
        const named = PRODUCTS.find(({ id }) => id === group)?.name ?? null;
        return {
          period: stretch.period,
          group,
          name: scope.by === 'product' ? named : null,
          carts: all.length,
          bought: all.length - lost.length,
          abandoned: lost.length,
          abandonment: ratio(lost.length, all.length),
          left_shopping: lost.length - checkout.length - inCart.length,
          left_in_cart: inCart.length,
          left_in_checkout: checkout.length,
          value_added: value(all),
          value_abandoned: value(lost),
        };
      });
    },
  });
});
