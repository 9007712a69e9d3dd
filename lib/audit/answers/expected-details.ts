import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import {
  countOf,
  distinct,
  endOf,
  groupBy,
  has,
  inEuro,
  isAdd,
  isBounce,
  isClick,
  isPurchase,
  isView,
  isViewOf,
  ratio,
  startOf,
  sumOf,
} from './counts';
import type { Expected } from './expected-rows';
import type { TrueEvent, TrueSession } from './true-sessions';

const ordersOf = (events: readonly TrueEvent[]) =>
  distinct(events.filter(isPurchase).map(({ wire }) => wire.order_id));

export function products(sessions: readonly TrueSession[]): Expected {
  const acts = sessions.flatMap((session) =>
    session.events.flatMap((event) => (event.wire.product_id ? [{ session, event }] : [])),
  );
  const rows = groupBy(acts, ({ event }) => event.wire.product_id ?? '').flatMap(
    ([product_id, some]) => {
      const events = some.map(({ event }) => event);
      const bought = events.filter(isPurchase);
      const sessionsWith = (test: (event: TrueEvent) => boolean) =>
        distinct(some.filter(({ event }) => test(event)).map(({ session }) => session.id));
      const row = {
        product_id,
        views: countOf(events, isViewOf('product')),
        clicks: countOf(events, (one) => isClick(one) && one.wire.element === 'product_tile'),
        add_to_carts: countOf(events, isAdd),
        cart_units: sumOf(events.filter(isAdd), ({ wire }) => wire.quantity ?? 0),
        purchase_lines: bought.length,
        orders: ordersOf(events),
        units: sumOf(bought, ({ wire }) => wire.quantity ?? 0),
        revenue: inEuro(bought),
        view_sessions: sessionsWith(isViewOf('product')),
        cart_sessions: sessionsWith(isAdd),
        purchase_sessions: sessionsWith(isPurchase),
      };
      return row.views + row.clicks + row.add_to_carts + row.purchase_lines > 0 ? [row] : [];
    },
  );
  return { report: 'products', keys: ['product_id'], rows };
}

export function searchTerms(sessions: readonly TrueSession[]): Expected {
  const searches = sessions.flatMap((session) => {
    const views = session.events.filter((one) => isView(one) && one.wire.search_term !== undefined);
    const byTerm = groupBy(views, ({ wire }) => (wire.search_term ?? '').toLowerCase().trim());
    return byTerm.map(([term, some]) => {
      const first = some[0]?.at ?? 0;
      const after = session.events.filter(({ at }) => at >= first);
      return { term, count: some.length, first, after, session };
    });
  });
  return {
    report: 'search_terms',
    keys: ['term'],
    mayLack: true,
    rows: groupBy(searches, ({ term }) => term).map(([term, some]) => ({
      term,
      searches: sumOf(some, ({ count }) => count),
      sessions: some.length,
      click_sessions: countOf(some, ({ after }) =>
        after.some(
          (one) =>
            isClick(one) && one.wire.element === 'product_tile' && one.wire.page === 'search',
        ),
      ),
      cart_sessions: countOf(some, ({ after }) => after.some(isAdd)),
      converting_sessions: countOf(some, ({ after }) => after.some(isPurchase)),
      exit_sessions: countOf(some, ({ session, first }) => endOf(session) === first),
    })),
  };
}

export function pairs(sessions: readonly TrueSession[]): Expected {
  const lines = sessions.flatMap(({ events }) => events.filter(isPurchase));
  const baskets = groupBy(lines, ({ wire }) => wire.order_id ?? '').map(([, some]) =>
    [...new Set(some.map(({ wire }) => wire.product_id ?? ''))].sort(),
  );
  const withOne = new Map(
    groupBy(baskets.flat(), (id) => id).map(([id, some]) => [id, some.length]),
  );
  const both = baskets.flatMap((ids) =>
    ids.flatMap((a, at) => ids.slice(at + 1).map((b) => ({ product_a: a, product_b: b }))),
  );
  return {
    report: 'product_pairs',
    keys: ['product_a', 'product_b'],
    mayLack: true,
    rows: groupBy(both, ({ product_a, product_b }) => `${product_a} ${product_b}`)
      .filter(([, some]) => some.length >= 2)
      .map(([key, some]) => {
        const [product_a = '', product_b = ''] = key.split(' ');
        const counts = { orders_a: withOne.get(product_a), orders_b: withOne.get(product_b) };
        return { product_a, product_b, orders: some.length, ...counts };
      }),
  };
}

const DEPTH = 5;

export function paths(sessions: readonly TrueSession[]): Expected {
  const ways = sessions.flatMap(({ events }) => {
    const pages = events.filter(isView).map(({ wire }) => wire.page);
    return pages.slice(0, DEPTH - 1).map((source, at) => ({
      step: at + 1,
      source,
      target: pages[at + 1] ?? 'exit',
    }));
  });
  return {
    report: 'paths',
    keys: ['step', 'source', 'target'],
    rows: groupBy(ways, (way) => JSON.stringify(way)).map(([way, some]) => ({
      ...JSON.parse(way),
      sessions: some.length,
    })),
  };
}

/** By the hour in UTC: of a run of some hours. */
export function byHour(sessions: readonly TrueSession[]): readonly Expected[] {
  const hourOf = (at: number) => Math.floor(at / HOUR_MS) * HOUR_MS;
  const events = sessions.flatMap(({ events: some }) => some);
  const hours = [...new Set([...events.map(({ at }) => hourOf(at))])];
  const started = (hour: number) => sessions.filter((one) => hourOf(startOf(one)) === hour);
  const figures = (hour: number) => {
    const some = events.filter(({ at }) => hourOf(at) === hour);
    const begun = started(hour);
    const bought = some.filter(isPurchase);
    return {
      events: some.length,
      sessions: begun.length,
      converting_sessions: countOf(begun, has(isPurchase)),
      orders: ordersOf(bought),
      revenue: inEuro(bought),
    };
  };
  return [
    {
      report: 'overview_series',
      parameters: { granularity: 'hour' },
      keys: ['bucket_ms'],
      rows: hours.map((hour) => ({ bucket_ms: hour, ...figures(hour) })),
    },
    {
      report: 'new_returning',
      parameters: { granularity: 'hour' },
      keys: ['bucket_ms', 'user_type'],
      rows: hours.flatMap((hour) =>
        groupBy(started(hour), ({ userType }) => userType).map(([user_type, some]) => ({
          bucket_ms: hour,
          user_type,
          sessions: some.length,
          bounces: countOf(some, isBounce),
          converting_sessions: countOf(some, has(isPurchase)),
        })),
      ),
    },
    {
      report: 'engagement_hours',
      keys: ['weekday', 'hour'],
      rows: groupBy(hours, (hour) => Math.floor(hour / HOUR_MS) % (7 * 24)).map(([, some]) => {
        const sums = some.map(figures);
        const at = new Date(some[0] ?? 0);
        return {
          weekday: at.getUTCDay() || 7,
          hour: at.getUTCHours(),
          events: sumOf(sums, (one) => one.events),
          sessions: sumOf(sums, (one) => one.sessions),
          orders: sumOf(sums, (one) => one.orders),
          revenue: Math.round(sumOf(sums, (one) => one.revenue) * 100) / 100,
        };
      }),
    },
    visits(sessions),
    cohorts(sessions),
  ];
}

const dayOf = (one: TrueSession) => Math.floor(startOf(one) / DAY_MS) * DAY_MS;

/** Days have visitors of their own and of the days before. */
function visits(sessions: readonly TrueSession[]): Expected {
  const days = groupBy(sessions, dayOf);
  const within = (day: number, count: number) =>
    distinct(
      sessions
        .filter((one) => dayOf(one) <= day && dayOf(one) > day - count * DAY_MS)
        .map((one) => one.user),
    );
  return {
    report: 'stickiness',
    keys: ['day_ms'],
    rows: days.map(([day_ms]) => ({
      day_ms,
      daily: within(day_ms, 1),
      weekly: within(day_ms, 7),
      monthly: within(day_ms, 30),
    })),
  };
}

function cohorts(sessions: readonly TrueSession[]): Expected {
  const firsts = new Map(
    [...sessions]
      .filter(({ userType }) => userType === 'new')
      .sort((a, b) => startOf(b) - startOf(a))
      .map((one) => [one.user, dayOf(one)] as const),
  );
  const seen = sessions.flatMap((one) => {
    const cohort_ms = firsts.get(one.user);
    return cohort_ms === undefined || dayOf(one) < cohort_ms
      ? []
      : [{ cohort_ms, since: (dayOf(one) - cohort_ms) / DAY_MS, user: one.user }];
  });
  const sizes = new Map(
    groupBy([...firsts.values()], (day) => day).map(([day, { length }]) => [day, length]),
  );
  return {
    report: 'retention',
    parameters: { every: 'day' },
    keys: ['cohort_ms', 'since'],
    rows: groupBy(seen, ({ cohort_ms, since }) => `${cohort_ms} ${since}`).map(([key, some]) => {
      const [cohort_ms = 0, since = 0] = key.split(' ').map(Number);
      const visitors = distinct(some.map(({ user }) => user));
      const cohort_visitors = sizes.get(cohort_ms) ?? 0;
      return {
        cohort_ms,
        since,
        cohort_visitors,
        visitors,
        share: ratio(visitors, cohort_visitors),
      };
    }),
  };
}
