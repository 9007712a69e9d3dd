import { channelSql } from './channel';
import { dayInside, utcDay } from './day-inside';
import { column, type Model, type ModelColumn, nullable, typedList } from './model';
import { LETTERS_DOC, letterOf } from './page-letters';
import { shelvesOf } from './session-products';

/** Columns whose value is that of the session's first event: the one of the least event_id. */
const FIRST = [
  'user_id',
  'page',
  'page_url',
  'referrer_url',
  'device_type',
  'browser',
  'location',
  'user_type',
  'actor',
  'run_id',
] as const;

/** Most page types that `path` holds. */
export const PATH_PAGES = 8;

const PURCHASE = `event_type = 'purchase'`;
const lastOf = (test: string) => `max(CASE WHEN ${test} THEN event_ms END)`;
const countOf = (type: string) => `count_if(event_type = '${type}')`;
const viewsOf = (page: string) => `count_if(event_type = 'view' AND page = '${page}')`;

/** Aggregates over a session's events, by the names that the columns below use. */
const FACTS: Readonly<Record<string, string>> = {
  started_ms: 'min(event_ms)',
  ended_ms: 'max(event_ms)',
  events: 'count(*)',
  views: countOf('view'),
  clicks: countOf('click'),
  add_to_carts: countOf('add_to_cart'),
  purchase_lines: countOf('purchase'),
  orders: `count(DISTINCT CASE WHEN ${PURCHASE} THEN order_id END)`,
  units: `coalesce(sum(CASE WHEN ${PURCHASE} THEN quantity END), 0)`,
  revenue: `coalesce(sum(CASE WHEN ${PURCHASE} THEN quantity * unit_price END), 0)`,
  pages: `count(DISTINCT CASE WHEN event_type = 'view' THEN coalesce(page_url, page) END)`,
  product_views: viewsOf('product'),
  cart_views: viewsOf('cart'),
  checkout_views: viewsOf('checkout'),
  searches: `count_if(event_type = 'view' AND search_term IS NOT NULL)`,
  // Not min_by(x, …) of a column that can be NULL: DuckDB's own passes by NULLs, Trino's does not.
  first_event: `min_by(CAST(ROW(${FIRST.join(', ')}) AS ROW(${FIRST.map((name) => `${name} varchar`).join(', ')})), event_id)`,
  exit_page: 'max_by(page, event_id)',
  path: `array_join(min_by(${letterOf('page')}, CASE WHEN event_type = 'view' THEN event_id END, ${PATH_PAGES}), '')`,
  search_click_ms: lastOf(`event_type = 'click' AND element = 'product_tile' AND page = 'search'`),
  last_cart_ms: lastOf(`event_type = 'add_to_cart'`),
  last_purchase_ms: lastOf(PURCHASE),
  variant: 'min_by(variant, CASE WHEN variant IS NOT NULL THEN event_id END)',
};

/** A campaign parameter of an address, decoded; NULL where it has none. */
function parameter(url: string, name: string): string {
  const raw = `regexp_extract(${url}, '[?&]${name}=([^&#]+)', 1)`;
  return `TRY(url_decode(replace(${raw}, '+', ' ')))`;
}

/** Of the landing page, else of the referrer. */
function campaign(name: string): string {
  return `coalesce(${parameter('entry_url', name)}, ${parameter('referrer_url', name)})`;
}

/** The steps of the ordered funnel, each with what an event of it is. */
const STEPS = {
  product: `event_type = 'view' AND page = 'product'`,
  cart: `event_type = 'add_to_cart'`,
  checkout: `event_type = 'view' AND page = 'checkout'`,
  purchase: PURCHASE,
} as const;

const fact = (name: string, doc: string, sql?: string) => column(name, 'bigint', doc, sql);
const text = (name: string, doc: string, sql?: string) => column(name, 'varchar', doc, sql);
const maybe = nullable;

export const SESSION_COLUMNS: readonly ModelColumn[] = [
  text('session_id', 'The session.', 'facts.session_id'),
  text('user_id', 'Its visitor, by the first event.'),
  fact(
    'visitor',
    'A number for user_id, which is counted faster: the first 60 bits of its MD5 sum.',
    'from_base(substr(to_hex(md5(to_utf8(user_id))), 1, 15), 16)',
  ),
  fact('started_ms', 'Its least event_ms.'),
  fact('ended_ms', 'Its greatest event_ms.'),
  text(
    'dt',
    'The UTC date inside session_id, or that of started_ms where it holds none.',
    `coalesce(${dayInside('facts.session_id')}, ${utcDay('started_ms')})`,
  ),
  fact('events', 'Its events.'),
  fact('views', 'Page views.'),
  fact('clicks', 'Clicks.'),
  fact('add_to_carts', 'Times something was added to the cart.'),
  fact('purchase_lines', 'Order lines bought.'),
  fact('orders', 'Distinct order_id of its purchases.'),
  fact('units', 'Units bought.'),
  column('revenue', 'decimal(18,2)', 'Sum of quantity × unit_price of its purchases, in EUR.'),
  fact('pages', 'Distinct page_url of its views; a view without one counts by its page type.'),
  fact('product_views', 'Views of product pages.'),
  fact('cart_views', 'Views of the cart.'),
  fact('checkout_views', 'Views of the checkout.'),
  fact('searches', 'Views with a search term.'),
  text('entry_page', 'Page type of the first event: the one of the least event_id.'),
  text('exit_page', 'Page type of the last event.'),
  maybe(text('entry_url', 'page_url of the first event.')),
  maybe(
    text('path', `Page types of the first ${PATH_PAGES} views, a letter each: ${LETTERS_DOC}.`),
  ),
  text('device_type', 'Of the first event.'),
  text('browser', 'Of the first event.'),
  maybe(text('country', 'First two letters of location.', 'substr(location, 1, 2)')),
  maybe(text('location', 'Of the first event.')),
  text('user_type', 'Of the first event.'),
  text('actor', 'Of the first event.'),
  maybe(text('run_id', 'Of the first event.')),
  maybe(text('variant', 'Of the first event that has one.')),
  maybe(text('referrer_host', 'Host of the first event’s referrer_url.')),
  maybe(text('campaign', 'utm_campaign of entry_url, else of the referrer.')),
  text(
    'channel',
    'By the channel rule, from medium, source and referrer host.',
    channelSql({
      medium: 'utm_medium',
      source: 'utm_source',
      campaign: 'campaign',
      host: 'referrer_host',
    }),
  ),
  maybe(fact('product_ms', 'First view of a product page.')),
  maybe(fact('cart_ms', 'First add_to_cart at or after product_ms.')),
  maybe(fact('checkout_ms', 'First view of the checkout at or after cart_ms.')),
  maybe(fact('purchase_ms', 'First purchase at or after checkout_ms.')),
  maybe(fact('search_click_ms', 'Last click on a product tile of search results.')),
  maybe(fact('last_cart_ms', 'Last add_to_cart.')),
  maybe(fact('last_purchase_ms', 'Last purchase.')),
  maybe(text('product_ids', 'Products that its events are about, each between two bars: |a|b|.')),
  fact(
    'category_bits',
    'The categories of those: the sum of a power of 2 for each, the first of the catalogue’s categories being 1.',
    'coalesce(category_bits, 0)',
  ),
];

/** The first event of a step that follows the step before. */
function following(step: keyof typeof STEPS, before: keyof typeof STEPS): string {
  return `${step}_step AS (
  SELECT steps.session_id, min(steps.event_ms) AS ${step}_ms
  FROM steps JOIN ${before}_step ON ${before}_step.session_id = steps.session_id
  WHERE steps.step = '${step}' AND steps.event_ms >= ${before}_step.${before}_ms
  GROUP BY steps.session_id
)`;
}

const list = (facts: Readonly<Record<string, string>>) =>
  Object.entries(facts)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n    ');
const FACT_LIST = list(FACTS);
const ENTRY: Readonly<Record<string, string>> = { page: 'entry_page', page_url: 'entry_url' };
const FIRST_LIST = list(
  Object.fromEntries(FIRST.map((name) => [ENTRY[name] ?? name, `grouped.first_event.${name}`])),
);
const STEP_CASES = Object.entries(STEPS)
  .map(([step, test]) => `WHEN ${test} THEN '${step}'`)
  .join(' ');
const IS_STEP = Object.values(STEPS)
  .map((test) => `(${test})`)
  .join(' OR ');

export const sessionsModel: Model = {
  name: 'sessions',
  doc: 'One row a session_id.',
  columns: SESSION_COLUMNS,
  key: ['session_id'],
  partition: 'dt',
  select: ({ events, products }) => `WITH grouped AS (
  SELECT session_id,
    ${FACT_LIST}
  FROM ${events} AS e
  GROUP BY session_id
), steps AS (
  SELECT session_id, event_ms,
    CASE ${STEP_CASES} END AS step
  FROM ${events} AS e
  WHERE ${IS_STEP}
), product_step AS (
  SELECT session_id, min(event_ms) AS product_ms FROM steps WHERE step = 'product' GROUP BY session_id
), ${following('cart', 'product')}, ${following('checkout', 'cart')}, ${following('purchase', 'checkout')}, ${shelvesOf(events, products)}, unpacked AS (
  SELECT grouped.*,
    ${FIRST_LIST},
    lower(url_extract_host(grouped.first_event.referrer_url)) AS referrer_host
  FROM grouped
), facts AS (
  SELECT unpacked.*,
    lower(${campaign('utm_medium')}) AS utm_medium,
    lower(${campaign('utm_source')}) AS utm_source,
    ${campaign('utm_campaign')} AS campaign
  FROM unpacked
)
SELECT ${typedList(SESSION_COLUMNS)}
FROM facts
LEFT JOIN product_step ON product_step.session_id = facts.session_id
LEFT JOIN cart_step ON cart_step.session_id = facts.session_id
LEFT JOIN checkout_step ON checkout_step.session_id = facts.session_id
LEFT JOIN purchase_step ON purchase_step.session_id = facts.session_id
LEFT JOIN shelves ON shelves.session_id = facts.session_id`,
};
