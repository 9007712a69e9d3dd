import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toIso } from '@/lib/common/clock';
import type { ClickstreamEvent } from '@/lib/events/event';
import { storedEvent } from '@/lib/testing/lake-events';
import { distinct, euros, startedIn, typed } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { sessionEventsReport } from './session-events';
import { sessionsListReport } from './sessions-list';

const NOON = Date.UTC(2026, 10, 22, 12);
const RANGE = { from_ms: NOON, to_ms: NOON + 60_000 };
const at = (seconds: number, session_id: string, more: object = {}) => ({
  event_ms: NOON + seconds * 1000,
  session_id,
  ...more,
});
const added = (product_id: string) =>
  ({ event_type: 'add_to_cart', product_id, quantity: 2, unit_price: 1.25 }) as const;
const EVENTS = [
  storedEvent(1, at(0, 'a', { page: 'product', product_id: 'pot', page_url: '/pot' })),
  storedEvent(2, at(1.5, 'a', added('pot'))),
  storedEvent(3, at(10, 'b')),
  storedEvent(4, at(10, 'c')),
  storedEvent(5, at(20, 'd', added('pot'))),
  storedEvent(6, at(21, 'd', { ...added('pot'), event_type: 'purchase', order_id: 'o' })),
  storedEvent(7, at(22, 'd', { ...added('hat'), actor: 'bot' })),
];

const ids = async (given: object) =>
  (await rowsOf(sessionsListReport, EVENTS, { ...RANGE, ...given })).map((row) => row.session_id);

test('the latest first, of the kind that is asked for', async () => {
  expect(await ids({})).toEqual(['d', 'c', 'b', 'a']);
  expect(await ids({ having: 'cart' })).toEqual(['d', 'a']);
  expect(await ids({ having: 'abandoned' })).toEqual(['a']);
  expect(await ids({ having: 'bounce' })).toEqual(['c', 'b']);
  expect(await ids({ having: 'product' })).toEqual(['a']);
  expect(await ids({ having: 'purchase', actor: ['human'] })).toEqual(['d']);
});

test('the sessions that lost a product, whatever else they bought', async () => {
  expect(await ids({ abandoned_product: 'pot' })).toEqual(['a']);
  expect(await ids({ abandoned_product: 'hat' })).toEqual(['d']);
});

test('a page begins where the one before ended, also among sessions of one moment', async () => {
  expect(await ids({ before_ms: NOON + 10_000, before_id: 'c' })).toEqual(['b', 'a']);
  expect(await ids({ before_ms: NOON, before_id: 'a' })).toEqual([]);
});

test('a session, act by act', async () => {
  const rows = await rowsOf(sessionEventsReport, EVENTS, { session_id: 'a' });
  const bare = {
    element: null,
    position: null,
    search_term: null,
    order_id: null,
    tab_id: null,
    seq: null,
    flags: null,
    product_id: 'pot',
    product_name: 'Pot',
  };
  expect(rows).toEqual([
    {
      ...bare,
      event_id: EVENTS[0]?.event_id,
      event_ms: NOON,
      gap_ms: 0,
      event_type: 'view',
      page: 'product',
      page_url: '/pot',
      quantity: null,
      unit_price: null,
    },
    {
      ...bare,
      event_id: EVENTS[1]?.event_id,
      event_ms: NOON + 1500,
      gap_ms: 1500,
      event_type: 'add_to_cart',
      page: 'home',
      page_url: null,
      quantity: 2,
      unit_price: 1.25,
    },
  ]);
  expect(await rowsOf(sessionEventsReport, EVENTS, { session_id: 'nobody' })).toEqual([]);
});

const having = fc.constantFrom('any', 'cart', 'purchase', 'abandoned', 'search');

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(sessionsListReport, {
    own: fc.record({ having, compare: fc.constant('none') }),
    rows: (sessions, scope, stretch) => {
      const has = (events: readonly ClickstreamEvent[], type: string) =>
        typed(events, type).length > 0;
      const kinds: Record<string, (events: readonly ClickstreamEvent[]) => boolean> = {
        any: () => true,
        cart: (events) => has(events, 'add_to_cart'),
        purchase: (events) => has(events, 'purchase'),
        abandoned: (events) => has(events, 'add_to_cart') && !has(events, 'purchase'),
        search: (events) => typed(events, 'view').some((e) => e.search_term !== undefined),
      };
      return startedIn(sessions, scope, stretch)
        .filter(({ events }) => kinds[scope.having]?.(events))
        .sort((a, b) => b.start - a.start || (a.id < b.id ? 1 : -1))
        .map(({ id, first, start, end, country, channel, events }) => ({
          session_id: id,
          user_id: first.user_id,
          started_ms: start,
          ended_ms: end,
          actor: first.actor,
          device_type: first.device_type,
          browser: first.browser,
          country,
          channel: channel as 'direct',
          user_type: first.user_type,
          run_id: null,
          variant: events.find((e) => e.variant)?.variant ?? null,
          entry_page: first.page,
          exit_page: events.at(-1)?.page ?? 'home',
          events: events.length,
          views: typed(events, 'view').length,
          clicks: typed(events, 'click').length,
          add_to_carts: typed(events, 'add_to_cart').length,
          orders: distinct(typed(events, 'purchase').map((e) => e.order_id)),
          revenue: euros(typed(events, 'purchase')),
        }));
    },
  });
});

test('session_events agrees with a plain recount', { timeout: 60_000 }, async () => {
  const lake = Array.from({ length: 30 }, (_, i) =>
    storedEvent(i, { event_ms: NOON + ((i * 7919) % 1000), session_id: `s${i % 3}` }),
  );
  const mine = lake.filter((e) => e.session_id === 's1').sort((a, b) => a.event_ms - b.event_ms);
  const rows = await rowsOf(sessionEventsReport, lake, { session_id: 's1' });
  expect(rows.map((r) => [r.event_id, r.gap_ms])).toEqual(
    mine.map((e, i) => [e.event_id, e.event_ms - (mine[i - 1] ?? e).event_ms]),
  );
  expect(mine.map((e) => e.timestamp)).toEqual(rows.map((r) => toIso(r.event_ms)));
});
