import { z } from 'zod';
import { facts } from './facts';
import type { Figure } from './figure-blocks';
import { count, share } from './figures';
import { FUNNEL_STEP_NAMES, FUNNEL_STEPS, type FunnelStep, USUAL_STEPS } from './funnel-steps';
import { type CutLengths, cutLengths, fromLengths, type Span } from './lengths';
import { mediansOf } from './medians';
import { type Report, USUAL_WAY, type Way } from './report';
import { PERIODS, SESSION_FILTERS, type Stretch, scopedBy, stretchesOf } from './scope';
import { onProducts, startedIn } from './scope-filters';
import { joined, type Sql, sql, unionAll, words } from './sql-text';

const parameters = scopedBy({
  mode: z.enum(['ordered', 'closed']).default('ordered'),
  steps: z
    .array(z.enum(FUNNEL_STEP_NAMES))
    .min(2)
    .max(8)
    .refine((steps) => new Set(steps).size === steps.length, 'must name each step once')
    .default([...USUAL_STEPS]),
  segment: z.enum(['none', ...SESSION_FILTERS]).default('none'),
});

const row = z.object({
  period: z.enum(PERIODS),
  segment: z.string().nullable(),
  position: z.int().min(1),
  step: z.enum(FUNNEL_STEP_NAMES),
  label: z.string(),
  sessions: count,
  share_of_first: share,
  share_of_previous: share,
  median_seconds: z.int().min(0).nullable(),
});

type FunnelParameters = z.infer<typeof parameters>;

/** When each step of the usual funnel was reached, in the columns of `sessions`. */
const USUAL_TIMES: Readonly<Record<string, string>> = {
  session: 'started_ms',
  product: 'product_ms',
  cart: 'cart_ms',
  checkout: 'checkout_ms',
  purchase: 'purchase_ms',
};
const USUAL_FIGURES: Readonly<Record<string, Figure>> = {
  session: 'sessions',
  product: 'product_sessions',
  cart: 'cart_sessions',
  checkout: 'checkout_sessions',
  purchase: 'purchase_sessions',
};

/** Whether the steps are the usual ones up to some point, with or without the start. */
function isUsual({ mode, steps }: FunnelParameters): boolean {
  const usual = steps[0] === 'session' ? USUAL_STEPS : USUAL_STEPS.slice(1);
  return mode === 'ordered' && steps.every((step, i) => step === usual[i]);
}

const segmentOf = ({ segment }: FunnelParameters) =>
  segment === 'none' ? `CAST('all' AS varchar)` : segment;

/** Sessions that started in a stretch, with their segment and some of their columns. */
function startedWith(scope: FunnelParameters, stretch: Stretch, columns: string): Sql {
  return sql`  SELECT '${words(stretch.period)}' AS period, ${words(`${segmentOf(scope)} AS segment${columns}`)}
  FROM sessions
  WHERE ${startedIn(scope, stretch)}`;
}

/**
 * The sessions of a stretch, with the time `ms_1`, `ms_2` … at which each reached a step. What `sessions`
 * holds ready is read anew at each use: kept between uses, it would be a copy of the table.
 */
function reachedIn(scope: FunnelParameters, stretch: Stretch): Sql {
  if (!isUsual(scope))
    return sql`(SELECT * FROM reached WHERE period = '${words(stretch.period)}')`;
  const times = scope.steps.map((step, i) => `, ${USUAL_TIMES[step]} AS ms_${i + 1}`).join('');
  return sql`(${startedWith(scope, stretch, times)})`;
}

/** `reached`: a row a session in scope for steps that `sessions` does not hold ready. */
function reached(scope: FunnelParameters, stretches: readonly Stretch[]): Sql {
  const { steps, mode } = scope;
  const started = stretches.map((stretch) => startedWith(scope, stretch, ', session_id'));
  const earliest = Math.min(...stretches.map(({ from }) => from));
  const tests = steps.map((step) => words(`(${FUNNEL_STEPS[step].test})`));
  // No event of a session lies before its start, nor a session's start before the range.
  const acts = sql`acts AS (
  SELECT session_id, event_ms, event_type, page FROM events
  WHERE event_ms >= ${earliest} AND (${joined(tests, ' OR ')})
    AND session_id IN (SELECT session_id FROM started)
)`;
  const chain = steps.map((step, i) => {
    const follows = i === 0 ? '' : mode === 'ordered' ? `AND acts.event_ms >= step_${i}.ms` : '';
    const before = i === 0 ? '' : `JOIN step_${i} ON step_${i}.session_id = acts.session_id`;
    return `step_${i + 1} AS (
  SELECT acts.session_id, min(acts.event_ms) AS ms
  FROM acts ${before}
  WHERE (${qualified(step)}) ${follows}
  GROUP BY acts.session_id
)`;
  });
  const joins = steps.map((_, i) => {
    const name = `step_${i + 1}`;
    return `LEFT JOIN ${name} ON ${name}.session_id = started.session_id`;
  });
  const times = steps.map((_, i) => `step_${i + 1}.ms AS ms_${i + 1}`).join(', ');
  return sql`started AS (
${unionAll(started)}
), ${acts}, ${words(chain.join(', '))}, reached AS (
  SELECT period, segment, ${words(times)}
  FROM started ${words(joins.join(' '))}
)`;
}

const qualified = (step: FunnelStep) =>
  FUNNEL_STEPS[step].test.replaceAll(/\b(event_ms|event_type|page)\b/g, 'acts.$1');

/** `counted`: sessions that reached each step, as `n_1`, `n_2` …, by period and segment. */
function counted(scope: FunnelParameters, stretches: readonly Stretch[], way: Way): Sql {
  const { steps, segment } = scope;
  if (!isUsual(scope) || way === 'plain' || onProducts(scope)) {
    const counts = steps.map((_, i) => `count(ms_${i + 1}) AS n_${i + 1}`).join(', ');
    const each = stretches.map(
      (stretch) => sql`  SELECT period, segment, ${words(counts)}
  FROM ${reachedIn(scope, stretch)} AS reached
  GROUP BY period, segment`,
    );
    return sql`counted AS (\n${unionAll(each)}\n)`;
  }
  const figures = steps.map((step) => USUAL_FIGURES[step] as Figure);
  const by = segment === 'none' ? [] : [segment];
  const sums = figures.map((figure, i) => `sum(${figure}) AS n_${i + 1}`).join(', ');
  return sql`facts AS (
${unionAll(stretches.map((stretch) => facts(scope, stretch, { figures, by }, way)))}
), counted AS (
  SELECT period, ${words(segmentOf(scope))} AS segment, ${words(sums)}
  FROM facts GROUP BY 1, 2
)`;
}

/**
 * `medians`: of the whole seconds between a step and the one before; there is no order in `closed`.
 * Few sessions come further than the second step: those are looked out once.
 */
function medians(scope: FunnelParameters, stretches: readonly Stretch[], way: Way): Sql {
  const { steps, mode } = scope;
  const after = mode === 'closed' ? [] : steps.slice(1).map((_, i) => i + 2);
  const cuts = stretches.map((stretch) => ({ ...stretch, ...cutSteps(scope, stretch, way) }));
  const left = cuts.flatMap(({ ends }) => ends);
  const deep = left.map(
    (end) => sql`  SELECT * FROM ${reachedIn(scope, end)} AS reached WHERE ms_3 IS NOT NULL`,
  );
  const further =
    after.length > 1 && left.length > 0 ? sql`further AS (\n${unionAll(deep)}\n), ` : words('');
  const lengths = cuts.flatMap(({ period, days, ends }) => [
    ...(days.length > 0 && after.length > 0 ? [stored(scope, period, days)] : []),
    ...(after.length > 0
      ? ends.map((end) => lengthsOf(scope, period, 2, reachedIn(scope, end)))
      : []),
    ...(ends.length > 0 ? after.slice(1) : []).map((position) => {
      const rows = sql`(SELECT * FROM further WHERE period = '${words(period)}')`;
      return lengthsOf(scope, period, position, rows);
    }),
  ]);
  const none = words(
    '  SELECT period, segment, 0 AS position, 0 AS seconds, 0 AS sessions FROM counted WHERE 1 = 0',
  );
  return sql`${further}lengths_to_steps AS (
${unionAll(lengths.length > 0 ? lengths : [none])}
), ${words(mediansOf('lengths_to_steps', ['period', 'segment', 'position']))}`;
}

/** Days of which `lengths` knows how long the steps took, and the rest. */
function cutSteps(scope: FunnelParameters, stretch: Stretch, way: Way): CutLengths {
  const { segment } = scope;
  if (!isUsual(scope)) return { days: [], ends: [stretch] };
  return cutLengths(scope, stretch, way, segment === 'none' ? [] : [segment]);
}

/** Of those days: a step's place in the funnel follows from its name. */
function stored(scope: FunnelParameters, period: string, days: readonly Stretch[]): Sql {
  const spans = scope.steps.slice(1) as Span[];
  const places = spans.map((span, i) => `WHEN '${span}' THEN ${i + 2}`).join(' ');
  return sql`  SELECT '${words(period)}' AS period, ${words(segmentOf(scope))} AS segment, CASE span ${words(places)} END AS position,
    seconds, sum(sessions) AS sessions
  ${fromLengths(scope, days, spans)}
  GROUP BY 2, 3, 4`;
}

/** How many sessions took how long to a step; where all are of one segment, lengths alone make groups. */
function lengthsOf(
  { segment }: FunnelParameters,
  period: string,
  position: number,
  rows: Sql,
): Sql {
  const by = segment === 'none' ? 'seconds' : 'segment, seconds';
  const own = segment === 'none' ? `CAST('all' AS varchar) AS segment` : 'segment';
  return sql`  SELECT '${words(period)}' AS period, ${words(own)}, ${words(String(position))} AS position, seconds, sessions
  FROM (
    SELECT ${words(by)}, count(*) AS sessions FROM (
      SELECT segment, (${words(`ms_${position} - ms_${position - 1}`)}) / 1000 AS seconds
      FROM ${rows} AS reached WHERE ${words(`ms_${position}`)} IS NOT NULL
    ) AS gaps GROUP BY ${words(by)}
  ) AS counted_gaps`;
}

function build(scope: FunnelParameters, way: Way = USUAL_WAY): Sql {
  const stretches = stretchesOf(scope);
  const { steps } = scope;
  const places = steps.map(
    (step, i) =>
      `SELECT period, segment, ${i + 1} AS position, '${step}' AS step, '${FUNNEL_STEPS[step].label}' AS label, ` +
      `n_${i + 1} AS sessions, n_1 AS first, n_${Math.max(i, 1)} AS previous FROM counted`,
  );
  return sql`WITH ${isUsual(scope) ? words('') : sql`${reached(scope, stretches)}, `}${counted(scope, stretches, way)}, ${medians(scope, stretches, way)}, steps AS (
  ${words(places.join('\n  UNION ALL\n  '))}
)
SELECT
  steps.period,
  steps.segment,
  steps.position,
  steps.step,
  steps.label,
  steps.sessions,
  CAST(steps.sessions AS double) / nullif(steps.first, 0) AS share_of_first,
  CAST(steps.sessions AS double) / nullif(steps.previous, 0) AS share_of_previous,
  medians.seconds AS median_seconds
FROM steps
LEFT JOIN medians ON medians.period = steps.period AND medians.position = steps.position
  AND coalesce(medians.segment, '') = coalesce(steps.segment, '')
WHERE steps.first > 0
ORDER BY steps.period DESC, max(steps.first) OVER (PARTITION BY steps.segment) DESC, steps.segment, steps.position`;
}

/** How far sessions come on the way to a purchase. */
export const funnelReport: Report<FunnelParameters, z.infer<typeof row>> = {
  name: 'funnel',
  question: 'Where do sessions stop on the way to a purchase?',
  definitions: {
    period:
      'current: sessions that started in the range. before: in the same length of time before it.',
    segment:
      'What the sessions have in common: the value of the chosen column in their first event; all where none is chosen, empty where it is not known.',
    position: 'Place of the step in the funnel, from 1.',
    step: 'The step: a page type viewed, cart for something added to it, purchase, or session for the mere start.',
    label: 'The step in words.',
    sessions:
      'Sessions that reached the step and all before it: ordered, each at or after the time of the one before; closed, in any order. A session counts with all it does, also after the end of the range.',
    share_of_first: 'Sessions ÷ sessions at the first step.',
    share_of_previous: 'Sessions ÷ sessions at the step before; at the first step, ÷ itself.',
    median_seconds:
      'Median of the whole seconds from reaching the step before to reaching this one, over the sessions that reached it; the lower one of two. Empty at the first step and in the closed mode, which has no order.',
  },
  parameters,
  row,
  build,
};
