import { expect, test } from 'vitest';
import { storedEvent } from '@/lib/testing/lake-events';
import { groupBy, ratio, startedIn, sumOf, typed } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { searchTermsReport } from './search-terms';

const NOON = Date.UTC(2026, 10, 22, 12);
const at = (seconds: number, session_id: string, more: object) => ({
  event_ms: NOON + seconds * 1000,
  session_id,
  ...more,
});
const search = (search_term: string) => ({ page: 'search', search_term }) as const;
const tile = { event_type: 'click', page: 'search', element: 'product_tile' } as const;

test('a lake made by hand', async () => {
  const events = [
    // a: searches for pots twice, in two spellings, clicks a result, adds it, buys it.
    storedEvent(1, at(0, 'a', search('Pot'))),
    storedEvent(2, at(1, 'a', search(' pot'))),
    storedEvent(3, at(2, 'a', tile)),
    storedEvent(4, at(3, 'a', { event_type: 'add_to_cart', product_id: 'pot', quantity: 1 })),
    storedEvent(5, at(4, 'a', { event_type: 'purchase', product_id: 'pot', order_id: 'o' })),
    // then looks for hats, and goes.
    storedEvent(6, at(5, 'a', search('hat'))),
    // b: clicks a tile elsewhere before it searches, and not after.
    storedEvent(7, at(6, 'b', { ...tile, page: 'category' })),
    storedEvent(8, at(7, 'b', search('pot'))),
    storedEvent(9, at(8, 'b', { page: 'home' })),
    // c never searches.
    storedEvent(10, at(9, 'c', { page: 'home' })),
  ];
  const rows = await rowsOf(searchTermsReport, events, { from_ms: NOON, to_ms: NOON + 60_000 });
  expect(rows).toEqual([
    {
      period: 'current',
      term: 'pot',
      searches: 3,
      sessions: 2, // a, b
      click_sessions: 1, // a
      click_through: 0.5,
      cart_sessions: 1,
      converting_sessions: 1,
      conversion: 0.5,
      exit_sessions: 0,
    },
    {
      period: 'current',
      term: 'hat',
      searches: 1,
      sessions: 1,
      click_sessions: 0, // what a clicked and bought came before
      click_through: 0,
      cart_sessions: 0,
      converting_sessions: 0,
      conversion: 0,
      exit_sessions: 1,
    },
  ]);
});

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(searchTermsReport, {
    runs: 10,
    sort: (row) => `${row.period}/${row.term}`,
    rows: (sessions, scope, stretch) => {
      const searches = startedIn(sessions, scope, stretch).flatMap(({ events }) => {
        const views = typed(events, 'view').filter((e) => e.search_term !== undefined);
        return [...groupBy(views, (e) => e.search_term?.toLowerCase() ?? '')].map(
          ([term, group]) => ({
            term,
            count: group.length,
            after: events.slice(events.indexOf(group[0] as (typeof events)[number]) + 1),
          }),
        );
      });
      return [...groupBy(searches, ({ term }) => term)].map(([term, group]) => {
        const followed = (type: string, is: (page: string, element?: string) => boolean) =>
          group.filter(({ after }) => typed(after, type).some((e) => is(e.page, e.element))).length;
        const clicks = followed('click', (page, element) => {
          return page === 'search' && element === 'product_tile';
        });
        const buyers = followed('purchase', () => true);
        return {
          period: stretch.period,
          term,
          searches: sumOf(group.map(({ count }) => count)),
          sessions: group.length,
          click_sessions: clicks,
          click_through: ratio(clicks, group.length),
          cart_sessions: followed('add_to_cart', () => true),
          converting_sessions: buyers,
          conversion: ratio(buyers, group.length),
          exit_sessions: group.filter(({ after }) => after.length === 0).length,
        };
      });
    },
  });
});
