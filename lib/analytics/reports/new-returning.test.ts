import { expect, test } from 'vitest';
import { HOUR_MS } from '@/lib/common/clock';
import { USER_TYPES } from '@/lib/events/vocabulary';
import { storedEvent } from '@/lib/testing/lake-events';
import { distinct, euros, happenedIn, ratio, startedIn, typed } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { newReturningReport } from './new-returning';
import { bucketsOf } from './time-buckets';

const NOON = Date.UTC(2026, 10, 22, 12);

test('a lake made by hand', async () => {
  const back = { session_id: 'b', user_type: 'returning' } as const;
  const line = { event_type: 'purchase', order_id: 'o', quantity: 1, unit_price: 7.5 } as const;
  const events = [
    storedEvent(1, { event_ms: NOON, session_id: 'a' }), // new, and gone again
    storedEvent(2, { event_ms: NOON + 1, ...back }),
    storedEvent(3, { event_ms: NOON + HOUR_MS, ...back, ...line }), // buys in the next hour
  ];
  const given = { from_ms: NOON, to_ms: NOON + 2 * HOUR_MS, granularity: 'hour' };
  const rows = await rowsOf(newReturningReport, events, given);
  expect(rows.map(({ period, ...row }) => Object.values(row))).toEqual([
    // bucket, who, sessions, bounces, converting, conversion, orders, revenue
    [NOON, 'new', 1, 1, 0, 0, 0, 0],
    [NOON, 'returning', 1, 0, 1, 1, 0, 0],
    [NOON + HOUR_MS, 'new', 0, 0, 0, null, 0, 0],
    [NOON + HOUR_MS, 'returning', 0, 0, 0, null, 1, 7.5],
  ]);
});

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(newReturningReport, {
    rows: (sessions, scope, stretch) => {
      const buckets = bucketsOf(scope, stretch);
      return buckets.flatMap(({ start }, i) => {
        const end = buckets[i + 1]?.start ?? Number.POSITIVE_INFINITY;
        const inside = (ms: number) => ms >= start && ms < end;
        return [...USER_TYPES].sort().map((user_type) => {
          const started = startedIn(sessions, scope, stretch).filter(
            (session) => session.first.user_type === user_type && inside(session.start),
          );
          const happened = happenedIn(sessions, scope, stretch)
            .filter(({ session }) => session.first.user_type === user_type)
            .map(({ event }) => event)
            .filter((event) => inside(event.event_ms));
          const bought = typed(happened, 'purchase');
          const converting = started.filter(({ events }) => typed(events, 'purchase').length > 0);
          return {
            period: stretch.period,
            bucket_ms: start,
            user_type,
            sessions: started.length,
            bounces: started.filter(({ events }) => {
              return events.length === 1 && typed(events, 'view').length === 1;
            }).length,
            converting_sessions: converting.length,
            conversion: ratio(converting.length, started.length),
            orders: distinct(bought.map((e) => e.order_id)),
            revenue: euros(bought),
          };
        });
      });
    },
  });
});
