import {
  block,
  type FactsOptions,
  type Figure,
  fromEvents,
  fromSessions,
  isEventFigure,
  isSessionFigure,
} from './figure-blocks';
import { COUNTS, cut, type Grain, productsTable, within } from './grains';
import type { Way } from './report';
import type { Scope, Stretch } from './scope';
import { eventFilter, onProducts, sessionFilter } from './scope-filters';
import { type Sql, sql, unionAll, words } from './sql-text';

/** Where figures are counted by spans; ROLLUP is a word of Trino’s own. */
const ROLLUPS: Readonly<Record<Grain, string>> = { day: 'rollup_daily', quarter: '"rollup"' };

/** Figures of events about a product: their columns where those of all events have other names. */
const ABOUT_PRODUCTS: Partial<Record<Figure, string>> = {
  views: 'all_views',
  clicks: 'all_clicks',
};
/** An order of two products of the filter is one, so it is counted by its lines. */
const BY_LINES: readonly Figure[] = ['orders'];

/**
 * Figures of one stretch of time as rows of `period`, the columns of `by`, `bucket` and `figures`, to
 * be summed: several rows may be of the same group. Whole days and quarters of an hour come from the
 * rollups and the uneven ends from events and sessions.
 */
export function facts(scope: Scope, stretch: Stretch, options: FactsOptions, way: Way): Sql {
  if (way === 'plain') return unionAll(atHand(scope, stretch, options));
  if (onProducts(scope)) return unionAll(aboutProducts(scope, stretch, options));
  const { whole, ends } = cut(stretch, grainsFor(options));
  const blocks = [...whole].map(([grain, spans]) =>
    block(options, {
      period: stretch.period,
      prefix: '',
      ms: 'bucket_ms',
      figure: (figure) => `sum(${figure})`,
      from: sql`${words(ROLLUPS[grain])}
  WHERE ${within(spans, COUNTS[grain])}${sessionFilter(scope)}`,
    }),
  );
  return unionAll([...blocks, ...ends.flatMap((end) => atHand(scope, end, options))]);
}

const grainsFor = ({ bucket }: FactsOptions): readonly Grain[] =>
  bucket ? ['quarter'] : ['day', 'quarter'];

/** From events and sessions, one by one. */
function atHand(scope: Scope, stretch: Stretch, options: FactsOptions): readonly Sql[] {
  const { figures } = options;
  return [
    ...(figures.some(isEventFigure) ? [fromEvents(scope, stretch, options)] : []),
    ...(figures.some(isSessionFigure) ? [fromSessions(scope, stretch, options)] : []),
  ];
}

/**
 * With a filter on products: events from the products' own rollups, orders from their lines, sessions
 * one by one, which cannot be added up over products.
 */
function aboutProducts(scope: Scope, stretch: Stretch, options: FactsOptions): readonly Sql[] {
  const { figures } = options;
  const { period, from, to } = stretch;
  const about = sql`${eventFilter(scope)}${sessionFilter(scope)}`;
  const own = (figure: Figure) => isEventFigure(figure) && !BY_LINES.includes(figure);
  const blocks: Sql[] = [];
  if (figures.some(own)) {
    const { whole, ends } = cut(stretch, grainsFor(options));
    for (const [grain, spans] of whole) {
      blocks.push(
        block(options, {
          period,
          prefix: '',
          ms: 'bucket_ms',
          figure: (figure) => (own(figure) ? `sum(${ABOUT_PRODUCTS[figure] ?? figure})` : null),
          from: sql`${words(productsTable(scope, grain, options.by))}
  WHERE ${within(spans, COUNTS[grain])}${about}`,
        }),
      );
    }
    blocks.push(...ends.map((end) => fromEvents(scope, end, options, BY_LINES)));
  }
  if (figures.includes('orders')) {
    blocks.push(
      block(options, {
        period,
        prefix: '',
        ms: 'event_ms',
        figure: (figure) => (figure === 'orders' ? 'count(DISTINCT order_id)' : null),
        from: sql`order_lines
  WHERE event_ms >= ${from} AND event_ms < ${to}${about}`,
      }),
    );
  }
  if (figures.some(isSessionFigure)) blocks.push(fromSessions(scope, stretch, options));
  return blocks;
}
