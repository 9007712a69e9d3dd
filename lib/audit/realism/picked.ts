import { z } from 'zod';

/** Which events of a lake are looked at. */
export interface Selection {
  readonly runId?: string;
  readonly actor?: string;
  readonly range?: { readonly from: number; readonly to: number };
}

const word = z.string().regex(/^[a-zA-Z0-9._-]{1,64}$/);

/** What must go wrong where something that real shops have is taken away. */
export const CONTROLS = {
  times: {
    trips: ['T3'],
    doc: 'times inside a session are drawn anew, without regard to each other',
  },
  products: { trips: ['P1', 'P2', 'P3'], doc: 'any product is looked at as often as any other' },
  devices: {
    trips: ['F11'],
    doc: 'devices are handed out alike to those who buy and those who do not',
  },
  lengths: { trips: ['L5'], doc: 'sessions are cut after five events' },
} as const;
export type Control = keyof typeof CONTROLS;

const COLUMNS =
  'session_id, user_id, event_id, event_type, page, product_id, event_ms, device_type, browser, location, user_type, referrer_url, page_url, order_id, quantity, unit_price';

/** A number in [0, 1) that an id always has: of the chance in its last five digits. */
const lot = (id: string) => {
  const digits = [32, 33, 34, 35, 36].map(
    (at, place) =>
      `(strpos('0123456789abcdef', substr(${id}, ${at}, 1)) - 1) / ${16 ** (place + 1)}e0`,
  );
  return `(${digits.join(' + ')})`;
};

/** `picked`: the events that are looked at, for a WITH clause; with a control, after its damage. */
export function pickedEvents(
  { runId, actor, range }: Selection,
  control: Control | null = null,
): string {
  const tests = [
    ...(runId ? [`run_id = '${word.parse(runId)}'`] : []),
    ...(actor ? [`actor = '${word.parse(actor)}'`] : []),
    ...(range
      ? [`event_ms >= ${Math.trunc(range.from)}`, `event_ms < ${Math.trunc(range.to)}`]
      : []),
  ];
  const where = tests.length > 0 ? ` WHERE ${tests.join(' AND ')}` : '';
  const whole = `SELECT ${COLUMNS} FROM events${where}`;
  if (!control) return `picked AS (${whole})`;
  return `whole AS (${whole}), picked AS (${DAMAGED[control]})`;
}

const except = (name: string, sql: string) =>
  COLUMNS.split(', ')
    .map((column) => (column === name ? `${sql} AS ${name}` : column))
    .join(', ');

const DAMAGED: Readonly<Record<Control, string>> = {
  // The first and the last stay: how long a session takes is not what is taken away.
  times: `SELECT ${except(
    'event_ms',
    `CASE WHEN event_ms = least_ms OR event_ms = most_ms THEN event_ms
      ELSE least_ms + CAST(floor((most_ms - least_ms) * ${lot('event_id')}) AS bigint) END`,
  )} FROM (SELECT whole.*, min(event_ms) OVER (PARTITION BY session_id) AS least_ms,
      max(event_ms) OVER (PARTITION BY session_id) AS most_ms FROM whole) AS spans`,
  // Which product by lot is said in a column of its own: a join by anything else would try all pairs.
  products: `SELECT ${COLUMNS.split(', ')
    .map((column) => (column === 'product_id' ? 'numbered.product_id' : `drawn.${column}`))
    .join(', ')} FROM (
      SELECT whole.*, CASE WHEN product_id IS NOT NULL THEN
        CAST(floor((SELECT count(*) FROM products) * ${lot('event_id')}) AS bigint) END AS drawn_place
      FROM whole
    ) AS drawn LEFT JOIN (
      SELECT product_id, row_number() OVER (ORDER BY product_id) - 1 AS place FROM products
    ) AS numbered ON numbered.place = drawn.drawn_place`,
  // Evenly among those who buy and those who do not: by lot alone chance might leave a difference.
  devices: `SELECT ${COLUMNS.split(', ')
    .map((column) =>
      column === 'device_type'
        ? `CASE WHEN place <= 0.6e0 THEN 'mobile' WHEN place <= 0.97e0 THEN 'desktop' ELSE 'tablet' END AS device_type`
        : `whole.${column}`,
    )
    .join(', ')} FROM whole JOIN (
      SELECT session_id, CAST(row_number() OVER (PARTITION BY buys ORDER BY ${lot('session_id')}, session_id) AS double)
        / count(*) OVER (PARTITION BY buys) AS place
      FROM (SELECT session_id, max(CASE WHEN event_type = 'purchase' THEN 1 ELSE 0 END) AS buys
        FROM whole GROUP BY session_id) AS buying
    ) AS placed ON placed.session_id = whole.session_id`,
  lengths: `SELECT ${COLUMNS} FROM (SELECT whole.*,
      row_number() OVER (PARTITION BY session_id ORDER BY event_ms, event_id) AS place FROM whole
    ) AS placed WHERE place <= 5`,
};
