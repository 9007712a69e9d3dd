import { z } from 'zod';
import { count, share } from './figures';
import type { Report } from './report';
import { PERIODS, type Scope, scopedBy, stretchesOf } from './scope';
import { startedIn } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

const parameters = scopedBy({});

const MEASURES = ['pages', 'seconds'] as const;

const row = z.object({
  period: z.enum(PERIODS),
  measure: z.enum(MEASURES),
  position: z.int().min(1),
  at_least: count,
  below: count.nullable(),
  sessions: count,
  share,
});

/** Where each bar of the histograms begins; the last one has no end. */
export const DEPTHS = {
  pages: [0, 1, 2, 3, 4, 5, 7, 10, 15, 25],
  seconds: [0, 1, 10, 30, 60, 180, 600, 1800, 3600],
} as const;

/** The place of the bar that a value falls into, from 1. */
function place(measure: (typeof MEASURES)[number]): string {
  const starts = DEPTHS[measure];
  const cases = starts.slice(1).map((start, i) => `WHEN ${measure} < ${start} THEN ${i + 1}`);
  return `CASE ${cases.join(' ')} ELSE ${starts.length} END`;
}

function build(scope: Scope): Sql {
  const stretches = stretchesOf(scope);
  const started = stretches.map(
    (
      stretch,
    ) => sql`  SELECT '${words(stretch.period)}' AS period, pages, (ended_ms - started_ms) / 1000 AS seconds
  FROM sessions
  WHERE ${startedIn(scope, stretch)}`,
  );
  const bars = MEASURES.map((measure) => {
    const columns = `period, '${measure}' AS measure, ${place(measure)} AS position`;
    return `  SELECT ${columns}, count(*) AS sessions FROM started GROUP BY 1, 2, 3`;
  });
  const cells = stretches.flatMap(({ period }) =>
    MEASURES.flatMap((measure) =>
      DEPTHS[measure].map((from, i) => {
        const below = DEPTHS[measure][i + 1] ?? 'CAST(NULL AS integer)';
        return `('${period}', '${measure}', ${i + 1}, ${from}, ${below})`;
      }),
    ),
  );
  return sql`WITH started AS (
${unionAll(started)}
), bars AS (
${words(bars.join('\n  UNION ALL\n'))}
), cells AS (
  SELECT period, measure, position, at_least, below
  FROM (VALUES ${words(cells.join(', '))}) AS t(period, measure, position, at_least, below)
), counted AS (
  SELECT cells.period, cells.measure, cells.position, at_least, below,
    coalesce(sessions, 0) AS sessions
  FROM cells LEFT JOIN bars ON bars.period = cells.period AND bars.measure = cells.measure
    AND bars.position = cells.position
)
SELECT
  period,
  measure,
  position,
  at_least,
  below,
  sessions,
  CAST(sessions AS double) / nullif(sum(sessions) OVER (PARTITION BY period, measure), 0) AS share
FROM counted
ORDER BY period DESC, measure, position`;
}

/** How many sessions are shallow, and how many deep. */
export const engagementDepthReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'engagement_depth',
  question: 'How many sessions go deep?',
  definitions: {
    period:
      'current: sessions that started in the range. before: in the same length of time before it.',
    measure:
      'What is counted: pages, the distinct addresses a session viewed, or seconds, from its first event to its last, in whole ones.',
    position: 'Place of the bar in its histogram, from 1.',
    at_least: 'The least value in the bar.',
    below: 'The value it ends before; empty for the last bar, which has no end.',
    sessions: 'Sessions with such a value.',
    share: 'Those ÷ all sessions of the period; empty without sessions.',
  },
  parameters,
  row,
  build,
};
