import {
  countOf,
  distinct,
  groupBy,
  has,
  inEuro,
  isAdd,
  isBounce,
  isClick,
  isPurchase,
  isView,
  isViewOf,
  median,
  pagesOf,
  ratio,
  secondsOf,
  sumOf,
} from './counts';
import type { Expected } from './expected-rows';
import type { TrueEvent, TrueSession } from './true-sessions';

const all = (sessions: readonly TrueSession[]) => sessions.flatMap(({ events }) => events);
const orders = (events: readonly TrueEvent[]) =>
  distinct(events.filter(isPurchase).map(({ wire }) => wire.order_id));
const revenue = (events: readonly TrueEvent[]) => inEuro(events.filter(isPurchase));

export function overview(sessions: readonly TrueSession[]): Expected {
  const actors = ['all', 'human', 'bot', 'producer'] as const;
  return {
    report: 'overview',
    keys: ['actor'],
    rows: actors.map((actor) => {
      const some = sessions.filter((one) => actor === 'all' || one.actor === actor);
      const events = all(some);
      const buying = countOf(some, has(isPurchase));
      return {
        actor,
        events: events.length,
        views: countOf(events, isView),
        clicks: countOf(events, isClick),
        add_to_carts: countOf(events, isAdd),
        purchase_lines: countOf(events, isPurchase),
        orders: orders(events),
        units: sumOf(events.filter(isPurchase), ({ wire }) => wire.quantity ?? 0),
        revenue: revenue(events),
        sessions: some.length,
        visitors: distinct(some.map(({ user }) => user)),
        converting_sessions: buying,
        conversion: ratio(buying, some.length),
      };
    }),
  };
}

const STEPS: readonly (readonly [string, (event: TrueEvent) => boolean])[] = [
  ['session', () => true],
  ['product', isViewOf('product')],
  ['cart', isAdd],
  ['checkout', isViewOf('checkout')],
  ['purchase', isPurchase],
];

/** How many steps of the way a session came. */
function depth({ events }: TrueSession, ordered: boolean): number {
  let from = Number.NEGATIVE_INFINITY;
  let steps = 0;
  for (const [, test] of STEPS) {
    const reached = events.find((event) => test(event) && event.at >= from);
    if (!reached) return steps;
    if (ordered) from = reached.at;
    steps += 1;
  }
  return steps;
}

export function funnel(
  sessions: readonly TrueSession[],
  mode: 'ordered' | 'closed',
  segment: 'none' | 'device_type' | 'user_type' | 'actor' | 'channel',
): Expected {
  const segmentOf = (one: TrueSession) =>
    ({
      none: 'all',
      device_type: one.device,
      user_type: one.userType,
      actor: one.actor,
      channel: one.channel,
    })[segment];
  return {
    report: 'funnel',
    parameters: { mode, segment },
    keys: ['segment', 'step'],
    rows: groupBy(sessions, segmentOf).flatMap(([value, some]) => {
      const depths = some.map((one) => depth(one, mode === 'ordered'));
      return STEPS.map(([step], at) => {
        const reached = countOf(depths, (steps) => steps > at);
        return {
          segment: value,
          step,
          sessions: reached,
          share_of_first: ratio(reached, some.length),
        };
      });
    }),
  };
}

export function groupFigures(some: readonly TrueSession[]) {
  const events = all(some);
  const bounces = countOf(some, isBounce);
  const buying = countOf(some, has(isPurchase));
  return {
    sessions: some.length,
    visitors: distinct(some.map(({ user }) => user)),
    new_sessions: countOf(some, ({ userType }) => userType === 'new'),
    bounces,
    bounce_rate: ratio(bounces, some.length),
    pages_per_session: ratio(sumOf(some, pagesOf), some.length),
    cart_sessions: countOf(some, has(isAdd)),
    converting_sessions: buying,
    conversion: ratio(buying, some.length),
    orders: orders(events),
    revenue: revenue(events),
  };
}

export function bySession(sessions: readonly TrueSession[]): readonly Expected[] {
  const grouped = (keyOf: (one: TrueSession) => Record<string, string | null>) =>
    groupBy(sessions, (one) => JSON.stringify(keyOf(one))).map(([key, some]) => ({
      ...JSON.parse(key),
      ...groupFigures(some),
    }));
  return [
    { report: 'acquisition', keys: ['channel'], rows: grouped(({ channel }) => ({ channel })) },
    { report: 'geography', keys: ['country'], rows: grouped(({ country }) => ({ country })) },
    {
      report: 'devices',
      keys: ['device_type', 'browser'],
      rows: grouped(({ device: device_type, browser }) => ({ device_type, browser })),
    },
    {
      report: 'sessions_total',
      keys: [],
      rows: [{ sessions: sessions.length, visitors: distinct(sessions.map(({ user }) => user)) }],
    },
    carts(sessions),
    experiments(sessions),
  ];
}

function carts(sessions: readonly TrueSession[]): Expected {
  const some = sessions.filter(has(isAdd));
  const left = some.filter((one) => !has(isPurchase)(one));
  const saw = (page: string) => has(isViewOf(page));
  const added = (list: readonly TrueSession[]) => inEuro(all(list).filter(isAdd));
  const row = {
    group: 'all',
    carts: some.length,
    bought: some.length - left.length,
    abandoned: left.length,
    abandonment: ratio(left.length, some.length),
    left_in_checkout: countOf(left, saw('checkout')),
    left_in_cart: countOf(left, (one) => saw('cart')(one) && !saw('checkout')(one)),
    left_shopping: countOf(left, (one) => !saw('cart')(one) && !saw('checkout')(one)),
    value_added: added(some),
    value_abandoned: added(left),
  };
  return { report: 'cart_abandonment', keys: ['group'], rows: some.length > 0 ? [row] : [] };
}

function experiments(sessions: readonly TrueSession[]): Expected {
  const shown = sessions.filter(({ variant }) => variant !== null);
  return {
    report: 'experiments',
    keys: ['experiment', 'arm'],
    rows: groupBy(shown, ({ variant }) => variant ?? '').map(([variant, some]) => {
      const [experiment = '', arm = ''] = variant.split(':');
      const { sessions: count, visitors, converting_sessions, conversion } = groupFigures(some);
      const figures = { conversions: converting_sessions, rate: conversion };
      return {
        experiment,
        arm,
        sessions: count,
        visitors,
        ...figures,
        revenue: revenue(all(some)),
      };
    }),
  };
}

/** Needs the order of events to the millisecond. */
export function engagement(sessions: readonly TrueSession[]): Expected {
  const bounces = countOf(sessions, isBounce);
  const row = {
    sessions: sessions.length,
    pages_per_session: ratio(sumOf(sessions, pagesOf), sessions.length),
    median_seconds: median(sessions.map(secondsOf)),
    bounces,
    bounce_rate: ratio(bounces, sessions.length),
  };
  return { report: 'engagement', keys: [], rows: sessions.length > 0 ? [row] : [] };
}
