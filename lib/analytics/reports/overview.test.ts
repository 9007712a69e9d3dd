import { describe, expect, test } from 'vitest';
import { createMemoryEngine } from '@/lib/analytics/memory';
import type { ClickstreamEvent } from '@/lib/events/event';
import { ACTORS } from '@/lib/events/vocabulary';
import { storedEvent } from '@/lib/testing/lake-events';
import {
  distinct,
  euros,
  happenedIn,
  type PlainSession,
  ratio,
  startedIn,
  sumOf,
  typed,
} from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { type OverviewRow, overviewReport } from './overview';
import { runReport } from './report';

const NOON = Date.UTC(2026, 10, 22, 12);
const HOUR = 60 * 60 * 1000;
const RANGE = { from_ms: NOON, to_ms: NOON + HOUR };
const asked = (given: object) => overviewReport.parameters.parse({ compare: 'before', ...given });

const overview = (events: readonly ClickstreamEvent[]) =>
  rowsOf(overviewReport, events, { ...RANGE, compare: 'before' });

describe('a lake made by hand', () => {
  const at = (minutes: number) => ({ event_ms: NOON + minutes * 60_000 });
  const line = { event_type: 'purchase', currency: 'EUR' } as const;
  const ada = { user_id: 'ada', session_id: 'a1' };
  const bob = { user_id: 'bob', session_id: 'b1' };
  const bot = { user_id: 'robot', session_id: 'r1', actor: 'bot' } as const;
  const again = { ...bot, session_id: 'r2' };
  const events = [
    // The period before, 11:00 to 12:00: Ada views once; a bot buys one thing of 10.00.
    storedEvent(1, { ...at(-60), ...ada, session_id: 'a0' }),
    storedEvent(2, { ...at(-1), ...bot, ...line, order_id: 'o0', quantity: 1, unit_price: 10 }),
    // The range, 12:00 to 13:00. Ada views twice, clicks, adds to the cart and buys two lines:
    // 2 × 19.99 + 1 × 0.02 = 40.00.
    storedEvent(3, { ...at(0), ...ada }),
    storedEvent(4, { ...at(1), ...ada, page: 'product', product_id: 'p1' }),
    storedEvent(5, { ...at(2), ...ada, event_type: 'click', element: 'hero' }),
    storedEvent(6, { ...at(3), ...ada, event_type: 'add_to_cart', quantity: 2, unit_price: 19.99 }),
    storedEvent(7, { ...at(4), ...ada, ...line, order_id: 'o1', quantity: 2, unit_price: 19.99 }),
    storedEvent(8, { ...at(4), ...ada, ...line, order_id: 'o1', quantity: 1, unit_price: 0.02 }),
    // Ada comes back in another session and only looks.
    storedEvent(9, { ...at(50), ...ada, session_id: 'a2' }),
    // Bob looks, in the last millisecond that counts.
    storedEvent(10, { event_ms: NOON + HOUR - 1, ...bob }),
    // A bot places two orders in one session: 5.01 + 2 × 2.50 = 10.01.
    storedEvent(11, { ...at(7), ...again, ...line, order_id: 'o2', quantity: 1, unit_price: 5.01 }),
    storedEvent(12, { ...at(8), ...again, ...line, order_id: 'o3', quantity: 2, unit_price: 2.5 }),
    // 13:00 sharp is outside, and so is 10:59:59.999.
    storedEvent(13, { ...at(60), ...bob, session_id: 'b2' }),
    storedEvent(14, { event_ms: NOON - HOUR - 1, ...bob, session_id: 'b0' }),
  ];
  const copies = events.slice(2, 9);

  const nothing = {
    events: 0,
    views: 0,
    clicks: 0,
    add_to_carts: 0,
    purchase_lines: 0,
    orders: 0,
    units: 0,
    revenue: 0,
    sessions: 0,
    visitors: 0,
    converting_sessions: 0,
    conversion: null,
    average_order_value: null,
  };
  const expected: OverviewRow[] = [
    {
      period: 'current',
      actor: 'all',
      events: 10, // events 3 to 12
      views: 4, // 3, 4, 9, 10
      clicks: 1, // 5
      add_to_carts: 1, // 6
      purchase_lines: 4, // 7, 8, 11, 12
      orders: 3, // o1, o2, o3
      units: 6, // 2 + 1 + 1 + 2
      revenue: 50.01, // 40.00 + 10.01
      sessions: 4, // a1, a2, b1, r2
      visitors: 3, // ada, bob, robot
      converting_sessions: 2, // a1, r2
      conversion: 0.5, // 2 / 4
      average_order_value: 16.67, // 50.01 / 3
    },
    {
      period: 'current',
      actor: 'bot',
      ...nothing,
      events: 2,
      purchase_lines: 2,
      orders: 2,
      units: 3,
      revenue: 10.01,
      sessions: 1,
      visitors: 1,
      converting_sessions: 1,
      conversion: 1,
      average_order_value: 5.005,
    },
    {
      period: 'current',
      actor: 'human',
      events: 8,
      views: 4,
      clicks: 1,
      add_to_carts: 1,
      purchase_lines: 2,
      orders: 1,
      units: 3,
      revenue: 40,
      sessions: 3, // a1, a2, b1
      visitors: 2,
      converting_sessions: 1,
      conversion: 1 / 3,
      average_order_value: 40,
    },
    { period: 'current', actor: 'producer', ...nothing },
    {
      period: 'before',
      actor: 'all',
      ...nothing,
      events: 2,
      views: 1,
      purchase_lines: 1,
      orders: 1,
      units: 1,
      revenue: 10,
      sessions: 2, // a0, r1
      visitors: 2,
      converting_sessions: 1,
      conversion: 0.5,
      average_order_value: 10,
    },
    {
      period: 'before',
      actor: 'bot',
      ...nothing,
      events: 1,
      purchase_lines: 1,
      orders: 1,
      units: 1,
      revenue: 10,
      sessions: 1,
      visitors: 1,
      converting_sessions: 1,
      conversion: 1,
      average_order_value: 10,
    },
    {
      period: 'before',
      actor: 'human',
      ...nothing,
      events: 1,
      views: 1,
      sessions: 1,
      visitors: 1,
      conversion: 0,
    },
    { period: 'before', actor: 'producer', ...nothing },
  ];

  test('gives the rows worked out on paper, copies or not', async () => {
    const rows = await overview([...events, ...copies]);
    expect(rows).toEqual(
      expected.map((row) => ({
        ...row,
        average_order_value:
          row.average_order_value === null ? null : expect.closeTo(row.average_order_value, 9),
      })),
    );
  });
});

test('an empty lake has eight rows of nothing', async () => {
  const rows = await overview([]);
  expect(rows).toHaveLength(8);
  for (const row of rows) expect(row).toMatchObject({ events: 0, revenue: 0, conversion: null });
});

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(overviewReport, {
    rows: (sessions, scope, stretch) =>
      ['all', ...ACTORS].sort().map((actor) => {
        const is = ({ first }: PlainSession) => actor === 'all' || first.actor === actor;
        const started = startedIn(sessions, scope, stretch).filter(is);
        const happened = happenedIn(sessions, scope, stretch)
          .filter(({ session }) => is(session))
          .map(({ event }) => event);
        const bought = typed(happened, 'purchase');
        const converting = started.filter(({ events }) => typed(events, 'purchase').length > 0);
        const orders = distinct(bought.map((e) => e.order_id));
        return {
          period: stretch.period,
          actor: actor as OverviewRow['actor'],
          events: happened.length,
          views: typed(happened, 'view').length,
          clicks: typed(happened, 'click').length,
          add_to_carts: typed(happened, 'add_to_cart').length,
          purchase_lines: bought.length,
          orders,
          units: sumOf(bought.map((e) => e.quantity ?? 0)),
          revenue: euros(bought),
          sessions: started.length,
          visitors: distinct(started.map(({ first }) => first.user_id)),
          converting_sessions: converting.length,
          conversion: ratio(converting.length, started.length),
          average_order_value: ratio(euros(bought), orders),
        };
      }),
  });
});

test('a row that is not as declared is an error, not a number', async () => {
  const columns = Object.keys(overviewReport.definitions).map((name) => ({ name, type: 'x' }));
  const engine = createMemoryEngine({
    [overviewReport.build(asked(RANGE)).sql]: { columns, rows: [columns.map(() => 'oops')] },
  });
  const failed = runReport(engine, overviewReport, asked(RANGE));
  await expect(failed).rejects.toMatchObject({ code: 'failed' });
});
