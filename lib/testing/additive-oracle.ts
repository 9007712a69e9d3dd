import type { ClickstreamEvent } from '@/lib/events/event';
import type { Row } from './model-lake';
import { recountedSessions } from './session-oracle';

/** What tables call a moment's span of time. */
type Span = (ms: number) => string | number;
/** By the JSON of a row's key, its counts, money in cents. */
type Cells = ReadonlyMap<string, Readonly<Record<string, number>>>;

/** Adds amounts up by key; a key that nothing was added to is no row. */
function createLedger() {
  const cells = new Map<string, Record<string, number>>();
  return {
    cells,
    add(key: readonly unknown[], amounts: Readonly<Record<string, number>>) {
      const cell = cells.get(JSON.stringify(key)) ?? {};
      for (const [name, amount] of Object.entries(amounts)) {
        cell[name] = (cell[name] ?? 0) + amount;
      }
      cells.set(JSON.stringify(key), cell);
    },
  };
}

const dimensions = (s: Row | undefined) => [
  s?.dt,
  s?.actor,
  s?.device_type,
  s?.country,
  s?.channel,
  s?.user_type,
];
const is = (test: boolean) => (test ? 1 : 0);
/** Money in whole cents. */
export const whole = (price: number | undefined) => Math.round((price ?? 0) * 100);
const sales = ({
  event_type,
  quantity = 0,
  unit_price,
}: ClickstreamEvent): Record<string, number> =>
  event_type === 'purchase'
    ? { purchase_lines: 1, units: quantity, cents: quantity * whole(unit_price) }
    : {};

/** The least time of the events by a text made of each. */
function firstTimes(
  events: readonly ClickstreamEvent[],
  key: (event: ClickstreamEvent) => readonly unknown[],
) {
  const times = new Map<string, { event: ClickstreamEvent; ms: number }>();
  for (const event of events) {
    const text = JSON.stringify(key(event));
    const ms = Math.min(event.event_ms, times.get(text)?.ms ?? Number.POSITIVE_INFINITY);
    times.set(text, { event, ms });
  }
  return [...times.values()];
}

/** A plain recount of what `rollup` and `rollup_daily` count, which shares no line with their SQL. */
export function recountedRollup(events: readonly ClickstreamEvent[], span: Span): Cells {
  const { cells, add } = createLedger();
  const sessions = recountedSessions(events);
  const of = new Map(sessions.map((s) => [s.session_id, s]));
  const keyOf = (ms: number, s: Row | undefined) => [span(ms), ...dimensions(s)];
  for (const event of events) {
    add(keyOf(event.event_ms, of.get(event.session_id)), {
      events: 1,
      views: is(event.event_type === 'view'),
      clicks: is(event.event_type === 'click'),
      add_to_carts: is(event.event_type === 'add_to_cart'),
      ...sales(event),
    });
  }
  const bought = events.filter(({ event_type }) => event_type === 'purchase');
  for (const { event, ms } of firstTimes(bought, (e) => [e.session_id, e.order_id])) {
    add(keyOf(ms, of.get(event.session_id)), { orders: 1 });
  }
  for (const s of sessions) {
    const acts = Number(s.clicks) + Number(s.add_to_carts) + Number(s.purchase_lines);
    add(keyOf(Number(s.started_ms), s), {
      sessions: 1,
      bounces: is(Number(s.views) <= 1 && acts === 0),
      converting_sessions: is(Number(s.purchase_lines) > 0),
      duration_ms: Number(s.ended_ms) - Number(s.started_ms),
      pages: Number(s.pages),
      product_sessions: is(s.product_ms !== null),
      cart_sessions: is(s.cart_ms !== null),
      checkout_sessions: is(s.checkout_ms !== null),
      purchase_sessions: is(s.purchase_ms !== null),
    });
  }
  return cells;
}

/** The same of `products_rollup` and `products_daily`. */
export function recountedProducts(
  events: readonly ClickstreamEvent[],
  span: Span,
  keysOf: (session: Row | undefined) => readonly unknown[] = dimensions,
): Cells {
  const { cells, add } = createLedger();
  const of = new Map(recountedSessions(events).map((s) => [s.session_id, s]));
  const count = (event: ClickstreamEvent, ms: number, amounts: Record<string, number>) =>
    add([span(ms), event.product_id, ...keysOf(of.get(event.session_id))], amounts);
  const about = events.filter(({ product_id }) => product_id !== null);
  const viewed = about.filter((e) => e.event_type === 'view' && e.page === 'product');
  const clicked = about.filter((e) => e.event_type === 'click' && e.element === 'product_tile');
  const added = about.filter((e) => e.event_type === 'add_to_cart');
  const bought = about.filter((e) => e.event_type === 'purchase');
  for (const e of about) {
    const { event_type } = e;
    const kinds = { all_views: is(event_type === 'view'), all_clicks: is(event_type === 'click') };
    count(e, e.event_ms, { events: 1, ...kinds });
  }
  for (const e of viewed) count(e, e.event_ms, { views: 1 });
  for (const e of clicked) count(e, e.event_ms, { clicks: 1 });
  for (const e of added) count(e, e.event_ms, { add_to_carts: 1, cart_units: e.quantity ?? 0 });
  for (const e of bought) count(e, e.event_ms, sales(e));
  const own = (e: ClickstreamEvent) => [e.session_id, e.product_id];
  const buyers = new Set(bought.map((e) => JSON.stringify(own(e))));
  for (const { event, ms } of firstTimes(viewed, own)) count(event, ms, { view_sessions: 1 });
  for (const { event, ms } of firstTimes(added, own)) {
    const abandoned_sessions = is(!buyers.has(JSON.stringify(own(event))));
    count(event, ms, { cart_sessions: 1, abandoned_sessions });
  }
  for (const { event, ms } of firstTimes(bought, own)) count(event, ms, { purchase_sessions: 1 });
  for (const { event, ms } of firstTimes(bought, (e) => [...own(e), e.order_id])) {
    count(event, ms, { orders: 1 });
  }
  return cells;
}
