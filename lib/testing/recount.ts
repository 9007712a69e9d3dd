import type { Scope, Stretch } from '@/lib/analytics/reports/scope';
import type { ClickstreamEvent } from '@/lib/events/event';
import { ARRIVALS, PRODUCTS } from './small-lake';

/** A session as a recount sees it: its events in order, and what the first of them says. */
export interface PlainSession {
  readonly id: string;
  readonly events: readonly ClickstreamEvent[];
  readonly first: ClickstreamEvent;
  readonly start: number;
  readonly end: number;
  readonly country: string | null;
  readonly channel: string;
  readonly campaign: string | null;
  readonly host: string | null;
}

/** Groups events into sessions by plain loops that share nothing with the SQL. */
export function sessionsOf(events: readonly ClickstreamEvent[]): PlainSession[] {
  const groups = groupBy(events, (event) => event.session_id);
  return [...groups].map(([id, group]) => {
    const ordered = [...group].sort((a, b) => (a.event_id < b.event_id ? -1 : 1));
    const [first] = ordered;
    if (!first) throw new Error('a group is never empty');
    const times = group.map((event) => event.event_ms);
    const arrival = ARRIVALS.find(
      (one) => one.page_url === first.page_url && one.referrer_url === first.referrer_url,
    );
    if (!arrival) throw new Error('every session arrives in a known way');
    return {
      id,
      events: ordered,
      first,
      start: Math.min(...times),
      end: Math.max(...times),
      country: first.location?.slice(0, 2) ?? null,
      channel: arrival.channel,
      campaign: arrival.campaign,
      host: arrival.host,
    };
  });
}

/** The sessions that started in a stretch and are in the scope. */
export function startedIn(
  sessions: readonly PlainSession[],
  scope: Scope,
  { from, to }: Pick<Stretch, 'from' | 'to'>,
): PlainSession[] {
  return sessions.filter(
    (session) =>
      session.start >= from &&
      session.start < to &&
      isWanted(session, scope) &&
      session.events.some((event) => isAbout(event, scope)),
  );
}

/** The events that happened in a stretch and are in the scope, each with its session. */
export function happenedIn(
  sessions: readonly PlainSession[],
  scope: Scope,
  { from, to }: Pick<Stretch, 'from' | 'to'>,
): { readonly session: PlainSession; readonly event: ClickstreamEvent }[] {
  return sessions
    .filter((session) => isWanted(session, scope))
    .flatMap((session) => session.events.map((event) => ({ session, event })))
    .filter(({ event }) => event.event_ms >= from && event.event_ms < to)
    .filter(({ event }) => isAbout(event, scope));
}

function isWanted({ first, country, channel }: PlainSession, scope: Scope): boolean {
  const among = (values: readonly string[], value: string | null) =>
    values.length === 0 || (value !== null && values.includes(value));
  return (
    among(scope.actor, first.actor) &&
    among(scope.device_type, first.device_type) &&
    among(scope.user_type, first.user_type) &&
    among(scope.country, country) &&
    among(scope.channel, channel)
  );
}

function isAbout({ product_id }: ClickstreamEvent, { category, product_id: ids }: Scope): boolean {
  const product = PRODUCTS.find(({ id }) => id === product_id);
  if (ids.length > 0 && !(product_id && ids.includes(product_id))) return false;
  return category.length === 0 || (product !== undefined && category.includes(product.category));
}

export function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

export const typed = (events: readonly ClickstreamEvent[], type: string) =>
  events.filter((event) => event.event_type === type);

export const distinct = <T>(values: readonly T[]) => new Set(values).size;

export const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** EUR of purchase events, by way of whole cents. */
export function euros(events: readonly ClickstreamEvent[]): number {
  const cents = events.map((e) => (e.quantity ?? 0) * Math.round((e.unit_price ?? 0) * 100));
  return sumOf(cents) / 100;
}

export const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** The lower median, in whole seconds; null of nothing. */
export function medianSeconds(milliseconds: readonly number[]): number | null {
  const seconds = milliseconds.map((ms) => Math.floor(ms / 1000)).sort((a, b) => a - b);
  return seconds[Math.ceil(seconds.length / 2) - 1] ?? null;
}
