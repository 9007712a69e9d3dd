import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClickstreamEvent } from '@/lib/events/event';
import { storedEvent } from '@/lib/testing/lake-events';
import {
  firstCopies,
  MIDNIGHT,
  modelEvent,
  type Row,
  relationOver,
  sessionId,
} from '@/lib/testing/model-lake';
import { recountedSessions } from '@/lib/testing/session-oracle';

const byKey = (rows: readonly Row[]) =>
  rows.toSorted((a, b) => (`${a.session_id} ${a.term}` < `${b.session_id} ${b.term}` ? -1 : 1));

test('a session that searches for two things, over midnight', async () => {
  const session_id = sessionId(MIDNIGHT - 1, 1);
  const at = (seconds: number) => ({ session_id, event_ms: MIDNIGHT - 1 + seconds * 1000 });
  const search = (search_term: string) => ({ page: 'search', search_term }) as const;
  const rows = await relationOver(
    [
      storedEvent(1, { ...at(0), ...search('Pot') }),
      storedEvent(2, { ...at(1), ...search(' pot ') }),
      storedEvent(3, { ...at(2), page: 'search', event_type: 'click', element: 'product_tile' }),
      storedEvent(4, { ...at(3), event_type: 'add_to_cart', product_id: 'pot', quantity: 1 }),
      // What happens at the very moment of a search counts as after it.
      storedEvent(5, { ...at(4), ...search('hat') }),
      storedEvent(6, { ...at(4), page: 'search', event_type: 'click', element: 'product_tile' }),
      storedEvent(7, { ...at(4), event_type: 'add_to_cart', product_id: 'hat', quantity: 1 }),
      storedEvent(8, { ...at(4), event_type: 'purchase', product_id: 'hat', order_id: 'o' }),
    ],
    'searches',
  );
  const common = {
    session_id,
    dt: '2026-11-21',
    started_ms: MIDNIGHT - 1,
    actor: 'human',
    device_type: 'mobile',
    country: null,
    channel: 'direct',
    user_type: 'new',
  };
  expect(byKey(rows)).toEqual([
    { ...common, term: 'hat', searches: 1, clicked: 1, carted: 1, bought: 1, ended: 1 },
    { ...common, term: 'pot', searches: 2, clicked: 1, carted: 1, bought: 1, ended: 0 },
  ]);
});

/** Every other event is a search. */
const searchingEvent = fc
  .tuple(modelEvent, fc.constantFrom(null, null, 'teapot', ' Teapot', 'hat'))
  .map(([event, search_term]): ClickstreamEvent => {
    return search_term === null ? event : { ...event, event_type: 'view', search_term };
  });

/** In plain TypeScript; what a session is comes from its own recount. */
function recounted(events: readonly ClickstreamEvent[]): Row[] {
  return recountedSessions(events).flatMap((session) => {
    const own = events.filter(({ session_id }) => session_id === session.session_id);
    const searches = own.filter((e) => e.event_type === 'view' && e.search_term !== undefined);
    const terms = new Set(searches.map((e) => e.search_term?.trim().toLowerCase() ?? ''));
    return [...terms].map((term) => {
      const views = searches.filter((e) => e.search_term?.trim().toLowerCase() === term);
      const first = Math.min(...views.map(({ event_ms }) => event_ms));
      const after = own.filter(({ event_ms }) => event_ms >= first);
      const some = (test: (event: ClickstreamEvent) => boolean) => Number(after.some(test));
      const { session_id, dt, started_ms, actor, device_type, country, channel, user_type } =
        session;
      return {
        ...{ session_id, dt, started_ms, actor, device_type, country, channel, user_type },
        term,
        searches: views.length,
        clicked: some(
          (e) => e.event_type === 'click' && e.element === 'product_tile' && e.page === 'search',
        ),
        carted: some((e) => e.event_type === 'add_to_cart'),
        bought: some((e) => e.event_type === 'purchase'),
        ended: Number(session.ended_ms === first),
      } as Row;
    });
  });
}

test('agrees with a plain recount of random lakes', { timeout: 60_000 }, async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(searchingEvent, { minLength: 1, maxLength: 40 }), async (events) => {
      const rows = await relationOver(events, 'searches');
      found += rows.length;
      expect(byKey(rows)).toEqual(byKey(recounted(firstCopies(events))));
    }),
    { numRuns: 20 },
  );
  expect(found).toBeGreaterThan(40);
});
