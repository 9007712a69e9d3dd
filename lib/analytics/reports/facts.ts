import { bucketsOf, cut, daysOf, type Grain, within } from './grains';
import type { Way } from './report';
import type { Scope, Stretch } from './scope';
import { eventFilter, sessionFilter, startedIn } from './scope-filters';
import { joined, type Sql, sql, unionAll, words } from './sql-text';

/** Where figures are counted by spans, and the condition that a row is of one; ROLLUP is a word of Trino’s own. */
const ROLLUPS = {
  day: { table: 'rollup_daily', counts: daysOf },
  quarter: { table: '"rollup"', counts: bucketsOf },
} as const satisfies Record<Grain, unknown>;

/** Figures of events, by their own time: their names in `rollup`, and how `events` gives them. */
const EVENT_FIGURES = {
  events: 'count(*)',
  views: `count_if(event_type = 'view')`,
  clicks: `count_if(event_type = 'click')`,
  add_to_carts: `count_if(event_type = 'add_to_cart')`,
  purchase_lines: `count_if(event_type = 'purchase')`,
  orders: `count(DISTINCT CASE WHEN event_type = 'purchase' THEN order_id END)`,
  units: `sum(CASE WHEN event_type = 'purchase' THEN quantity END)`,
  revenue: `sum(CASE WHEN event_type = 'purchase' THEN quantity * unit_price END)`,
} as const;

/** Figures of sessions, by the time they start, likewise. */
const SESSION_FIGURES = {
  sessions: 'count(*)',
  bounces: 'count_if(views <= 1 AND clicks + add_to_carts + purchase_lines = 0)',
  converting_sessions: 'count_if(purchase_lines > 0)',
  duration_ms: 'sum(ended_ms - started_ms)',
  pages: 'sum(pages)',
  product_sessions: 'count(product_ms)',
  cart_sessions: 'count(cart_ms)',
  checkout_sessions: 'count(checkout_ms)',
  purchase_sessions: 'count(purchase_ms)',
} as const;

type EventFigure = keyof typeof EVENT_FIGURES;
type SessionFigure = keyof typeof SESSION_FIGURES;
export type Figure = EventFigure | SessionFigure;

export interface FactsOptions {
  readonly figures: readonly Figure[];
  /** Columns of the session to tell rows apart by. */
  readonly by: readonly string[];
  /** Which bucket of time a moment lies in, if rows are told apart by that too. */
  readonly bucket?: (ms: Sql) => Sql;
}

/**
 * Figures of one stretch of time as rows of `period`, the columns of `by`, `bucket` and `figures`, to
 * be summed: several rows may be of the same group. Whole days and quarters of an hour come from the
 * rollups and the uneven ends from events and sessions; a filter on products leaves the rollups out.
 */
export function facts(scope: Scope, stretch: Stretch, options: FactsOptions, way: Way): Sql {
  const { whole, ends } = cut(stretch, way === 'modelled' ? grainsFor(scope, options) : []);
  const blocks = [...whole].map(([grain, spans]) => fromRollup(scope, grain, spans, options));
  for (const end of ends) {
    if (options.figures.some(isEventFigure)) blocks.push(fromEvents(scope, end, options));
    if (options.figures.some(isSessionFigure)) blocks.push(fromSessions(scope, end, options));
  }
  return unionAll(blocks);
}

function grainsFor({ category, product_id }: Scope, { bucket }: FactsOptions): readonly Grain[] {
  if (category.length + product_id.length > 0) return [];
  return bucket ? ['quarter'] : ['day', 'quarter'];
}

function isEventFigure(figure: Figure): figure is EventFigure {
  return Object.hasOwn(EVENT_FIGURES, figure);
}
function isSessionFigure(figure: Figure): figure is SessionFigure {
  return Object.hasOwn(SESSION_FIGURES, figure);
}

function fromRollup(
  scope: Scope,
  grain: Grain,
  spans: readonly Stretch[],
  options: FactsOptions,
): Sql {
  const sums = options.figures.map((figure) => words(`sum(${figure}) AS ${figure}`));
  const { table, counts } = ROLLUPS[grain];
  return grouped(
    spans[0]?.period ?? '',
    options,
    words('bucket_ms'),
    sums,
    (keys) => sql`FROM ${words(table)}
  WHERE ${within(spans, counts)}${sessionFilter(scope)}${keys}`,
  );
}

function fromEvents(scope: Scope, { period, from, to }: Stretch, options: FactsOptions): Sql {
  const own = options.figures.map((figure) =>
    words(`${isEventFigure(figure) ? EVENT_FIGURES[figure] : '0'} AS ${figure}`),
  );
  const filter = sessionFilter(scope, 's.');
  const joins = options.by.length > 0 || filter.values.length > 0;
  // A session with an event in the stretch starts before its end and ends at or after its start.
  const sessions = joins
    ? sql`AND s.started_ms < ${to} AND s.ended_ms >= ${from}${filter}`
    : words('');
  const source = joins
    ? 'events AS e JOIN sessions AS s ON s.session_id = e.session_id'
    : 'events AS e';
  return grouped(
    period,
    options,
    words('e.event_ms'),
    own,
    (keys) => sql`FROM ${words(source)}
  WHERE e.event_ms >= ${from} AND e.event_ms < ${to}${eventFilter(scope, 'e.')} ${sessions}${keys}`,
  );
}

function fromSessions(scope: Scope, stretch: Stretch, options: FactsOptions): Sql {
  const own = options.figures.map((figure) =>
    words(`${isSessionFigure(figure) ? SESSION_FIGURES[figure] : '0'} AS ${figure}`),
  );
  return grouped(
    stretch.period,
    options,
    words('s.started_ms'),
    own,
    (keys) => sql`FROM sessions AS s
  WHERE ${startedIn(scope, stretch, 's.')}${keys}`,
  );
}

/** A SELECT of period, keys and figures; without any key it needs no GROUP BY. */
function grouped(
  period: string,
  { by, bucket }: FactsOptions,
  ms: Sql,
  figures: readonly Sql[],
  from: (keys: Sql) => Sql,
): Sql {
  const prefix = ms.sql === 'bucket_ms' ? '' : 's.';
  const keys = by.map((column) => ({ column, value: words(`${prefix}${column}`) }));
  if (bucket) keys.push({ column: 'bucket', value: bucket(ms) });
  const list = [
    words(`'${period}' AS period`),
    ...keys.map(({ column, value }) => sql`${value} AS ${words(column)}`),
    ...figures,
  ];
  const places = keys.map((_, i) => i + 2).join(', ');
  return sql`  SELECT ${joined(list, ', ')}
  ${from(words(places && `\n  GROUP BY ${places}`))}`;
}
