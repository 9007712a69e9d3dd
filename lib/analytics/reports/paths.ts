import { z } from 'zod';
import { PAGE_TYPES } from '@/lib/events/vocabulary';
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
  const started = stretchesOf(scope).map(
    (stretch) => sql`  SELECT '${words(stretch.period)}' AS period, path
  FROM sessions
  WHERE path IS NOT NULL AND ${startedIn(scope, stretch)}`,
  );
  const places = Array.from({ length: depth }, (_, i) => i + 1);
  const pages = places.map(
    (place) => `coalesce(element_at(pages, ${place}), 'exit') AS page_${place}`,
  );
  const names = places.map((place) => `page_${place}`).join(', ');
  const links = places.slice(0, -1).map(
    (place) =>
      `  SELECT period, ${place} AS step, page_${place} AS source, page_${place + 1} AS target, sessions
  FROM ways WHERE page_${place} <> 'exit'`,
  );
  return sql`WITH started AS (
${unionAll(started)}
), taken AS (
  SELECT period, split(path, '>') AS pages, count(*) AS sessions FROM started GROUP BY period, path
), placed AS (
  SELECT period, sessions, ${words(pages.join(', '))} FROM taken
), ways AS (
  SELECT period, ${words(names)}, sum(sessions) AS sessions FROM placed GROUP BY period, ${words(names)}
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
