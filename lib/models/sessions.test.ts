import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR_MS } from '@/lib/common/clock';
import { storedEvent } from '@/lib/testing/lake-events';
import {
  firstCopies,
  MIDNIGHT,
  modelEvent,
  relationOver,
  sessionId,
} from '@/lib/testing/model-lake';
import { recountedSessions } from '@/lib/testing/session-oracle';
import { MODELS } from './models';
import { SESSION_COLUMNS } from './sessions';

const SOURCES = { events: 'events', sessions: 'sessions', products: 'products' };

describe.each(MODELS)('$name', (model) => {
  test('is Trino SQL', () => {
    const parser = new TrinoSQL();
    expect(parser.validate(model.select(SOURCES))).toEqual([]);
    expect(parser.validate(model.select(SOURCES).replace('SELECT', 'SELEC'))).not.toEqual([]);
  });

  test('has each column once, with its key and partition among them', () => {
    const names = model.columns.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining([...model.key, model.partition]));
  });
});

describe('a lake made by hand', () => {
  const id = sessionId(MIDNIGHT - HOUR_MS, 1);
  const at = (minutes: number) => ({ event_ms: MIDNIGHT + minutes * 60_000, session_id: id });
  const line = { event_type: 'purchase', page: 'confirmation', order_id: 'o1' } as const;

  test('a session over midnight, through the whole funnel', async () => {
    const [row] = await relationOver(
      [
        // An addition before any product view is no step of the ordered funnel.
        storedEvent(1, {
          ...at(-60),
          event_type: 'add_to_cart',
          page: 'home',
          quantity: 1,
          page_url: '/?utm_source=Google&utm_medium=CPC&utm_campaign=gifts%20now',
          referrer_url: 'https://www.google.com/',
          location: 'IE-D',
          run_id: 'run-1',
        }),
        storedEvent(2, { ...at(-30), page: 'product', product_id: 'p1', page_url: '/product/p1' }),
        storedEvent(3, {
          ...at(-20),
          page: 'search',
          search_term: 'pot',
          page_url: '/search?q=pot',
        }),
        storedEvent(4, { ...at(-19), page: 'product', product_id: 'p1', page_url: '/product/p1' }),
        storedEvent(5, { ...at(-10), event_type: 'add_to_cart', page: 'product', quantity: 2 }),
        // The checkout's last view and the purchase may share a millisecond.
        storedEvent(6, { ...at(1), page: 'checkout', variant: 'pay:b' }),
        storedEvent(7, { ...at(1), ...line, product_id: 'p1', quantity: 2, unit_price: 19.99 }),
        storedEvent(8, { ...at(1), ...line, product_id: 'p2', quantity: 1, unit_price: 0.02 }),
        storedEvent(9, { ...at(2), event_type: 'click', page: 'confirmation', element: 'hero' }),
      ],
      'sessions',
    );
    expect(row).toEqual({
      session_id: id,
      user_id: 'u1',
      visitor: Number(0xe4774cdda0793f8n), // printf u1 | md5sum | cut -c-15
      started_ms: MIDNIGHT - HOUR_MS,
      ended_ms: MIDNIGHT + 120_000,
      dt: '2026-11-21', // the date inside its id
      events: 9,
      views: 4, // 2, 3, 4, 6
      clicks: 1, // 9
      add_to_carts: 2, // 1, 5
      purchase_lines: 2, // 7, 8
      orders: 1,
      units: 3, // 2 + 1
      revenue: 40, // 2 × 19.99 + 1 × 0.02
      pages: 3, // /product/p1, /search?q=pot, and the checkout by its page type
      product_views: 2, // 2, 4
      cart_views: 0,
      checkout_views: 1, // 6
      searches: 1, // 3
      entry_page: 'home',
      exit_page: 'confirmation',
      entry_url: '/?utm_source=Google&utm_medium=CPC&utm_campaign=gifts%20now',
      path: 'dcdf', // product, search, product, checkout: 2, 3, 4, 6
      device_type: 'mobile',
      browser: 'Chrome',
      country: 'IE',
      location: 'IE-D',
      user_type: 'new',
      actor: 'human',
      run_id: 'run-1',
      variant: 'pay:b', // the first event that has one
      referrer_host: 'www.google.com',
      campaign: 'gifts now',
      channel: 'paid', // the medium, in whatever case, before the host
      product_ms: MIDNIGHT - 30 * 60_000, // 2
      cart_ms: MIDNIGHT - 10 * 60_000, // 5, not 1
      checkout_ms: MIDNIGHT + 60_000,
      purchase_ms: MIDNIGHT + 60_000,
      search_click_ms: null,
      last_cart_ms: MIDNIGHT - 10 * 60_000, // 5
      last_purchase_ms: MIDNIGHT + 60_000,
      product_ids: '|p1|p2|', // 2 and 4, 7, 8
      category_bits: 2, // of p1: table is the second category after floor; the catalogue has no p2
    });
  });

  test('an id without a time: the day of its first event; nothing known stays empty', async () => {
    const [row] = await relationOver(
      [storedEvent(1, { event_ms: MIDNIGHT + 1, session_id: 'given' })],
      'sessions',
    );
    expect(row).toMatchObject({ session_id: 'given', dt: '2026-11-22', channel: 'direct' });
    const empty = SESSION_COLUMNS.filter(({ name }) => row?.[name] === null);
    expect(empty.map(({ name }) => name)).toEqual(
      SESSION_COLUMNS.filter(({ name, nullable }) => nullable && name !== 'path').map(
        ({ name }) => name,
      ),
    );
  });

  test('an address cut within a %-code has no campaign, and stops nothing', async () => {
    const [row] = await relationOver(
      [storedEvent(1, { ...at(0), page_url: '/?utm_campaign=sale&utm_medium=em%' })],
      'sessions',
    );
    expect(row).toMatchObject({ campaign: 'sale', channel: 'referral' });
  });
});

test('agrees with a plain recount of random lakes with copies', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(modelEvent, { minLength: 1, maxLength: 40 }),
      fc.nat(10),
      async (events, repeat) => {
        const found = await relationOver([...events, ...events.slice(0, repeat)], 'sessions');
        const recounted = recountedSessions(firstCopies(events));
        const byId = (rows: typeof found) =>
          Object.fromEntries(rows.map((row) => [String(row.session_id), row]));
        expect(byId(found)).toEqual(byId(recounted));
      },
    ),
    { numRuns: 30 },
  );
});
