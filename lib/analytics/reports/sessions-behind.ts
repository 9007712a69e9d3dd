import { z } from 'zod';
import { BROWSERS, PAGE_TYPES } from '@/lib/events/vocabulary';
import { pageLetter } from '@/lib/models/page-letters';
import { moment } from './figures';
import { scopedBy } from './scope';
import { eventFilter, sessionFilter, startedIn } from './scope-filters';
import { joined, type Sql, sql, words } from './sql-text';
import { hourOf, localMs, weekdayOf } from './time-buckets';

const LOST = 'add_to_carts > 0 AND purchase_lines = 0';

/** Kinds of sessions to look at: those behind a figure of another report. */
const HAVING = {
  any: 'views >= 0',
  bounce: 'views <= 1 AND clicks + add_to_carts + purchase_lines = 0',
  viewed: 'views > 0',
  clicked: 'clicks > 0',
  product: 'product_ms IS NOT NULL',
  cart: 'add_to_carts > 0',
  checkout: 'checkout_views > 0',
  purchase: 'purchase_lines > 0',
  // The same in the order of the funnel, each step after the one before it.
  product_then_cart: 'cart_ms IS NOT NULL',
  product_then_checkout: 'checkout_ms IS NOT NULL',
  product_then_purchase: 'purchase_ms IS NOT NULL',
  cart_and_purchase: 'add_to_carts > 0 AND purchase_lines > 0',
  abandoned: LOST,
  abandoned_checkout: 'checkout_views > 0 AND purchase_lines = 0',
  // Where a filled cart was left, as `cart_abandonment` counts.
  left_shopping: `${LOST} AND cart_views = 0 AND checkout_views = 0`,
  left_in_cart: `${LOST} AND cart_views > 0 AND checkout_views = 0`,
  left_in_checkout: `${LOST} AND checkout_views > 0`,
  search: 'searches > 0',
} as const;
const KINDS = Object.keys(HAVING) as [keyof typeof HAVING, ...(keyof typeof HAVING)[]];

/** What a session did to one product: when first, and what else has to hold. */
const ACTS = {
  viewed: { ms: 'viewed_ms', also: '' },
  added: { ms: 'added_ms', also: '' },
  bought: { ms: 'bought_ms', also: '' },
  lost: { ms: 'added_ms', also: ' AND bought_ms IS NULL' },
} as const;
const ACT_NAMES = Object.keys(ACTS) as [keyof typeof ACTS, ...(keyof typeof ACTS)[]];

const text = z.coerce.string().pipe(z.string().min(1).max(512));
const id = z.coerce.string().pipe(z.string().regex(/^[A-Za-z0-9._-]{1,64}$/));

/** Which sessions: every one that is set narrows them further. */
export const BEHIND = {
  having: z.enum(KINDS).default('any'),
  user_id: id.optional(),
  run_id: id.optional(),
  browser: z.enum(BROWSERS).optional(),
  referrer_host: text.optional(),
  campaign: text.optional(),
  variant: text.optional(),
  /** As `search_terms` writes it. */
  search_term: text.optional(),
  /** Lost a cart with it: by the session's start, as `cart_abandonment` counts. */
  abandoned_product: id.optional(),
  abandoned_category: id.optional(),
  /** Did this to this product, by the time it first did, as `products` counts. */
  act: z.enum(ACT_NAMES).default('viewed'),
  act_product: id.optional(),
  /** Went from this page to that one at this step, as `paths` counts. */
  path_step: z.int().min(1).max(7).default(1),
  path_from: z.enum(PAGE_TYPES).optional(),
  path_to: z.enum([...PAGE_TYPES, 'exit']).default('exit'),
  /** Started at this hour of this weekday, as `engagement_hours` counts. */
  weekday: z.int().min(1).max(7).optional(),
  hour: z.int().min(0).max(23).optional(),
  /** Placed an order with both, as `product_pairs` counts orders. */
  pair_a: id.optional(),
  pair_b: id.optional(),
  /** Of visitors who were new in this stretch; the filters are on that session, as in `retention`. */
  cohort_from_ms: moment.optional(),
  cohort_to_ms: moment.optional(),
};

const all = scopedBy(BEHIND);
export type Behind = z.infer<typeof all>;

/** The condition on rows of `sessions`. */
export function sessionsBehind(scope: Behind): Sql {
  const stretch = { period: 'current', from: scope.from_ms, to: scope.to_ms } as const;
  const equal = (['user_id', 'run_id', 'browser', 'referrer_host', 'campaign', 'variant'] as const)
    .filter((name) => scope[name] !== undefined)
    .map((name) => sql` AND ${words(name)} = ${scope[name] ?? ''}`);
  const pieces = [
    ...equal,
    searched(scope),
    abandoned(scope),
    walked(scope),
    atHour(scope, stretch),
    boughtTogether(scope),
  ];
  return sql`${inTime(scope, stretch)} AND ${words(HAVING[scope.having])}${joined(pieces, '')}`;
}

type Stretch = Parameters<typeof startedIn>[1];
const NONE = words('');

function inTime(scope: Behind, stretch: Stretch): Sql {
  const { cohort_from_ms, cohort_to_ms, act_product, pair_a, pair_b } = scope;
  if (act_product) return acted(scope, act_product);
  if (pair_a && pair_b) return there(scope);
  if (cohort_from_ms === undefined || cohort_to_ms === undefined) return startedIn(scope, stretch);
  const cohort = { ...stretch, from: cohort_from_ms, to: cohort_to_ms };
  return sql`started_ms >= ${scope.from_ms} AND started_ms < ${scope.to_ms} AND user_id IN (
    SELECT user_id FROM sessions WHERE user_type = 'new' AND ${startedIn(scope, cohort)})`;
}

/** Sessions with a moment in the stretch, whenever they started. */
function there(scope: Behind): Sql {
  return sql`started_ms < ${scope.to_ms} AND ended_ms >= ${scope.from_ms}${sessionFilter(scope)}`;
}

function acted(scope: Behind, product: string): Sql {
  const { ms, also } = ACTS[scope.act];
  const first = (name: string, test: string) =>
    `min(CASE WHEN ${test} THEN event_ms END) AS ${name}`;
  const firsts = [
    first('viewed_ms', `event_type = 'view' AND page = 'product'`),
    first('added_ms', `event_type = 'add_to_cart'`),
    first('bought_ms', `event_type = 'purchase'`),
  ];
  return sql`${there(scope)}
  AND session_id IN (SELECT session_id FROM (
    SELECT session_id, ${words(firsts.join(', '))}
    FROM events WHERE product_id = ${product}${eventFilter(scope)} GROUP BY session_id
  ) AS firsts WHERE ${words(ms)} >= ${scope.from_ms} AND ${words(ms)} < ${scope.to_ms}${words(also)})`;
}

function searched({ search_term, from_ms }: Behind): Sql {
  if (!search_term) return NONE;
  return sql`
  AND session_id IN (SELECT session_id FROM events
    WHERE event_type = 'view' AND event_ms >= ${from_ms} AND lower(trim(search_term)) = ${search_term})`;
}

function abandoned(scope: Behind): Sql {
  const { abandoned_product: product, abandoned_category: category } = scope;
  const lost = (which: Sql) => {
    const of = (type: string) =>
      sql`SELECT session_id FROM events WHERE event_ms >= ${scope.from_ms} AND ${which}${eventFilter(scope)} AND event_type = '${words(type)}'`;
    return sql` AND session_id IN (${of('add_to_cart')}) AND session_id NOT IN (${of('purchase')})`;
  };
  return joined(
    [
      product ? lost(sql`product_id = ${product}`) : NONE,
      category
        ? lost(sql`product_id IN (SELECT product_id FROM products WHERE category = ${category})`)
        : NONE,
    ],
    '',
  );
}

function walked({ path_from, path_to, path_step }: Behind): Sql {
  if (!path_from) return NONE;
  const letterAt = (place: number) => words(`substr(path, ${place}, 1)`);
  const next = path_to === 'exit' ? '' : pageLetter(path_to);
  return sql`
  AND ${letterAt(path_step)} = ${pageLetter(path_from)} AND ${letterAt(path_step + 1)} = ${next}`;
}

function atHour(scope: Behind, stretch: Stretch): Sql {
  const { weekday, hour } = scope;
  const local = localMs(scope.time_zone, stretch.from, stretch.to, words('started_ms'));
  const pieces: Sql[] = [];
  if (weekday !== undefined) pieces.push(sql` AND ${weekdayOf(local)} = ${weekday}`);
  if (hour !== undefined) pieces.push(sql` AND ${hourOf(local)} = ${hour}`);
  return joined(pieces, '');
}

function boughtTogether({ pair_a, pair_b, from_ms, to_ms }: Behind): Sql {
  if (!pair_a || !pair_b) return NONE;
  return sql`
  AND session_id IN (SELECT session_id FROM events
    WHERE event_type = 'purchase' AND product_id IN (${pair_a}, ${pair_b})
      AND event_ms >= ${from_ms} AND event_ms < ${to_ms}
    GROUP BY session_id, order_id HAVING count(DISTINCT product_id) = 2)`;
}
