import { createHash } from 'node:crypto';
import { toIso } from '@/lib/common/clock';
import type { ClickstreamEvent } from '@/lib/events/event';
import { MODEL_PRODUCTS, type Row } from './model-lake';

/** A plain recount of `sessions`, which shares no line with its SQL; channels by the few cases that random lakes have. */
export function recountedSessions(events: readonly ClickstreamEvent[]): Row[] {
  const groups = new Map<string, ClickstreamEvent[]>();
  for (const event of events) {
    groups.set(event.session_id, [...(groups.get(event.session_id) ?? []), event]);
  }
  return [...groups.values()].map(recounted);
}

function recounted(events: readonly ClickstreamEvent[]): Row {
  const inOrder = events.toSorted((a, b) => (a.event_id < b.event_id ? -1 : 1));
  const [first] = inOrder;
  const last = inOrder.at(-1);
  if (!first || !last) throw new Error('a session has events');
  const times = events.map(({ event_ms }) => event_ms);
  const typed = (type: string) => events.filter(({ event_type }) => event_type === type);
  const views = typed('view');
  const viewsOf = (page: string) => views.filter((view) => view.page === page);
  const bought = typed('purchase');
  const started_ms = Math.min(...times);
  const earliest = (of: readonly ClickstreamEvent[], from: number | null) => {
    if (from === null) return null;
    const after = of.map(({ event_ms }) => event_ms).filter((ms) => ms >= from);
    return after.length > 0 ? Math.min(...after) : null;
  };
  const product_ms = earliest(viewsOf('product'), 0);
  const cart_ms = earliest(typed('add_to_cart'), product_ms);
  const checkout_ms = earliest(viewsOf('checkout'), cart_ms);
  const entry = new URL(first.page_url ?? '/', 'http://shop.invalid').searchParams;
  const referrer = first.referrer_url ? new URL(first.referrer_url).hostname : null;
  return {
    session_id: first.session_id,
    user_id: first.user_id,
    visitor: visitorNumber(first.user_id),
    started_ms,
    ended_ms: Math.max(...times),
    dt: dayInside(first.session_id) ?? toIso(started_ms).slice(0, 10),
    events: events.length,
    views: views.length,
    clicks: typed('click').length,
    add_to_carts: typed('add_to_cart').length,
    purchase_lines: bought.length,
    orders: new Set(bought.map(({ order_id }) => order_id)).size,
    units: bought.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0),
    revenue: cents(bought) / 100,
    pages: new Set(views.map(({ page_url, page }) => page_url ?? page)).size,
    product_views: viewsOf('product').length,
    cart_views: viewsOf('cart').length,
    checkout_views: viewsOf('checkout').length,
    searches: views.filter(({ search_term }) => search_term).length,
    entry_page: first.page,
    exit_page: last.page,
    entry_url: first.page_url ?? null,
    path: views.length > 0 ? pathOf(inOrder) : null,
    device_type: first.device_type,
    browser: first.browser,
    country: first.location?.slice(0, 2) ?? null,
    location: first.location,
    user_type: first.user_type,
    actor: first.actor,
    run_id: first.run_id ?? null,
    variant: inOrder.find(({ variant }) => variant)?.variant ?? null,
    referrer_host: referrer,
    campaign: entry.get('utm_campaign'),
    channel: channelOf(entry.get('utm_medium'), referrer),
    product_ms,
    cart_ms,
    checkout_ms,
    purchase_ms: earliest(bought, checkout_ms),
    search_click_ms: latest(
      typed('click').filter(({ page, element }) => page === 'search' && element === 'product_tile'),
    ),
    last_cart_ms: latest(typed('add_to_cart')),
    last_purchase_ms: latest(bought),
    product_ids: marked(events.map(({ product_id }) => product_id)),
    category_bits: bitsOf(events.map(({ product_id }) => categoryOf(product_id))),
  };
}

/** Distinct names in order, each between two bars; null of none. */
function marked(names: readonly (string | null | undefined)[]): string | null {
  const known = [...new Set(names.filter((name) => typeof name === 'string'))].sort();
  return known.length > 0 ? `|${known.join('|')}|` : null;
}

const CATEGORIES = [...new Set(MODEL_PRODUCTS.map(({ category }) => category))].sort();

function bitsOf(names: readonly (string | undefined)[]): number {
  return CATEGORIES.reduce((sum, name, i) => sum + (names.includes(name) ? 2 ** i : 0), 0);
}

const categoryOf = (product: string | null) =>
  MODEL_PRODUCTS.find(({ id }) => id === product)?.category;

const latest = (of: readonly ClickstreamEvent[]) =>
  of.length > 0 ? Math.max(...of.map(({ event_ms }) => event_ms)) : null;

/** Also what Trino makes of it: FIPS 180 and RFC 1321 know no engine. */
function visitorNumber(userId: string): number {
  const sum = createHash('md5').update(userId, 'utf8').digest('hex');
  return Number(BigInt(`0x${sum.slice(0, 15)}`));
}

const LETTERS = {
  home: 'a',
  category: 'b',
  search: 'c',
  product: 'd',
  cart: 'e',
  checkout: 'f',
  confirmation: 'g',
  info: 'h',
} as const;

function pathOf(inOrder: readonly ClickstreamEvent[]): string {
  const viewed = inOrder.filter(({ event_type }) => event_type === 'view');
  return viewed
    .slice(0, 8)
    .map(({ page }) => LETTERS[page])
    .join('');
}

function cents(bought: readonly ClickstreamEvent[]): number {
  return bought.reduce(
    (sum, { quantity, unit_price }) => sum + (quantity ?? 0) * Math.round((unit_price ?? 0) * 100),
    0,
  );
}

function dayInside(id: string): string | null {
  const [, high, low] = /^([0-9a-f]{8})-([0-9a-f]{4})-7/.exec(id) ?? [];
  return high ? toIso(Number.parseInt(high + low, 16)).slice(0, 10) : null;
}

function channelOf(medium: string | null, host: string | null): string {
  if (medium === 'email') return 'email';
  if (host === null) return 'direct';
  return host === 'www.google.com' ? 'organic' : 'referral';
}
