import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import { REPORTS, type ReportName, type ReportRow } from '@/lib/analytics/reports/registry';
import { runReport } from '@/lib/analytics/reports/report';
import { DAY_MS, MINUTE_MS } from '@/lib/common/clock';
import { formatUuidV7 } from '@/lib/common/uuid';
import type { ClickstreamEvent } from '@/lib/events/event';
import { createFakeLake, storedEvent } from '@/lib/testing/lake-events';
import { ARRIVALS, MIDDLE, PRODUCTS } from '@/lib/testing/small-lake';
import {
  cohortDrill,
  DRILLS,
  type Drill,
  FIGURE_DRILLS,
  funnelStep,
  lostCarts,
  origin,
  pointDrill,
  productAct,
} from './drill';
import { readReportQuery } from './report-query';

/** What a row counts, where a row leads, and which rows of which question are meant. */
interface Way {
  readonly report: ReportName;
  readonly own?: Readonly<Record<string, string | null>>;
  readonly of: (row: never) => Drill | null;
  readonly figure: string;
}

const figure = (name: string) => () => FIGURE_DRILLS[name] ?? null;
const BY = ['none', 'product', 'category', 'device_type', 'channel', 'country', 'user_type'];
const WAYS: readonly Way[] = [
  ...(['sessions', 'converting_sessions'] as const).map(
    (name): Way => ({
      report: 'overview',
      // An actor who is filtered out has a row of nothing.
      of: (row: ReportRow<'overview'>) =>
        row.sessions === 0 ? null : { ...DRILLS.overview(row), ...FIGURE_DRILLS[name] },
      figure: name,
    }),
  ),
  { report: 'devices', of: DRILLS.devices, figure: 'sessions' },
  ...['', 'referrer_host', 'campaign'].map(
    (by): Way => ({
      report: 'acquisition',
      own: { by },
      of: (row) => origin(by, row),
      figure: 'sessions',
    }),
  ),
  { report: 'geography', of: DRILLS.geography, figure: 'sessions' },
  { report: 'search_terms', of: DRILLS.search_terms, figure: 'sessions' },
  { report: 'engagement_hours', of: DRILLS.engagement_hours, figure: 'sessions' },
  { report: 'paths', own: { depth: '4' }, of: DRILLS.paths, figure: 'sessions' },
  ...[
    { mode: null, steps: null, segment: null },
    { mode: null, steps: null, segment: 'device_type' },
    { mode: null, steps: 'product,cart', segment: null },
  ].map(
    (asked): Way => ({
      report: 'funnel',
      own: asked,
      of: (row) => funnelStep(asked, row),
      figure: 'sessions',
    }),
  ),
  { report: 'experiments', of: DRILLS.experiments, figure: 'sessions' },
  ...BY.map(
    (by): Way => ({
      report: 'cart_abandonment',
      own: { by },
      of: (row) => lostCarts(by, row),
      figure: 'abandoned',
    }),
  ),
  ...(['carts', 'bought', 'abandoned'] as const).map(
    (name): Way => ({ report: 'cart_abandonment', of: figure(name), figure: name }),
  ),
  ...(['viewed', 'added', 'bought', 'lost'] as const).map(
    (act, i): Way => ({
      report: 'products',
      of: (row) => productAct(act, row),
      figure:
        ['view_sessions', 'cart_sessions', 'purchase_sessions', 'abandoned_sessions'][i] ?? '',
    }),
  ),
  { report: 'engagement', of: figure('sessions'), figure: 'sessions' },
  { report: 'engagement', of: figure('bounce_rate'), figure: 'bounces' },
];

/** Asked as the pages ask: by an address. */
function parametersOf(name: ReportName, query: Record<string, unknown>) {
  const text = Object.entries(query).flatMap(([key, value]) =>
    value === null || value === '' ? [] : [[key, String(value)]],
  );
  const read = readReportQuery(new URLSearchParams(text), MIDDLE);
  return REPORTS[name].parameters.parse(read.ok ? read.parameters : {}) as never;
}

const SESSIONS = 150;
const STEP_MS = 20 * MINUTE_MS;
const PATHS = [
  ['home', 'category', 'product'],
  ['product', 'home', 'search', 'product', 'cart', 'checkout'],
  ['search', 'product', 'cart'],
  ['home'],
  ['category', 'product', 'checkout', 'cart'],
] as const;

/** Sessions of every kind, one each twenty minutes around midnight. */
function mixedLake(): ClickstreamEvent[] {
  let n = 0;
  return Array.from({ length: SESSIONS }, (_, i) => i).flatMap((i) => {
    const arrival = ARRIVALS[i % 4];
    const start = MIDDLE + (i - SESSIONS / 2) * STEP_MS;
    const product = PRODUCTS[i % 3] ?? { id: 'pot', price_cents: 1 };
    const who = {
      session_id: formatUuidV7(start, new Uint8Array(16).fill(i)),
      user_id: `u${i % 40}`,
      user_type: i < 40 ? ('new' as const) : ('returning' as const),
      device_type: (['mobile', 'desktop', 'tablet'] as const)[i % 3] ?? 'mobile',
      browser: (['Chrome', 'Safari'] as const)[i % 2] ?? 'Chrome',
      location: ['IE', 'FR', null][i % 3] ?? null,
      actor: (['human', 'producer'] as const)[i % 5 === 0 ? 0 : 1],
      referrer_url: arrival?.referrer_url ?? null,
      ...(i % 2 === 0 && { variant: i % 4 === 0 ? 'note:a' : 'note:b' }),
    };
    const path = PATHS[i % PATHS.length] ?? [];
    let at = 0;
    // Some are cut by the ends of the ranges below.
    const moment = () => start + 4 * MINUTE_MS * at++;
    const views = path.map((page, place) =>
      storedEvent(n++, {
        ...who,
        event_ms: moment(),
        page,
        page_url: place === 0 ? (arrival?.page_url ?? '/') : `/${page}`,
        ...(page === 'product' && { product_id: product.id }),
        ...(page === 'search' && { search_term: i % 2 ? ' Red Hat' : '007' }),
      }),
    );
    const line = { product_id: product.id, quantity: 1, unit_price: 2.5, page: 'cart' as const };
    const sold = (event_type: 'add_to_cart' | 'purchase', more: object = {}) =>
      storedEvent(n++, { ...who, ...line, ...more, event_ms: moment(), event_type });
    return [
      ...views,
      ...(i % 2 === 0 ? [sold('add_to_cart')] : []),
      ...(i % 6 === 0 ? [sold('purchase', { order_id: `o${i}` })] : []),
    ];
  });
}

const HALF_DAY_MS = DAY_MS / 2;
const SCOPES = [
  { from_ms: MIDDLE - HALF_DAY_MS, to_ms: MIDDLE + HALF_DAY_MS },
  { from_ms: MIDDLE - HALF_DAY_MS + 5 * MINUTE_MS, to_ms: MIDDLE + 7 * MINUTE_MS },
  {
    from_ms: MIDDLE - DAY_MS,
    to_ms: MIDDLE + DAY_MS,
    device_type: 'mobile,tablet',
    actor: 'producer',
  },
];

let engine: QueryEngine;
beforeAll(() => {
  engine = createDuckdbEngine({ lake: createFakeLake(...mixedLake()), products: PRODUCTS });
});
afterAll(() => engine.close());

async function ask(name: ReportName, query: object) {
  const asked = parametersOf(name, { ...query });
  const { rows } = await runReport(engine, REPORTS[name] as never, asked);
  return rows as readonly Record<string, unknown>[];
}

const named = WAYS.map(
  (way) => [`${way.report} ${JSON.stringify(way.own ?? {})} ${way.figure}`, way] as const,
);

test.each(named)('a row leads to as many sessions as it counts: %s', async (_, way) => {
  const { report, own = {}, of, figure: name } = way;
  let most = 0;
  for (const scope of SCOPES) {
    const rows = await ask(report, { ...scope, ...own });
    // Of a long report the rows that count something come first.
    const some = rows.toSorted((a, b) => Number(b[name]) - Number(a[name])).slice(0, 6);
    for (const row of some) {
      const drill = of(row as never);
      if (drill === null) continue;
      const [total] = await ask('sessions_total', { ...scope, ...drill });
      expect({ drill, sessions: total?.sessions }).toEqual({ drill, sessions: row[name] });
      most = Math.max(most, Number(row[name]));
    }
  }
  // Nothing would be shown by a lake in which nothing of the kind ever happened.
  expect(most).toBeGreaterThan(0);
});

test('the list holds as many as are counted', async () => {
  const [scope] = SCOPES;
  for (const drill of [{}, ...Object.values(FIGURE_DRILLS)]) {
    const asked = { ...scope, ...drill };
    const [total] = await ask('sessions_total', asked);
    expect(await ask('sessions_list', { ...asked, size: 500 })).toHaveLength(
      Number(total?.sessions),
    );
  }
});

test('a point of a series leads to the sessions of its stretch', async () => {
  const zone = { time_zone: 'Asia/Kolkata', granularity: 'hour' };
  let most = 0;
  for (const scope of SCOPES) {
    const rows = await ask('overview_series', { ...scope, ...zone });
    const starts = rows.map(({ bucket_ms }) => Number(bucket_ms));
    for (const place of [0, 5, rows.length - 1]) {
      const { range: _, ...drill } = pointDrill(starts, place, scope);
      const [total] = await ask('sessions_total', { ...scope, ...drill });
      expect({ place, sessions: total?.sessions }).toEqual({
        place,
        sessions: rows[place]?.sessions,
      });
      most = Math.max(most, Number(total?.sessions));
    }
  }
  expect(most).toBeGreaterThan(0);
});

test('an hour of the week is one of the zone’s clocks', async () => {
  const zone = { time_zone: 'Asia/Kolkata' };
  const [scope] = SCOPES;
  const hours = await ask('engagement_hours', { ...scope, ...zone });
  const busy = hours.filter(({ sessions }) => Number(sessions) > 0);
  expect(busy.length).toBeGreaterThan(10);
  for (const row of busy.slice(0, 12)) {
    const drill = DRILLS.engagement_hours(row as ReportRow<'engagement_hours'>);
    const [total] = await ask('sessions_total', { ...scope, ...zone, ...drill });
    expect({ drill, sessions: total?.sessions }).toEqual({ drill, sessions: row.sessions });
  }
});

test('a pair leads to the sessions with its orders', async () => {
  // The order of a basket: two products, in one order of one session, and apart in others.
  const line = { event_type: 'purchase', page: 'cart', quantity: 1, unit_price: 2 } as const;
  const bought = (n: number, session_id: string, order_id: string, product_id: string) =>
    storedEvent(n, { event_ms: MIDDLE + n, session_id, order_id, product_id, ...line });
  const baskets = createDuckdbEngine({
    products: PRODUCTS,
    lake: createFakeLake(
      ...[bought(1, 'a', 'o1', 'pot'), bought(2, 'a', 'o1', 'hat')],
      ...[bought(3, 'b', 'o2', 'pot'), bought(4, 'b', 'o2', 'hat')],
      ...[bought(5, 'c', 'o3', 'pot'), bought(6, 'c', 'o4', 'hat')],
    ),
  });
  const scope = { from_ms: MIDDLE, to_ms: MIDDLE + DAY_MS };
  const asked = parametersOf('product_pairs', scope);
  const { rows } = await runReport(baskets, REPORTS.product_pairs, asked);
  expect(rows).toMatchObject([{ orders: 2 }]);
  const drill = DRILLS.product_pairs(rows[0] as ReportRow<'product_pairs'>);
  const behind = parametersOf('sessions_total', { ...scope, ...drill });
  expect((await runReport(baskets, REPORTS.sessions_total, behind)).rows).toMatchObject([
    { sessions: 2 },
  ]);
  await baskets.close();
});

test('a cohort leads to the visitors it counts', async () => {
  const scope = { from_ms: MIDDLE - 2 * DAY_MS, to_ms: MIDDLE + 2 * DAY_MS, every: 'day' };
  let followed = 0;
  for (const row of await ask('retention', scope)) {
    const [start, since] = [Number(row.cohort_ms), Number(row.since)];
    const there = start + since * DAY_MS;
    const drill = cohortDrill([start, start + DAY_MS], [there, there + DAY_MS]);
    const [total] = await ask('sessions_total', drill);
    expect({ drill, visitors: total?.visitors }).toEqual({ drill, visitors: row.visitors });
    if (since > 0) followed += Number(row.visitors);
  }
  expect(followed).toBeGreaterThan(0);
});

test('steps of another funnel lead nowhere', () => {
  const row = { step: 'checkout', segment: 'all' } as const;
  expect(funnelStep({ mode: 'closed', steps: null, segment: null }, row)).toBeNull();
  expect(funnelStep({ mode: null, steps: 'product,checkout', segment: null }, row)).toBeNull();
  const search = { step: 'search', segment: 'all' } as const;
  expect(funnelStep({ mode: null, steps: 'session,search', segment: null }, search)).toBeNull();
});
