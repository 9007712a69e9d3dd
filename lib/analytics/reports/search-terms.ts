import { z } from 'zod';
import { count, share } from './figures';
import type { Report } from './report';
import { PERIODS, type Scope, type Stretch, scopedBy, stretchesOf } from './scope';
import { productFilter, startedAmong } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

const parameters = scopedBy({});

const row = z.object({
  period: z.enum(PERIODS),
  term: z.string(),
  searches: count,
  sessions: count,
  click_sessions: count,
  click_through: share,
  cart_sessions: count,
  converting_sessions: count,
  conversion: share,
  exit_sessions: count,
});

/** A page of terms is enough to read; what is rarer is in the SQL console. */
const MOST = 1000;

/** Rows of `searches` do not say what their sessions looked at. */
function ofProducts(scope: Scope, { from, to }: Stretch): Sql {
  const filter = productFilter(scope);
  if (filter.sql === '') return filter;
  return sql`
    AND session_id IN (SELECT session_id FROM sessions
      WHERE started_ms >= ${from} AND started_ms < ${to}${filter})`;
}

function build(scope: Scope): Sql {
  const searched = stretchesOf(scope).map(
    (
      stretch,
    ) => sql`  SELECT '${words(stretch.period)}' AS period, term, searches, clicked, carted, bought, ended
  FROM searches
  WHERE ${startedAmong(scope, stretch)}${ofProducts(scope, stretch)}`,
  );
  return sql`WITH searched AS (
${unionAll(searched)}
), figures AS (
  SELECT period, term,
    sum(searches) AS searches,
    count(*) AS sessions,
    sum(clicked) AS click_sessions,
    sum(carted) AS cart_sessions,
    sum(bought) AS converting_sessions,
    sum(ended) AS exit_sessions
  FROM searched
  GROUP BY period, term
), ranked AS (
  SELECT figures.*, row_number() OVER (PARTITION BY period ORDER BY searches DESC, term) AS place
  FROM figures
)
SELECT
  period,
  term,
  searches,
  sessions,
  click_sessions,
  CAST(click_sessions AS double) / sessions AS click_through,
  cart_sessions,
  converting_sessions,
  CAST(converting_sessions AS double) / sessions AS conversion,
  exit_sessions
FROM ranked
WHERE place <= ${MOST}
ORDER BY period DESC, place`;
}

/** What people look for in the shop’s own search. */
export const searchTermsReport: Report<z.infer<typeof parameters>, z.infer<typeof row>> = {
  name: 'search_terms',
  question: 'What do people search for, and does it help them?',
  definitions: {
    period:
      'current: sessions that started in the range. before: in the same length of time before it.',
    term: `What was searched for, scrubbed, in lower case and without blanks around it; the ${MOST} most frequent ones of a period.`,
    searches: 'Views of its results.',
    sessions: 'Sessions that searched for it.',
    click_sessions:
      'Those that clicked a product tile on a page of results at or after the time they first searched for it.',
    click_through: 'Sessions that clicked ÷ sessions that searched for it.',
    cart_sessions:
      'Those that added something to the cart at or after the time they first searched for it.',
    converting_sessions:
      'Those that bought something at or after the time they first searched for it.',
    conversion: 'Sessions that bought after it ÷ sessions that searched for it.',
    exit_sessions:
      'Those that ended with this search: nothing is later than the first view of its results.',
  },
  parameters,
  row,
  build,
};
