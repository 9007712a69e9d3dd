import { z } from 'zod';
import { facts } from './facts';
import type { Figure } from './figure-blocks';
import { average, count, share } from './figures';
import { cutLengths, fromLengths } from './lengths';
import { mediansOf } from './medians';
import { type Report, USUAL_WAY, type Way } from './report';
import { PERIODS, type Scope, type Stretch, scopedBy, stretchesOf } from './scope';
import { startedIn } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

const parameters = scopedBy({});

const row = z.object({
  period: z.enum(PERIODS),
  sessions: count,
  pages_per_session: average,
  mean_seconds: average,
  median_seconds: count.nullable(),
  bounces: count,
  bounce_rate: share,
});

const SUMS: readonly Figure[] = ['sessions', 'pages', 'duration_ms', 'bounces'];

/** How many sessions took how long, in several rows for one length. */
function lengthsIn(scope: Scope, stretch: Stretch, way: Way): readonly Sql[] {
  const period = words(stretch.period);
  const { days, ends } = cutLengths(scope, stretch, way);
  const counted = sql`  SELECT '${period}' AS period, seconds, sum(sessions) AS sessions
  ${fromLengths(scope, days, ['end'])}
  GROUP BY seconds`;
  const read = ends.map(
    (
      end,
    ) => sql`  SELECT '${period}' AS period, (ended_ms - started_ms) / 1000 AS seconds, count(*) AS sessions
  FROM sessions
  WHERE ${startedIn(scope, end)}
  GROUP BY 2`,
  );
  return [...(days.length > 0 ? [counted] : []), ...read];
}

function build(scope: Scope, way: Way = USUAL_WAY): Sql {
  const stretches = stretchesOf(scope);
  const blocks = stretches.map((stretch) => facts(scope, stretch, { figures: SUMS, by: [] }, way));
  const lengths = stretches.flatMap((stretch) => lengthsIn(scope, stretch, way));
  const cells = stretches.map(({ period }) => `('${period}')`).join(', ');
  return sql`WITH facts AS (
${unionAll(blocks)}
), figures AS (
  SELECT period, ${words(SUMS.map((figure) => `sum(${figure}) AS ${figure}`).join(', '))}
  FROM facts
  GROUP BY period
), lengths_of_sessions AS (
${unionAll(lengths)}
), ${words(mediansOf('lengths_of_sessions', ['period']))}, cells AS (
  SELECT period FROM (VALUES ${words(cells)}) AS t(period)
)
SELECT
  cells.period,
  coalesce(sessions, 0) AS sessions,
  CAST(pages AS double) / nullif(sessions, 0) AS pages_per_session,
  CAST(duration_ms AS double) / nullif(sessions, 0) / 1000 AS mean_seconds,
  medians.seconds AS median_seconds,
  coalesce(bounces, 0) AS bounces,
  CAST(bounces AS double) / nullif(sessions, 0) AS bounce_rate
FROM cells
LEFT JOIN figures ON figures.period = cells.period
LEFT JOIN medians ON medians.period = cells.period
ORDER BY cells.period DESC`;
}

/** How long and how deep sessions are. */
export const engagementReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'engagement',
  question: 'How long do people stay, and how much do they look at?',
  definitions: {
    period:
      'current: sessions that started in the range. before: in the same length of time before it.',
    sessions: 'Sessions that started in the period.',
    pages_per_session:
      'Mean of the distinct addresses a session viewed; a view without one counts by its page type.',
    mean_seconds: 'Mean time from a session’s first event to its last, in seconds.',
    median_seconds: 'Median of the same in whole seconds; the lower one of two.',
    bounces: 'Sessions with one view at most and no click, add_to_cart or purchase.',
    bounce_rate: 'Bounces ÷ sessions.',
  },
  parameters,
  row,
  build,
};
