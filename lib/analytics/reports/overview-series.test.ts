import { expect, test } from 'vitest';
import { storedEvent } from '@/lib/testing/lake-events';
import { euros, happenedIn, ratio, startedIn, typed } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { overviewSeriesReport } from './overview-series';
import { granularityOf, type Scope } from './scope';
import { bucketsOf } from './time-buckets';

const utc = (text: string) => Date.parse(`${text}Z`);

test('a lake made by hand, over the night on which Dublin sets its clocks back', async () => {
  const line = { event_type: 'purchase', currency: 'EUR', quantity: 2 } as const;
  const events = [
    // Saturday the 24th ends at 23:00 UTC in Dublin.
    storedEvent(1, { event_ms: utc('2026-10-24T22:59:59.999'), session_id: 's1' }),
    storedEvent(2, {
      event_ms: utc('2026-10-24T23:00'),
      session_id: 's1',
      ...line,
      order_id: 'o1',
      unit_price: 0.5,
    }),
    // Sunday's last moment is 23:59:59.999 UTC: winter time.
    storedEvent(3, { event_ms: utc('2026-10-25T23:59:59.999'), session_id: 's2' }),
    storedEvent(4, {
      event_ms: utc('2026-10-26T00:00'),
      session_id: 's3',
      ...line,
      order_id: 'o2',
      unit_price: 1.25,
    }),
  ];
  const range = { from_ms: utc('2026-10-24T12:00'), to_ms: utc('2026-10-26T12:00') };
  const rows = await rowsOf(overviewSeriesReport, events, {
    ...range,
    granularity: 'day',
    time_zone: 'Europe/Dublin',
  });
  const empty = { views: 0, clicks: 0, add_to_carts: 0, orders: 0, revenue: 0 };
  expect(rows).toEqual([
    {
      ...empty,
      period: 'current',
      bucket_ms: utc('2026-10-23T23:00'),
      events: 1,
      views: 1,
      sessions: 1, // s1, which bought, though a moment later
      converting_sessions: 1,
      conversion: 1,
    },
    {
      ...empty,
      period: 'current',
      bucket_ms: utc('2026-10-24T23:00'),
      events: 2,
      views: 1,
      orders: 1,
      revenue: 1, // 2 × 0.50
      sessions: 1, // s2
      converting_sessions: 0,
      conversion: 0,
    },
    {
      ...empty,
      period: 'current',
      bucket_ms: utc('2026-10-26T00:00'),
      events: 1,
      orders: 1,
      revenue: 2.5, // 2 × 1.25
      sessions: 1, // s3
      converting_sessions: 1,
      conversion: 1,
    },
  ]);
});

/** The clock on the wall as digits, down to what tells buckets of this size apart. */
function wall(scope: Scope, ms: number): string {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone: scope.time_zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(ms);
  switch (granularityOf(scope)) {
    case 'hour':
      return text.slice(0, 13);
    case 'day':
      return text.slice(0, 10);
    case 'month':
      return text.slice(0, 7);
    case 'week': {
      const day = new Date(`${text.slice(0, 10)}T00:00Z`);
      day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
      return day.toISOString().slice(0, 10);
    }
  }
}

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(overviewSeriesReport, {
    rows: (sessions, scope, stretch) =>
      bucketsOf(scope, stretch).map(({ start }) => {
        const name = wall(scope, start);
        const started = startedIn(sessions, scope, stretch).filter(
          (session) => wall(scope, session.start) === name,
        );
        const happened = happenedIn(sessions, scope, stretch)
          .map(({ event }) => event)
          .filter((event) => wall(scope, event.event_ms) === name);
        const bought = typed(happened, 'purchase');
        const converting = started.filter(({ events }) => typed(events, 'purchase').length > 0);
        return {
          period: stretch.period,
          bucket_ms: start,
          events: happened.length,
          views: typed(happened, 'view').length,
          clicks: typed(happened, 'click').length,
          add_to_carts: typed(happened, 'add_to_cart').length,
          orders: new Set(bought.map((e) => e.order_id)).size,
          revenue: euros(bought),
          sessions: started.length,
          converting_sessions: converting.length,
          conversion: ratio(converting.length, started.length),
        };
      }),
  });
});

test('refuses more hours than can be shown', () => {
  const range = { from_ms: utc('2026-01-01T00:00'), to_ms: utc('2026-10-01T00:00') };
  const read = (granularity?: string) =>
    overviewSeriesReport.parameters.safeParse({ ...range, granularity });
  expect(read('hour').error?.issues.map(({ path }) => path)).toEqual([['granularity']]);
  expect(read().success).toBe(true);
});
