import { z } from 'zod';
import { ACTORS } from '@/lib/events/vocabulary';
import { facts } from './facts';
import type { Figure } from './figure-blocks';
import { average, count, money, share } from './figures';
import { type Report, USUAL_WAY, type Way } from './report';
import { PERIODS, type Scope, scopedBy, stretchesOf } from './scope';
import { startedIn } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

const parameters = scopedBy({});

const row = z.object({
  period: z.enum(PERIODS),
  actor: z.enum(['all', ...ACTORS]),
  events: count,
  views: count,
  clicks: count,
  add_to_carts: count,
  purchase_lines: count,
  orders: count,
  units: count,
  revenue: money,
  sessions: count,
  visitors: count,
  converting_sessions: count,
  conversion: share,
  average_order_value: average,
});

export type OverviewRow = z.infer<typeof row>;

const SUMS: readonly Figure[] = [
  'events',
  'views',
  'clicks',
  'add_to_carts',
  'purchase_lines',
  'orders',
  'units',
  'revenue',
  'sessions',
  'converting_sessions',
];

function build(scope: Scope, way: Way = USUAL_WAY): Sql {
  const stretches = stretchesOf(scope);
  const options = { figures: SUMS, by: ['actor'] };
  // Each period by itself, and the actors as bits: one number makes a faster group than several things.
  const bits = ACTORS.map((actor, i) => `WHEN '${actor}' THEN ${2 ** i}`).join(' ');
  const people = stretches.map(
    (
      stretch,
    ) => sql`  SELECT '${words(stretch.period)}' AS period, bitwise_or_agg(${words(`CAST(CASE actor ${bits} ELSE 0 END AS tinyint)`)}) AS actors
  FROM sessions
  WHERE ${startedIn(scope, stretch)}
  GROUP BY visitor`,
  );
  const cells = stretches.flatMap(({ period }) =>
    ['all', ...ACTORS].map((actor) => `('${period}', '${actor}')`),
  );
  const sums = SUMS.map((figure) => `sum(${figure}) AS ${figure}`).join(', ');
  const ofActor = ACTORS.map((actor) => `WHEN '${actor}' THEN visitors.${actor}`);
  return sql`WITH facts AS (
${unionAll(stretches.map((stretch) => facts(scope, stretch, options, way)))}
), figures AS (
  SELECT period, coalesce(actor, 'all') AS actor, ${words(sums)}
  FROM facts
  GROUP BY GROUPING SETS ((period), (period, actor))
), people AS (
${unionAll(people)}
), visitors AS (
  SELECT period, count(*) AS everyone, ${words(ACTORS.map((actor, i) => `sum(actors / ${2 ** i} % 2) AS ${actor}`).join(', '))}
  FROM people
  GROUP BY period
), cells AS (
  SELECT period, actor FROM (VALUES ${words(cells.join(', '))}) AS t(period, actor)
)
SELECT
  cells.period,
  cells.actor,
  coalesce(events, 0) AS events,
  coalesce(views, 0) AS views,
  coalesce(clicks, 0) AS clicks,
  coalesce(add_to_carts, 0) AS add_to_carts,
  coalesce(purchase_lines, 0) AS purchase_lines,
  coalesce(orders, 0) AS orders,
  coalesce(units, 0) AS units,
  coalesce(CAST(revenue AS double), 0e0) AS revenue,
  coalesce(sessions, 0) AS sessions,
  coalesce(CASE cells.actor WHEN 'all' THEN everyone ${words(ofActor.join(' '))} END, 0) AS visitors,
  coalesce(converting_sessions, 0) AS converting_sessions,
  CAST(converting_sessions AS double) / nullif(sessions, 0) AS conversion,
  CAST(revenue AS double) / nullif(orders, 0) AS average_order_value
FROM cells
LEFT JOIN figures ON figures.period = cells.period AND figures.actor = cells.actor
LEFT JOIN visitors ON visitors.period = cells.period
ORDER BY cells.period DESC, cells.actor`;
}

/** The first look: what happened in the range, by whom. */
export const overviewReport: Report<z.infer<typeof parameters>, OverviewRow> = {
  name: 'overview',
  question: 'What is happening in the shop?',
  definitions: {
    period:
      'current: the range, its start included and its end not. before: the same length of time that ends where the range starts.',
    actor:
      'Who acted, by the label the collector gave the first event of the session: human, bot or producer; all is everyone together.',
    events: 'Events of every type that happened in the period, each counted once by event_id.',
    views: 'Page views: a new path, search query or result page.',
    clicks: 'Clicks on what the shop declares as worth one. Adding to the cart is not a click.',
    add_to_carts: 'Times something was added to a cart, whatever the quantity.',
    purchase_lines: 'Purchase events: one for each line of an order.',
    orders: 'Distinct order_id of purchase events; the lines of an order happen at one time.',
    units: 'Sum of quantity over purchase events.',
    revenue: 'Sum of quantity × unit_price over purchase events, in EUR at the prices charged.',
    sessions:
      'Sessions that started in the period: whose first moment lies in it. What they do after its end belongs to them still.',
    visitors: 'Distinct user_id of those sessions; a visitor of two actors counts once in all.',
    converting_sessions: 'Those sessions that hold a purchase.',
    conversion: 'Sessions with a purchase ÷ sessions; empty without sessions.',
    average_order_value: 'Revenue ÷ orders; empty without orders.',
  },
  parameters,
  row,
  build,
};
