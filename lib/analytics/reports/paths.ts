import { z } from 'zod';
import { PAGE_TYPES } from '@/lib/events/vocabulary';
import { pageOf } from '@/lib/models/page-letters';
import { PATH_PAGES } from '@/lib/models/sessions';
import { count, share } from './figures';
import type { Report } from './report';
import { PERIODS, scopedBy, stretchesOf } from './scope';
import { startedIn } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

const parameters = scopedBy({ depth: z.int().min(2).max(PATH_PAGES).default(5) });

const row = z.object({
  period: z.enum(PERIODS),
  step: z.int().min(1),
  source: z.enum(PAGE_TYPES),
  target: z.enum([...PAGE_TYPES, 'exit']),
  sessions: count,
  share,
});

type Parameters = z.infer<typeof parameters>;

function build(scope: Parameters): Sql {
  const { depth } = scope;
  // Only as many pages as are asked for: there are few ways of those, and many of all.
  const started = stretchesOf(scope).map(
    (stretch) => sql`  SELECT '${words(stretch.period)}' AS period, way, count(*) AS sessions
  FROM (
    SELECT substr(path, 1, ${words(String(depth))}) AS way FROM sessions
    WHERE path IS NOT NULL AND ${startedIn(scope, stretch)}
  ) AS ways_of_sessions
  GROUP BY way`,
  );
  const places = Array.from({ length: depth }, (_, i) => i + 1);
  const pages = places.map(
    (place) => `${pageOf(`substr(way, ${place}, 1)`, 'exit')} AS page_${place}`,
  );
  const links = places.slice(0, -1).map(
    (place) =>
      `  SELECT period, ${place} AS step, page_${place} AS source, page_${place + 1} AS target, sessions
  FROM ways WHERE page_${place} <> 'exit'`,
  );
  return sql`WITH started AS (
${unionAll(started)}
), ways AS (
  SELECT period, sessions, ${words(pages.join(', '))} FROM started
), links AS (
${words(links.join('\n  UNION ALL\n'))}
), summed AS (
  SELECT period, step, source, target, sum(sessions) AS sessions
  FROM links GROUP BY period, step, source, target
)
SELECT
  period,
  step,
  source,
  target,
  sessions,
  CAST(sessions AS double) / sum(sessions) OVER (PARTITION BY period, step, source) AS share
FROM summed
ORDER BY period DESC, step, sessions DESC, source, target`;
}

/** The ways that sessions take through the first pages. */
export const pathsReport: Report<Parameters, z.infer<typeof row>> = {
  name: 'paths',
  question: 'Which ways do sessions take through the shop?',
  definitions: {
    period:
      'current: sessions that started in the range. before: in the same length of time before it.',
    step: 'From which page to the next one: 1 is from the first page viewed to the second.',
    source: 'Page type of the one.',
    target: 'Page type of the next, which may be the same; exit where the session viewed no more.',
    sessions: 'Sessions that went that way at that step.',
    share: 'Those ÷ sessions at the same step on the same source page.',
  },
  parameters,
  row,
  build,
};
