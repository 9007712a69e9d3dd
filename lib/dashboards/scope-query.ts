import type { PRODUCT_FILTERS, SESSION_FILTERS } from '@/lib/analytics/reports/scope';
import { CATEGORIES } from '@/lib/catalog/categories';
import { ACTORS, DEVICE_TYPES, USER_TYPES } from '@/lib/events/vocabulary';
import { CHANNELS } from '@/lib/models/channel';
import { DEFAULT_RANGE, isTimeRange, TIME_RANGES } from './time-range';
import { dateIn, knownZone } from './zoned-day';

export type FilterName = (typeof SESSION_FILTERS | typeof PRODUCT_FILTERS)[number];

interface Filter {
  readonly label: string;
  /** What can be chosen from a list; null where it is chosen from an answer's rows. */
  readonly values: readonly { readonly value: string; readonly label: string }[] | null;
}

const listed = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

export const FILTERS: Readonly<Record<FilterName, Filter>> = {
  device_type: { label: 'Device', values: listed(DEVICE_TYPES) },
  actor: { label: 'Actor', values: listed(ACTORS) },
  user_type: { label: 'Visitor', values: listed(USER_TYPES) },
  channel: { label: 'Channel', values: listed(CHANNELS) },
  category: {
    label: 'Category',
    values: CATEGORIES.map(({ id, name }) => ({ value: id, label: name })),
  },
  country: { label: 'Country', values: null },
  product_id: { label: 'Product', values: null },
};
export const FILTER_NAMES = Object.keys(FILTERS) as FilterName[];

/** What every report understands of an address; the rest belongs to the page. */
const SCOPE_NAMES = [
  'range',
  'from_ms',
  'to_ms',
  'compare',
  'granularity',
  'time_zone',
  ...FILTER_NAMES,
];

/** What pages read of an address besides. */
const PAGE_NAMES = [
  ...['mode', 'segment', 'steps', 'figure', 'by', 'depth', 'goal', 'every', 'having'],
  ...['user_id', 'run_id', 'browser', 'referrer_host', 'campaign', 'variant', 'search_term'],
  ...['abandoned_product', 'abandoned_category', 'act', 'act_product'],
  ...['path_step', 'path_from', 'path_to', 'cohort_from_ms', 'cohort_to_ms'],
  ...['pair_a', 'pair_b', 'weekday', 'hour'],
  ...['before_ms', 'before_id', 'dashboard', 'stretch'],
];

/** All that an admin page's address may say. */
export const QUERY_NAMES: readonly string[] = [...SCOPE_NAMES, ...PAGE_NAMES];

export type Query = Pick<URLSearchParams, 'get' | 'has' | 'toString'>;

/** The part of an address that all dashboards share. */
export function scopeOnly(query: Query): URLSearchParams {
  const scope = new URLSearchParams();
  for (const name of SCOPE_NAMES) {
    const value = query.get(name);
    if (value) scope.set(name, value);
  }
  return scope;
}

/** The same page's address over the scope of another. */
export function withScope(query: Query, other: Query): URLSearchParams {
  const next = new URLSearchParams(query.toString());
  for (const name of SCOPE_NAMES) next.delete(name);
  for (const [name, value] of scopeOnly(other)) next.set(name, value);
  return next;
}

/** A path with its query, without a question mark where there is none. */
export function hrefOf(path: string, query: Query): string {
  const text = query.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** The same with what it leaves unsaid, as reports are asked. */
export function scopeOf(query: Query): URLSearchParams {
  const scope = scopeOnly(query);
  const given = scope.has('from_ms') && scope.has('to_ms');
  if (given) scope.delete('range');
  else {
    for (const edge of ['from_ms', 'to_ms']) scope.delete(edge);
    if (!isTimeRange(scope.get('range'))) scope.set('range', DEFAULT_RANGE);
  }
  if (!scope.has('compare')) scope.set('compare', 'before');
  return scope;
}

/** The same address with one value set, or without it. */
export function withValues(
  query: Query,
  values: Readonly<Record<string, string | number | null>>,
): URLSearchParams {
  const next = new URLSearchParams(query.toString());
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, String(value));
  }
  return next;
}

export function filterValues(query: Query, name: FilterName): readonly string[] {
  return (query.get(name) ?? '').split(',').filter((value) => value !== '');
}

/** The same address with a filter's value added, or taken away where it was set. */
export function toggled(query: Query, name: FilterName, value: string): URLSearchParams {
  const chosen = filterValues(query, name);
  const next = chosen.includes(value)
    ? chosen.filter((other) => other !== value)
    : [...chosen, value];
  return withValues(query, { [name]: next.join(',') });
}

export function zoneOf(query: Query): string {
  return knownZone(query.get('time_zone'));
}

/** The stretch of time in words. */
export function rangeLabel(query: Query): string {
  const scope = scopeOf(query);
  const range = scope.get('range');
  if (isTimeRange(range)) return TIME_RANGES[range].label;
  const zone = zoneOf(query);
  const from = dateIn(Number(scope.get('from_ms')), zone);
  const to = dateIn(Number(scope.get('to_ms')) - 1, zone);
  return from === to ? from : `${from} to ${to}`;
}

/** Whether the stretch ends now, so that its numbers still change. */
export function isLive(query: Query): boolean {
  const range = scopeOf(query).get('range');
  return range !== null && range !== 'last_week';
}
