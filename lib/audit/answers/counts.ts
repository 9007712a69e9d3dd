import type { TrueEvent, TrueSession } from './true-sessions';

/** Plain counting over true sessions. */
export const isView = ({ wire }: TrueEvent) => wire.event_type === 'view';
export const isViewOf = (page: string) => (event: TrueEvent) =>
  isView(event) && event.wire.page === page;
export const isClick = ({ wire }: TrueEvent) => wire.event_type === 'click';
export const isAdd = ({ wire }: TrueEvent) => wire.event_type === 'add_to_cart';
export const isPurchase = ({ wire }: TrueEvent) => wire.event_type === 'purchase';

export const has = (test: (event: TrueEvent) => boolean) => (session: TrueSession) =>
  session.events.some(test);
export const countOf = <T>(list: readonly T[], test: (one: T) => boolean) =>
  list.filter(test).length;
export const distinct = (values: readonly (string | undefined)[]) =>
  new Set(values.filter((value) => value !== undefined)).size;
export const sumOf = <T>(list: readonly T[], value: (one: T) => number) =>
  list.reduce((sum, one) => sum + value(one), 0);
export const inEuro = (events: readonly TrueEvent[]) => sumOf(events, ({ cents }) => cents) / 100;
/** Empty of nothing, as a report is. */
export const ratio = (part: number, whole: number) => (whole === 0 ? null : part / whole);

export const startOf = ({ events }: TrueSession) => events[0].at;
export const endOf = ({ events }: TrueSession) => events.at(-1)?.at ?? 0;
export const secondsOf = (session: TrueSession) =>
  Math.floor((endOf(session) - startOf(session)) / 1_000);
export const pagesOf = ({ events }: TrueSession) =>
  distinct(events.filter(isView).map(({ wire }) => wire.page_url ?? wire.page));
export const isBounce = ({ events }: TrueSession) =>
  countOf(events, isView) <= 1 && events.every(isView);

/** The lower one of two. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}

export function groupBy<T, K>(list: readonly T[], keyOf: (one: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group) group.push(one);
    else groups.set(key, [one]);
  }
  return [...groups];
}
