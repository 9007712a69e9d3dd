import { FUNNEL_STEPS, USUAL_STEPS } from '@/lib/analytics/reports/funnel-steps';
import { PRODUCTS_VIEW } from '@/lib/models/athena-ddl';
import { DATABASE_TABLES } from '@/lib/models/athena-statements';

type ColumnType = 'STRING' | 'INTEGER' | 'DECIMAL' | 'DATETIME';

/** A question that QuickSight asks, with the columns it is told to expect. */
export interface DataSet {
  /** Its name inside a dashboard. */
  readonly name: string;
  readonly title: string;
  /** Names its relations with `{database}`: QuickSight asks Athena in no database of its own. */
  readonly sql: string;
  readonly columns: Readonly<Record<string, ColumnType>>;
}

const IN = '{database}';

/** What a set asks of one deployment. */
export const sqlOf = ({ sql }: DataSet, database: string): string =>
  sql.replaceAll(IN, `"${database}"`);

/** What every set can be narrowed by: the filters of the admin's pages. */
const DIMENSIONS = {
  actor: 'STRING',
  device_type: 'STRING',
  country: 'STRING',
  channel: 'STRING',
  user_type: 'STRING',
} as const;
const dimensions = Object.keys(DIMENSIONS);
const of = (alias: string) => dimensions.map((name) => `${alias}.${name}`).join(', ');

/** Start of the quarter of an hour, as a time without a zone: QuickSight knows no other. */
const at = (alias: string) =>
  `CAST(from_unixtime(${alias}.bucket_ms / 1000) AS timestamp) AS bucket_at`;

/** The columns of `rollup` that count sessions at each step of the usual funnel. */
const STEP_COUNTS: Readonly<Record<string, string>> = {
  session: 'sessions',
  product: 'product_sessions',
  cart: 'cart_sessions',
  checkout: 'checkout_sessions',
  purchase: 'purchase_sessions',
};
const steps = USUAL_STEPS.map((step, i) => ({
  position: i + 1,
  // Charts order steps by their text.
  label: `${i + 1} ${FUNNEL_STEPS[step].label}`,
  count: STEP_COUNTS[step] ?? '',
}));

export const FUNNEL_SET = {
  name: 'funnel',
  title: 'Footfall: sessions by step of the funnel',
  sql: `SELECT ${at('r')}, steps.position, steps.step, ${of('r')},
  CASE steps.position ${steps.map(({ position, count }) => `WHEN ${position} THEN r.${count}`).join(' ')} END AS sessions
FROM ${IN}.${DATABASE_TABLES.rollup} AS r
CROSS JOIN (VALUES ${steps.map(({ position, label }) => `(${position}, '${label}')`).join(', ')}) AS steps(position, step)
WHERE r.sessions > 0`,
  columns: {
    bucket_at: 'DATETIME',
    position: 'INTEGER',
    step: 'STRING',
    ...DIMENSIONS,
    sessions: 'INTEGER',
  },
} as const satisfies DataSet;

export const PRODUCTS_SET = {
  name: 'products',
  title: 'Footfall: what products did',
  sql: `SELECT ${at('r')}, r.product_id, coalesce(p.name, r.product_id) AS product, coalesce(p.category, 'unknown') AS category,
  ${of('r')}, r.views, r.clicks, r.add_to_carts, r.purchase_lines, r.units, r.revenue,
  r.view_sessions, r.cart_sessions, r.purchase_sessions
FROM ${IN}.${DATABASE_TABLES.products_rollup} AS r
LEFT JOIN ${IN}.${PRODUCTS_VIEW} AS p ON p.product_id = r.product_id`,
  columns: {
    bucket_at: 'DATETIME',
    product_id: 'STRING',
    product: 'STRING',
    category: 'STRING',
    ...DIMENSIONS,
    views: 'INTEGER',
    clicks: 'INTEGER',
    add_to_carts: 'INTEGER',
    purchase_lines: 'INTEGER',
    units: 'INTEGER',
    revenue: 'DECIMAL',
    view_sessions: 'INTEGER',
    cart_sessions: 'INTEGER',
    purchase_sessions: 'INTEGER',
  },
} as const satisfies DataSet;

const QUARTER_MS = 900_000;
/** Whole hours and days since the epoch, which was a Thursday: no engine's own names of days. */
const HOUR = `r.bucket_ms / ${4 * QUARTER_MS} % 24`;
const WEEKDAY = `(r.bucket_ms / ${96 * QUARTER_MS} + 3) % 7 + 1`;

export const ENGAGEMENT_SET = {
  name: 'engagement',
  title: 'Footfall: how people use the shop',
  sql: `SELECT ${at('r')}, ${WEEKDAY} AS weekday, ${HOUR} AS hour_of_day, ${of('r')},
  r.events, r.views, r.clicks, r.add_to_carts, r.orders, r.revenue, r.sessions, r.bounces, r.pages,
  r.converting_sessions, r.duration_ms
FROM ${IN}.${DATABASE_TABLES.rollup} AS r`,
  columns: {
    bucket_at: 'DATETIME',
    weekday: 'INTEGER',
    hour_of_day: 'INTEGER',
    ...DIMENSIONS,
    events: 'INTEGER',
    views: 'INTEGER',
    clicks: 'INTEGER',
    add_to_carts: 'INTEGER',
    orders: 'INTEGER',
    revenue: 'DECIMAL',
    sessions: 'INTEGER',
    bounces: 'INTEGER',
    pages: 'INTEGER',
    converting_sessions: 'INTEGER',
    duration_ms: 'INTEGER',
  },
} as const satisfies DataSet;

export const DATA_SETS: readonly DataSet[] = [FUNNEL_SET, PRODUCTS_SET, ENGAGEMENT_SET];
