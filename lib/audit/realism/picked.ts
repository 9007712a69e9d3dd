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
  devices: { trips: ['F11'], doc: 'devices are handed out by lot' },
  lengths: { trips: ['L5'], doc: 'sessions are cut after five events' },
} as const;
export type Control = keyof typeof CONTROLS;

const COLUMNS =
  'session_id, user_id, event_id, event_type, page, product_id, event_ms, device_type, browser, location, user_type, referrer_url, page_url, order_id, quantity, unit_price';

/** A number in [0, 1) that a text always has. */
const lot = (text: string) =>
  `(from_base(substr(to_hex(md5(to_utf8(${text}))), 1, 8), 16) / 4294967296e0)`;

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
  products: `SELECT ${COLUMNS.split(', ')
    .map((column) =>
      column === 'product_id'
        ? `CASE WHEN whole.product_id IS NULL THEN NULL ELSE numbered.product_id END AS product_id`
        : `whole.${column}`,
    )
    .join(', ')} FROM whole JOIN (
      SELECT product_id, row_number() OVER (ORDER BY product_id) - 1 AS place,
        count(*) OVER () AS many FROM products
    ) AS numbered ON numbered.place = CAST(floor(numbered.many * ${lot('whole.event_id')}) AS bigint)`,
  devices: `SELECT ${except(
    'device_type',
    `CASE WHEN ${lot(`concat(session_id, 'device')`)} < 0.6e0 THEN 'mobile'
      WHEN ${lot(`concat(session_id, 'device')`)} < 0.97e0 THEN 'desktop' ELSE 'tablet' END`,
  )} FROM whole`,
  lengths: `SELECT ${COLUMNS} FROM (SELECT whole.*,
      row_number() OVER (PARTITION BY session_id ORDER BY event_ms, event_id) AS place FROM whole
    ) AS placed WHERE place <= 5`,
};
