import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedEvent } from '@/lib/testing/lake-events';
import { groupBy, startedIn, typed } from '@/lib/testing/recount';
import { agrees, rowsOf } from '@/lib/testing/report-harness';
import { pathsReport } from './paths';

const NOON = Date.UTC(2026, 10, 22, 12);

test('a lake made by hand', async () => {
  const walk = (session_id: string, pages: readonly ('home' | 'category' | 'product')[]) =>
    pages.map((page, i) =>
      storedEvent(session_id.charCodeAt(0) * 100 + i, { event_ms: NOON + i, session_id, page }),
    );
  const events = [
    ...walk('a', ['home', 'category', 'product', 'product']),
    ...walk('b', ['home', 'category']),
    ...walk('c', ['home']),
    // A click is no page, and a session without a view takes no way.
    storedEvent(1, { event_ms: NOON, session_id: 'd', event_type: 'click' }),
  ];
  const given = { from_ms: NOON, to_ms: NOON + 60_000, depth: 3 };
  const rows = await rowsOf(pathsReport, events, given);
  expect(rows.map((r) => [r.step, r.source, r.target, r.sessions, r.share])).toEqual([
    [1, 'home', 'category', 2, 2 / 3], // a, b
    [1, 'home', 'exit', 1, 1 / 3], // c
    [2, 'category', 'exit', 1, 1 / 2], // b
    [2, 'category', 'product', 1, 1 / 2], // a; its fourth page is deeper than asked
  ]);
});

test('agrees with a plain recount of random lakes', { timeout: 120_000 }, async () => {
  await agrees(pathsReport, {
    own: fc.record({ depth: fc.integer({ min: 2, max: 6 }) }),
    runs: 10,
    sort: (row) => `${row.period}/${row.step}/${row.source}/${row.target}`,
    rows: (sessions, scope, stretch) => {
      const ways = startedIn(sessions, scope, stretch).flatMap(({ events }) => {
        const pages = typed(events, 'view').map((e) => e.page);
        return pages.slice(0, scope.depth - 1).map((source, i) => ({
          step: i + 1,
          source,
          target: pages[i + 1] ?? ('exit' as const),
        }));
      });
      return [...groupBy(ways, (way) => JSON.stringify(way)).values()].map((group) => {
        const [way] = group;
        if (!way) throw new Error('a group is never empty');
        const alike = ways.filter(({ step, source }) => step === way.step && source === way.source);
        return {
          period: stretch.period,
          ...way,
          sessions: group.length,
          share: group.length / alike.length,
        };
      });
    },
  });
});
