import { z } from 'zod';
import { count, money, share } from './figures';
import type { Report } from './report';
import { PERIODS, scopedBy, stretchesOf } from './scope';
import { startedIn } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

const GOALS = {
  purchase: 'purchase_lines > 0',
  cart: 'add_to_carts > 0',
  checkout: 'checkout_views > 0',
} as const;

const parameters = scopedBy({
  goal: z.enum(Object.keys(GOALS) as [keyof typeof GOALS]).default('purchase'),
});

const signed = z.number().nullable();
const row = z.object({
  period: z.enum(PERIODS),
  experiment: z.string(),
  arm: z.string(),
  baseline: z.string(),
  sessions: count,
  visitors: count,
  conversions: count,
  rate: share,
  rate_low: share,
  rate_high: share,
  difference: signed,
  difference_low: signed,
  difference_high: signed,
  lift: signed,
  revenue: money,
  revenue_per_session: money,
});

type Parameters = z.infer<typeof parameters>;

/** The 97.5th percentile of the normal distribution: intervals hold in 95 of 100 cases. */
const Z = '1.959963984540054e0';

/**
 * Wilson's score interval for one rate, and for a difference of two the hybrid of both intervals: the
 * tenth method of R. G. Newcombe, "Interval estimation for the difference between independent
 * proportions", Statistics in Medicine 17 (1998) 873–890. Both hold for small counts and rates near 0.
 */
const CENTRE = `(rate + ${Z} * ${Z} / (2 * sessions)) / (1 + ${Z} * ${Z} / sessions)`;
const HALF = `${Z} * sqrt(rate * (1 - rate) / sessions + ${Z} * ${Z} / (4e0 * sessions * sessions)) / (1 + ${Z} * ${Z} / sessions)`;
const hybrid = (a: string, b: string) => `sqrt((${a}) * (${a}) + (${b}) * (${b}))`;

function build(scope: Parameters): Sql {
  const started = stretchesOf(scope).map(
    (stretch) => sql`  SELECT '${words(stretch.period)}' AS period, variant, visitor, revenue,
    CASE WHEN ${words(GOALS[scope.goal])} THEN 1 ELSE 0 END AS reached
  FROM sessions
  WHERE variant IS NOT NULL AND ${startedIn(scope, stretch)}`,
  );
  return sql`WITH started AS (
${unionAll(started)}
), arms AS (
  SELECT period, split_part(variant, ':', 1) AS experiment, split_part(variant, ':', 2) AS arm,
    count(*) AS sessions, count(DISTINCT visitor) AS visitors, sum(reached) AS conversions,
    CAST(sum(revenue) AS double) AS revenue, CAST(sum(reached) AS double) / count(*) AS rate
  FROM started
  GROUP BY 1, 2, 3
), intervals AS (
  SELECT arms.*, min(arm) OVER (PARTITION BY period, experiment) AS baseline,
    greatest(0e0, ${words(`${CENTRE} - ${HALF}`)}) AS rate_low,
    least(1e0, ${words(`${CENTRE} + ${HALF}`)}) AS rate_high
  FROM arms
)
SELECT
  a.period,
  a.experiment,
  a.arm,
  a.baseline,
  a.sessions,
  a.visitors,
  a.conversions,
  a.rate,
  a.rate_low,
  a.rate_high,
  a.rate - b.rate AS difference,
  a.rate - b.rate - ${words(hybrid('a.rate - a.rate_low', 'b.rate_high - b.rate'))} AS difference_low,
  a.rate - b.rate + ${words(hybrid('a.rate_high - a.rate', 'b.rate - b.rate_low'))} AS difference_high,
  a.rate / nullif(b.rate, 0) - 1 AS lift,
  a.revenue,
  a.revenue / a.sessions AS revenue_per_session
FROM intervals AS a
LEFT JOIN intervals AS b ON b.period = a.period AND b.experiment = a.experiment
  AND b.arm = a.baseline AND a.arm <> a.baseline
ORDER BY a.period DESC, a.experiment, a.arm`;
}

/** What the arms of an experiment did to those who were shown them. */
export const experimentsReport: Report<Parameters, z.infer<typeof row>> = {
  name: 'experiments',
  question: 'Did what was tried make a difference?',
  definitions: {
    period:
      'current: sessions that started in the range. before: in the same length of time before it.',
    experiment: 'The experiment’s name, from variant. Sessions without one are in no row.',
    arm: 'The arm a session was shown first.',
    baseline: 'The arm that others are compared with: the first by name.',
    sessions: 'Sessions that were shown the arm.',
    visitors: 'Distinct user_id of those sessions.',
    conversions:
      'Sessions that reached the goal: a purchase, an add_to_cart, or a view of the checkout.',
    rate: 'Conversions ÷ sessions.',
    rate_low: 'Lower end of the 95 % interval of the rate, by Wilson’s score.',
    rate_high: 'Upper end of the same.',
    difference: 'Rate minus that of the baseline; empty for the baseline itself.',
    difference_low:
      'Lower end of the 95 % interval of the difference, by Newcombe’s hybrid score method (1998, method 10). An interval without 0 in it is a difference that chance rarely makes, if it was looked at once.',
    difference_high: 'Upper end of the same.',
    lift: 'Rate ÷ rate of the baseline − 1; empty where the baseline never converted.',
    revenue: 'What those sessions bought, in EUR.',
    revenue_per_session: 'Revenue ÷ sessions.',
  },
  parameters,
  row,
  build,
};
