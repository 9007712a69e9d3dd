import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import type { ClickstreamEvent } from '@/lib/events/event';
import { storedEvent } from '@/lib/testing/lake-events';
import {
  distinct,
  euros,
  happenedIn,
  medianSeconds,
  type PlainSession,
  ratio,
  startedIn,
  sumOf,
  typed,
} from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { engagementReport } from './engagement';
import { DEPTHS, engagementDepthReport } from './engagement-depth';
import { engagementHoursReport } from './engagement-hours';
import type { Scope } from './scope';
import { stickinessReport } from './stickiness';
import { bucketsOf } from './time-buckets';

/** A Sunday. */
const NOON = Date.UTC(2026, 10, 22, 12);
const RANGE = { from_ms: NOON, to_ms: NOON + HOUR_MS };

const at = (seconds: number, session_id: string, more: Partial<ClickstreamEvent> = {}) => ({
  event_ms: NOON + seconds * 1000,
  session_id,
  ...more,
});
const EVENTS = [
  // a: two addresses in 100.5 s. b: one view: a bounce of 0 s. c: one view and a click, 9.9 s.
  storedEvent(1, at(0, 'a', { page_url: '/' })),
  storedEvent(2, at(50, 'a', { page_url: '/' })),
  storedEvent(3, at(100.5, 'a', { page_url: '/hats' })),
  storedEvent(4, at(1, 'b')),
  storedEvent(5, at(2, 'c')),
  storedEvent(6, at(11.9, 'c', { event_type: 'click' })),
  // d started before the range.
  storedEvent(7, at(-1, 'd')),
];

test('engagement, over a lake made by hand', async () => {
  expect(await rowsOf(engagementReport, EVENTS, { ...RANGE, compare: 'before' })).toEqual([
    {
      period: 'current',
      sessions: 3,
      pages_per_session: 4 / 3, // 2 + 1 + 1
      mean_seconds: expect.closeTo(36.8, 9), // (100.5 + 0 + 9.9) / 3
      median_seconds: 9, // of 0, 9 and 100
      bounces: 1, // b
      bounce_rate: 1 / 3,
    },
    {
      period: 'before',
      sessions: 1,
      pages_per_session: 1,
      mean_seconds: 0,
      median_seconds: 0,
      bounces: 1,
      bounce_rate: 1,
    },
  ]);
});

test('depth, over the same lake', async () => {
  const rows = await rowsOf(engagementDepthReport, EVENTS, RANGE);
  const kept = rows.filter(({ sessions }) => sessions > 0);
  expect(kept.map((r) => [r.measure, r.at_least, r.below, r.sessions, r.share])).toEqual([
    ['pages', 1, 2, 2, 2 / 3], // b, c
    ['pages', 2, 3, 1, 1 / 3], // a
    ['seconds', 0, 1, 1, 1 / 3], // b
    ['seconds', 1, 10, 1, 1 / 3], // c
    ['seconds', 60, 180, 1, 1 / 3], // a
  ]);
  expect(rows).toHaveLength(DEPTHS.pages.length + DEPTHS.seconds.length);
});

test('hours, on the clocks of the time zone', async () => {
  // Noon in UTC is a quarter to six in the evening in Kathmandu.
  const asked = { ...RANGE, time_zone: 'Asia/Kathmandu' };
  const rows = await rowsOf(engagementHoursReport, EVENTS, asked);
  const kept = rows.filter(({ events }) => events > 0);
  expect(kept.map((r) => [r.weekday, r.hour, r.events, r.sessions])).toEqual([[7, 17, 6, 3]]);
  expect(rows).toHaveLength(7 * 24);
});

test('stickiness, over a month made by hand', async () => {
  const day = (n: number, user_id: string) =>
    storedEvent(user_id.charCodeAt(0), {
      event_ms: Date.UTC(2026, 10, 1 + n, 9),
      user_id,
      session_id: `${user_id}${n}`,
    });
  // Ada on the 1st, 2nd and 5th; Bob on the 5th; Cid 29 days before the 5th, and Dot 30.
  const events = [day(0, 'ada'), day(1, 'ada'), day(4, 'ada'), day(4, 'bob'), day(-25, 'cid')];
  const rows = await rowsOf(stickinessReport, [...events, day(-26, 'dot')], {
    from_ms: Date.UTC(2026, 10, 5),
    to_ms: Date.UTC(2026, 10, 14),
  });
  expect(rows.map((r) => [r.daily, r.weekly, r.monthly, r.stickiness])).toEqual([
    [2, 2, 3, 2 / 3], // the 5th: Ada and Bob; in 30 days Cid too, Dot no longer
    [0, 2, 2, 0],
    [0, 2, 2, 0],
    [0, 2, 2, 0],
    [0, 2, 2, 0],
    [0, 2, 2, 0],
    [0, 2, 2, 0], // the 11th: the last week with the 5th in it
    [0, 0, 2, 0],
    [0, 0, 2, 0],
  ]);
  expect(rows[0]?.day_ms).toBe(Date.UTC(2026, 10, 5));
});

const pagesOf = ({ events }: PlainSession) =>
  distinct(typed(events, 'view').map((event) => event.page_url ?? event.page));
const isBounce = ({ events }: PlainSession) =>
  events.length === 1 && typed(events, 'view').length === 1;

test('engagement agrees with a plain recount', { timeout: 120_000 }, async () => {
  await agrees(engagementReport, {
    rows: (sessions, scope, stretch) => {
      const started = startedIn(sessions, scope, stretch);
      const lengths = started.map(({ start, end }) => end - start);
      const bounces = started.filter(isBounce).length;
      return [
        {
          period: stretch.period,
          sessions: started.length,
          pages_per_session: ratio(sumOf(started.map(pagesOf)), started.length),
          mean_seconds: ratio(sumOf(lengths) / 1000, started.length),
          median_seconds: medianSeconds(lengths),
          bounces,
          bounce_rate: ratio(bounces, started.length),
        },
      ];
    },
  });
});

test('depth agrees with a plain recount', { timeout: 120_000 }, async () => {
  await agrees(engagementDepthReport, {
    rows: (sessions, scope, stretch) => {
      const started = startedIn(sessions, scope, stretch);
      const values = {
        pages: started.map(pagesOf),
        seconds: started.map(({ start, end }) => Math.floor((end - start) / 1000)),
      };
      return (['pages', 'seconds'] as const).flatMap((measure) =>
        DEPTHS[measure].map((at_least, i) => {
          const below: number | null = DEPTHS[measure][i + 1] ?? null;
          const inside = values[measure].filter((v) => v >= at_least && v < (below ?? v + 1));
          return {
            period: stretch.period,
            measure,
            position: i + 1,
            at_least,
            below,
            sessions: inside.length,
            share: ratio(inside.length, started.length),
          };
        }),
      );
    },
  });
});

/** Weekday from Monday and hour on the wall. */
function wall(scope: Scope, ms: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: scope.time_zone,
    weekday: 'short',
    hour: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(ms);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1;
  return `${day}/${Number(part('hour'))}`;
}

test('hours agree with a plain recount', { timeout: 120_000 }, async () => {
  await agrees(engagementHoursReport, {
    rows: (sessions, scope, stretch) =>
      [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
        Array.from({ length: 24 }, (_, hour) => {
          const is = (ms: number) => wall(scope, ms) === `${weekday}/${hour}`;
          const started = startedIn(sessions, scope, stretch).filter(({ start }) => is(start));
          const happened = happenedIn(sessions, scope, stretch)
            .map(({ event }) => event)
            .filter(({ event_ms }) => is(event_ms));
          const bought = typed(happened, 'purchase');
          const converting = started.filter(({ events }) => typed(events, 'purchase').length > 0);
          return {
            period: stretch.period,
            weekday,
            hour,
            events: happened.length,
            sessions: started.length,
            converting_sessions: converting.length,
            conversion: ratio(converting.length, started.length),
            orders: distinct(bought.map((e) => e.order_id)),
            revenue: euros(bought),
          };
        }),
      ),
  });
});

test('stickiness agrees with a plain recount', { timeout: 120_000 }, async () => {
  await agrees(stickinessReport, {
    rows: (sessions, scope, stretch) => {
      const name = new Intl.DateTimeFormat('sv-SE', { timeZone: scope.time_zone });
      const days = bucketsOf({ ...scope, granularity: 'day' }, stretch);
      const everything = { from: 0, to: scope.to_ms };
      const seen = startedIn(sessions, scope, everything).map((session) => ({
        user: session.first.user_id,
        day: Date.parse(`${name.format(session.start)}T00:00Z`),
      }));
      return days.map(({ start }) => {
        const today = Date.parse(`${name.format(start)}T00:00Z`);
        const within = (count: number) =>
          distinct(
            seen
              .filter(({ day }) => day <= today && day > today - count * DAY_MS)
              .map(({ user }) => user),
          );
        const [daily, weekly, monthly] = [within(1), within(7), within(30)];
        return {
          period: stretch.period,
          day_ms: start,
          daily,
          weekly,
          monthly,
          stickiness: ratio(daily, monthly),
        };
      });
    },
  });
});
