import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY_MS } from '@/lib/common/clock';
import { storedEvent } from '@/lib/testing/lake-events';
import { groupBy, startedIn } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { retentionReport } from './retention';
import { bucketsOf } from './time-buckets';

/** A Monday. */
const MONDAY = Date.UTC(2026, 10, 2);

test('a lake made by hand', async () => {
  let n = 0;
  const visit = (user_id: string, day: number, user_type: 'new' | 'returning') =>
    storedEvent(++n, {
      event_ms: MONDAY + day * DAY_MS,
      session_id: `${user_id}${day}`,
      user_id,
      user_type,
    });
  const events = [
    // Ada is new on Tuesday, here again on Sunday and in the third week.
    visit('ada', 1, 'new'),
    visit('ada', 6, 'returning'),
    visit('ada', 15, 'returning'),
    // Bob is new on Sunday, and comes on Monday: the next week.
    visit('bob', 6, 'new'),
    visit('bob', 7, 'returning'),
    // Cid is new in the second week. Dot was here before all this.
    visit('cid', 8, 'new'),
    visit('dot', 3, 'returning'),
  ];
  const rows = await rowsOf(retentionReport, events, {
    from_ms: MONDAY,
    to_ms: MONDAY + 21 * DAY_MS,
  });
  const week = 7 * DAY_MS;
  expect(rows.map((row) => Object.values(row))).toEqual([
    [MONDAY, 2, 0, 2, 1], // Ada, Bob
    [MONDAY, 2, 1, 1, 0.5], // Bob
    [MONDAY, 2, 2, 1, 0.5], // Ada
    [MONDAY + week, 1, 0, 1, 1], // Cid
    [MONDAY + week, 1, 1, 0, 0],
  ]);
});

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(retentionReport, {
    own: fc.record({
      every: fc.constantFrom('day', 'week'),
      compare: fc.constant('none'),
    }),
    runs: 10,
    rows: (sessions, scope, stretch) => {
      const buckets = bucketsOf({ ...scope, granularity: scope.every }, stretch);
      const place = (ms: number) => buckets.filter(({ start }) => start <= ms).length - 1;
      const fresh = startedIn(sessions, scope, stretch).filter((s) => s.first.user_type === 'new');
      const visitors = [...groupBy(fresh, (s) => s.first.user_id)].map(([user, mine]) => ({
        cohort: Math.min(...mine.map(({ start }) => place(start))),
        seen: sessions
          .filter((s) => s.first.user_id === user)
          .filter(({ start }) => start >= stretch.from && start < stretch.to)
          .map(({ start }) => place(start)),
      }));
      return buckets.flatMap(({ start }, i) => {
        const cohort = visitors.filter((visitor) => visitor.cohort === i);
        if (cohort.length === 0) return [];
        return buckets.slice(i).map((_, since) => {
          const back = cohort.filter(({ seen }) => seen.includes(i + since)).length;
          return {
            cohort_ms: start,
            cohort_visitors: cohort.length,
            since,
            visitors: back,
            share: back / cohort.length,
          };
        });
      });
    },
  });
});

test('refuses more days than can be shown', () => {
  const read = (every: string) =>
    retentionReport.parameters.safeParse({ from_ms: MONDAY, to_ms: MONDAY + 90 * DAY_MS, every });
  expect(read('week').success).toBe(true);
  expect(read('day').error?.issues.map(({ path }) => path)).toEqual([['every']]);
});
