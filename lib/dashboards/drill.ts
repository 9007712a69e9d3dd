import { USUAL_STEPS } from '@/lib/analytics/reports/funnel-steps';
import type { ReportName, ReportRow } from '@/lib/analytics/reports/registry';

/** What the page of sessions is asked for, on top of the scope. */
export type Drill = Readonly<Record<string, string | number>>;

type DrillOf<N extends ReportName> = (row: ReportRow<N>) => Drill | null;

/** Sessions that came as far as a step of the usual funnel, in its order. */
const STEPS: Readonly<Record<string, string>> = {
  session: '',
  product: 'product',
  cart: 'product_then_cart',
  checkout: 'product_then_checkout',
  purchase: 'product_then_purchase',
};

/**
 * From a row to the sessions it counts; null where they cannot be named. Each leads to exactly as many
 * as its row says, but that of a cohort, which counts visitors, and of a pair, which counts orders.
 */
export const DRILLS = {
  overview: ({ actor }): Drill => (actor === 'all' ? {} : { actor }),
  devices: ({ device_type, browser }) => ({ device_type, browser }),
  geography: ({ country }) => (country === null ? null : { country }),
  search_terms: ({ term }) => ({ search_term: term }),
  paths: ({ step, source, target }) => ({ path_step: step, path_from: source, path_to: target }),
  engagement_hours: ({ weekday, hour }) => ({ weekday, hour }),
  // As many orders as the row says are in these sessions.
  product_pairs: ({ product_a, product_b }) => ({ pair_a: product_a, pair_b: product_b }),
  experiments: ({ experiment, arm }) => ({ variant: `${experiment}:${arm}` }),
} as const satisfies { readonly [N in ReportName]?: DrillOf<N> };

/** Sessions of an origin, by what origins are told apart by beside the channel, if by anything. */
export function origin(
  by: string,
  { channel, referrer_host, campaign }: ReportRow<'acquisition'>,
): Drill | null {
  if (by === 'referrer_host') return referrer_host === null ? null : { channel, referrer_host };
  if (by === 'campaign') return campaign === null ? null : { channel, campaign };
  return { channel };
}

/**
 * Sessions that reached a step of a funnel, where its steps are the usual ones as far as they go;
 * `segment` is the column that funnels are told apart by, if any.
 */
export function funnelStep(
  asked: {
    readonly mode: string | null;
    readonly steps: string | null;
    readonly segment: string | null;
  },
  { step, segment }: Pick<ReportRow<'funnel'>, 'step' | 'segment'>,
): Drill | null {
  const usual = USUAL_STEPS.join();
  const steps = asked.steps ?? usual;
  if (asked.mode === 'closed' || !(usual.startsWith(steps) || usual.startsWith(`session,${steps}`)))
    return null;
  const having = STEPS[step];
  if (having === undefined || (asked.segment && segment === null)) return null;
  return {
    ...(having && { having }),
    ...(asked.segment && segment !== null && { [asked.segment]: segment }),
  };
}

/** Sessions of a group that lost a cart, by what carts are told apart by; `product` where nothing is said. */
export function lostCarts(by: string, { group }: ReportRow<'cart_abandonment'>): Drill | null {
  if (by === 'none') return { having: 'abandoned' };
  if (group === null) return null;
  if (by === 'product') return { abandoned_product: group };
  if (by === 'category') return { abandoned_category: group };
  return { [by]: group, having: 'abandoned' };
}

/** Sessions that did this to a product for the first time in the range. */
export function productAct(
  act: 'viewed' | 'added' | 'bought' | 'lost',
  { product_id }: Pick<ReportRow<'products'>, 'product_id'>,
): Drill {
  return { act, act_product: product_id };
}

/** What is behind a figure of the overview, of engagement or of the carts: by the figure's name. */
export const FIGURE_DRILLS: Readonly<Record<string, Drill>> = {
  revenue: { having: 'purchase' },
  orders: { having: 'purchase' },
  conversion: { having: 'purchase' },
  average_order_value: { having: 'purchase' },
  sessions: {},
  visitors: {},
  events: {},
  views: { having: 'viewed' },
  clicks: { having: 'clicked' },
  add_to_carts: { having: 'cart' },
  purchase_lines: { having: 'purchase' },
  converting_sessions: { having: 'purchase' },
  pages_per_session: { having: 'viewed' },
  median_seconds: {},
  mean_seconds: {},
  bounce_rate: { having: 'bounce' },
  carts: { having: 'cart' },
  bought: { having: 'cart_and_purchase' },
  abandoned: { having: 'abandoned' },
  abandonment: { having: 'abandoned' },
  value_added: { having: 'cart' },
  value_abandoned: { having: 'abandoned' },
};

/** Sessions of a cohort's visitors in a stretch: [from, to) of each. */
export function cohortDrill(
  cohort: readonly [number, number],
  [from_ms, to_ms]: readonly [number, number],
): Readonly<Record<string, string | number | null>> {
  return { range: null, from_ms, to_ms, cohort_from_ms: cohort[0], cohort_to_ms: cohort[1] };
}

interface Range {
  readonly from_ms: number;
  readonly to_ms: number;
}

/** The stretch of time of one point of a series, whose `starts` are in order, within the range. */
export function pointDrill(
  starts: readonly number[],
  place: number,
  { from_ms, to_ms }: Range,
): Readonly<Record<string, number | null>> {
  const start = starts[place] ?? from_ms;
  const end = starts[place + 1] ?? to_ms;
  return { range: null, from_ms: Math.max(from_ms, start), to_ms: Math.min(to_ms, end) };
}
