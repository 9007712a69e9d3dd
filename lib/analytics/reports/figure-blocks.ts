import type { Scope, Stretch } from './scope';
import { eventFilter, sessionFilter, startedIn } from './scope-filters';
import { joined, type Sql, sql, words } from './sql-text';

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

export const isEventFigure = (figure: Figure): figure is EventFigure =>
  Object.hasOwn(EVENT_FIGURES, figure);
export const isSessionFigure = (figure: Figure): figure is SessionFigure =>
  Object.hasOwn(SESSION_FIGURES, figure);

/** Figures as `events` gives them; those in `but` are counted elsewhere. */
export function fromEvents(
  scope: Scope,
  { period, from, to }: Stretch,
  options: FactsOptions,
  but: readonly Figure[] = [],
): Sql {
  const filter = sessionFilter(scope, 's.');
  const joins = options.by.length > 0 || filter.values.length > 0;
  // A session with an event in the stretch starts before its end and ends at or after its start.
  const sessions = joins
    ? sql`AND s.started_ms < ${to} AND s.ended_ms >= ${from}${filter}`
    : words('');
  const source = joins
    ? 'events AS e JOIN sessions AS s ON s.session_id = e.session_id'
    : 'events AS e';
  return block(options, {
    period,
    prefix: 's.',
    ms: 'e.event_ms',
    figure: (figure) =>
      isEventFigure(figure) && !but.includes(figure) ? EVENT_FIGURES[figure] : null,
    from: sql`${words(source)}
  WHERE e.event_ms >= ${from} AND e.event_ms < ${to}${eventFilter(scope, 'e.')} ${sessions}`,
  });
}

/** Figures as `sessions` gives them. */
export function fromSessions(scope: Scope, stretch: Stretch, options: FactsOptions): Sql {
  return block(options, {
    period: stretch.period,
    prefix: 's.',
    ms: 's.started_ms',
    figure: (figure) => (isSessionFigure(figure) ? SESSION_FIGURES[figure] : null),
    from: sql`sessions AS s
  WHERE ${startedIn(scope, stretch, 's.')}`,
  });
}

export interface Block {
  readonly period: string;
  /** What stands before the session's columns. */
  readonly prefix: string;
  /** The moment that says which bucket a row is in. */
  readonly ms: string;
  /** The aggregate that gives a figure; null where another block counts it. */
  readonly figure: (figure: Figure) => string | null;
  /** All after FROM. */
  readonly from: Sql;
}

/** A SELECT of period, keys and figures; without any key it needs no GROUP BY. */
export function block(
  { by, bucket, figures }: FactsOptions,
  { period, prefix, ms, figure, from }: Block,
): Sql {
  const keys = by.map((column) => ({ column, value: words(`${prefix}${column}`) }));
  if (bucket) keys.push({ column: 'bucket', value: bucket(words(ms)) });
  const list = [
    words(`'${period}' AS period`),
    ...keys.map(({ column, value }) => sql`${value} AS ${words(column)}`),
    ...figures.map((name) => words(`${figure(name) ?? '0'} AS ${name}`)),
  ];
  const places = keys.map((_, i) => i + 2).join(', ');
  return sql`  SELECT ${joined(list, ', ')}
  FROM ${from}${words(places && `\n  GROUP BY ${places}`)}`;
}
