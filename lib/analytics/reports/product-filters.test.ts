import { describe, expect, test } from 'vitest';
import type { ClickstreamEvent } from '@/lib/events/event';
import { storedEvent } from '@/lib/testing/lake-events';
import { rowsOf } from '@/lib/testing/report-harness';
import { engagementReport } from './engagement';
import { funnelReport } from './funnel';
import { overviewReport } from './overview';
import { REPORTS, reportNamed } from './registry';
import { searchTermsReport } from './search-terms';

const NOON = Date.UTC(2026, 10, 22, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Pot and cup are of the category table, the hat is of another, and nobody knows the relic. */
const at = (minutes: number, session: string, fields: Partial<ClickstreamEvent>) => ({
  event_ms: NOON + minutes * MINUTE,
  session_id: session,
  user_id: session.slice(0, 3),
  ...fields,
});
const view = (product_id: string) => ({ page: 'product', product_id }) as const;
const added = { event_type: 'add_to_cart', page: 'product', quantity: 1 } as const;
const line = { event_type: 'purchase', page: 'confirmation', order_id: 'o1' } as const;

const LAKE = [
  // Ada looks at pot and hat, and buys pot, cup and hat in one order: 2 × 19.99 + 2.50 + 40.00.
  storedEvent(1, at(1, 'ada-1', { page: 'home' })),
  storedEvent(2, at(2, 'ada-1', view('pot'))),
  storedEvent(3, at(3, 'ada-1', view('hat'))),
  storedEvent(4, at(4, 'ada-1', { ...added, product_id: 'pot', unit_price: 19.99 })),
  storedEvent(5, at(5, 'ada-1', { page: 'checkout' })),
  storedEvent(6, at(6, 'ada-1', { ...line, product_id: 'pot', quantity: 2, unit_price: 19.99 })),
  storedEvent(7, at(6, 'ada-1', { ...line, product_id: 'cup', quantity: 1, unit_price: 2.5 })),
  storedEvent(8, at(6, 'ada-1', { ...line, product_id: 'hat', quantity: 1, unit_price: 40 })),
  // Bob clicks on a picture of the cup within its page, and searches.
  storedEvent(9, at(20, 'bob-1', { ...view('cup'), event_type: 'click', element: 'picture' })),
  storedEvent(10, at(21, 'bob-1', { page: 'search', search_term: 'cup' })),
  // Cid only looks at the hat, Dot at what the catalogue does not know, Eve at nothing.
  storedEvent(11, at(30, 'cid-1', view('hat'))),
  storedEvent(12, at(31, 'dot-1', view('relic'))),
  storedEvent(13, at(32, 'eve-1', { page: 'search', search_term: 'cup' })),
  // Ada is back, and a minute after the hour looks at the pot.
  storedEvent(14, at(59, 'ada-2', { page: 'home' })),
  storedEvent(15, at(61, 'ada-2', view('pot'))),
];
const RANGE = { from_ms: NOON, to_ms: NOON + HOUR };
const table = { ...RANGE, category: ['table'] };

describe('a category', () => {
  test('overview: events about its products, and sessions with any such event', async () => {
    const [all] = await rowsOf(overviewReport, LAKE, table);
    expect(all).toEqual({
      period: 'current',
      actor: 'all',
      events: 5, // 2, 4, 6, 7, 9
      views: 1, // 2
      clicks: 1, // 9, which is on no tile
      add_to_carts: 1, // 4
      purchase_lines: 2, // 6, 7
      orders: 1, // of two of its products
      units: 3, // 2 + 1
      revenue: 42.48, // 2 × 19.99 + 2.50
      sessions: 3, // ada-1, bob-1, and ada-2 for what comes after the range
      visitors: 2, // ada, bob
      converting_sessions: 1, // ada-1
      conversion: 1 / 3,
      average_order_value: 42.48,
    });
  });

  test('overview: two categories, of which an order of both counts once', async () => {
    const [all] = await rowsOf(overviewReport, LAKE, { ...RANGE, category: ['table', 'wardrobe'] });
    expect(all).toMatchObject({
      events: 8, // those, 3, 8 and 11
      orders: 1,
      revenue: 82.48, // 42.48 + 40.00
      sessions: 4, // those and cid-1
      visitors: 3,
    });
  });

  test('funnel: whole sessions, with all that they did', async () => {
    const rows = await rowsOf(funnelReport, LAKE, table);
    expect(rows.map(({ step, sessions }) => [step, sessions])).toEqual([
      ['session', 3], // ada-1, bob-1, ada-2
      ['product', 2], // ada-1, ada-2
      ['cart', 1],
      ['checkout', 1],
      ['purchase', 1],
    ]);
  });

  test('engagement: likewise', async () => {
    const rows = await rowsOf(engagementReport, LAKE, table);
    expect(rows).toEqual([
      {
        period: 'current',
        sessions: 3,
        // ada-1 saw home, product and checkout; bob-1 the search; ada-2 home and product.
        pages_per_session: (3 + 1 + 2) / 3,
        mean_seconds: (300 + 60 + 120) / 3,
        median_seconds: 120,
        bounces: 0, // bob-1 has a click
        bounce_rate: 0,
      },
    ]);
  });

  test('search terms: of sessions that looked at its products', async () => {
    const rows = await rowsOf(searchTermsReport, LAKE, table);
    expect(rows).toMatchObject([{ term: 'cup', searches: 1, sessions: 1 }]); // bob-1, not eve-1
  });
});

describe('products', () => {
  const sessions = async (given: object) =>
    (await rowsOf(overviewReport, LAKE, { ...RANGE, ...given }))[0]?.sessions;

  test('by id, also what the catalogue does not know', async () => {
    expect(await sessions({ product_id: ['hat'] })).toBe(2); // ada-1, cid-1
    expect(await sessions({ product_id: ['relic', 'hat'] })).toBe(3); // and dot-1
    expect(await sessions({ product_id: ['po'] })).toBe(0);
  });

  test('and a category at once: events about a product of both', async () => {
    expect(await sessions({ product_id: ['pot', 'hat'], category: ['table'] })).toBe(2); // ada-1, ada-2
    expect(await sessions({ product_id: ['hat'], category: ['table'] })).toBe(0);
  });
});

/** What these say of a product is not among the figures of any table. */
const READ_EVENTS = ['cart_abandonment', 'session_events'];

describe.each(Object.keys(REPORTS).filter((name) => !READ_EVENTS.includes(name)))('%s', (name) => {
  test.each([['category'], ['product_id']])('reads no event for a filter on %s', (filter) => {
    const report = reportNamed(name);
    const parameters = report?.parameters.parse({ ...RANGE, [filter]: ['a'] });
    expect(report?.build(parameters).sql).not.toMatch(/\b(FROM|JOIN) events\b/);
  });
});
