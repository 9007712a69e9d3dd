import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { startAthenaStandIn } from '@/e2e/fixtures/athena-stand-in';
import { createAthenaEngine } from '@/lib/analytics/athena';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import type { ProductRow } from '@/lib/analytics/events-relation';
import type { QueryEngine } from '@/lib/analytics/query-engine';
import type { Report, Way } from '@/lib/analytics/reports/report';
import { runReport } from '@/lib/analytics/reports/report';
import {
  GRANULARITIES,
  type Scope,
  type Stretch,
  stretchesOf,
} from '@/lib/analytics/reports/scope';
import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import type { ClickstreamEvent } from '@/lib/events/event';
import { ACTORS, DEVICE_TYPES, USER_TYPES } from '@/lib/events/vocabulary';
import { createFakeLake } from './lake-events';
import { type PlainSession, sessionsOf } from './recount';
import { MIDDLE, nearAnchors, PRODUCTS, smallLake } from './small-lake';

/**
 * A report's rows over a lake of these events: DuckDB's, which those of the Athena driver, from a
 * stand-in over the same engine, have to equal.
 */
export async function rowsOf<P, R>(
  report: Report<P, R>,
  events: readonly ClickstreamEvent[],
  given: object,
  options: { readonly products?: readonly ProductRow[] } = {},
): Promise<readonly R[]> {
  const { products = PRODUCTS } = options;
  const engine = createDuckdbEngine({ lake: createFakeLake(...events), products });
  try {
    const { rows } = await runReport(engine, report, report.parameters.parse(given));
    expect(await throughAthena(engine, report, given)).toEqual(rows);
    return rows;
  } finally {
    await engine.close();
  }
}

async function throughAthena<P, R>(
  engine: QueryEngine,
  report: Report<P, R>,
  given: object,
): Promise<readonly R[]> {
  const standIn = await startAthenaStandIn({ engine });
  vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', standIn.url);
  const athena = createAthenaEngine({
    region: 'eu-west-1',
    database: 'footfall',
    workgroup: 'primary',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  try {
    return (await runReport(athena, report, report.parameters.parse(given))).rows;
  } finally {
    vi.unstubAllEnvs();
    await athena.close();
    await standIn.close();
  }
}

const seldom = <T>(values: readonly T[]) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant<T[]>([]) },
    fc.subarray([...values], { minLength: 1 }),
  );

/** Half of the time: what a filter on products does depends on what is asked. */
const often = <T>(values: readonly T[]) =>
  fc.oneof(fc.constant<T[]>([]), fc.subarray([...values], { minLength: 1 }));

const edge = fc.oneof(
  { weight: 4, arbitrary: nearAnchors },
  fc.integer({ min: -24 * HOUR_MS, max: 24 * HOUR_MS }),
  fc.integer({ min: -96, max: 96 }).map((quarters) => quarters * 15 * MINUTE_MS),
  fc.constantFrom(-24 * HOUR_MS, 0, 24 * HOUR_MS),
);

/** What a report may be asked of a small lake. */
const scopes = fc
  .record({
    edges: fc.tuple(edge, edge),
    compare: fc.constantFrom('none', 'before'),
    granularity: fc.constantFrom(...GRANULARITIES),
    time_zone: fc.constantFrom('UTC', 'Europe/Dublin', 'Asia/Kathmandu', 'America/New_York'),
    actor: seldom(ACTORS),
    device_type: seldom(DEVICE_TYPES),
    country: seldom(['IE', 'FR']),
    channel: seldom(['direct', 'organic', 'paid', 'referral']),
    user_type: seldom(USER_TYPES),
    category: often(['table', 'wardrobe']),
    product_id: seldom(['pot', 'hat']),
  })
  .map(({ edges: [a, b], ...rest }) => {
    const from_ms = MIDDLE + Math.min(a, b);
    return { from_ms, to_ms: Math.max(from_ms + 1, MIDDLE + Math.max(a, b)), ...rest };
  });

const WAYS: readonly Way[] = ['modelled', 'plain'];

/** Where in a lake a range may begin or end: at one of its events, a little before or after. */
const cuts = fc.option(
  fc.tuple(fc.nat(), fc.nat(), fc.constantFrom(-1, 0, 1, 5 * MINUTE_MS), fc.boolean()),
  { freq: 3 },
);

/** A range whose ends lie among the events, so that what is just outside would be seen if counted. */
function cutAt(
  events: readonly ClickstreamEvent[],
  cut: readonly [number, number, number, boolean] | null,
): { readonly from_ms: number; readonly to_ms: number } | null {
  if (cut === null || events.length === 0) return null;
  const [first, second, shift, both] = cut;
  const time = (place: number) => (events[place % events.length]?.event_ms ?? MIDDLE) + shift;
  const [a, b] = [time(first), both ? time(second) : MIDDLE + 26 * HOUR_MS];
  return { from_ms: Math.min(a, b), to_ms: Math.max(a, b, Math.min(a, b) + 1) };
}

interface Recount<P, R> {
  /** Values for the parameters that are the report's own. */
  readonly own?: fc.Arbitrary<object>;
  readonly runs?: number;
  /** Where rows of one rank may come in any order: what to put them in order by. */
  readonly sort?: (row: R) => string;
  /** The rows, worked out again by other means, of one stretch of time. */
  rows(sessions: readonly PlainSession[], parameters: P & Scope, stretch: Stretch): readonly R[];
}

/** Compares a report, read in both ways, with a recount of random small lakes. */
export async function agrees<P, R>(report: Report<P, R>, recount: Recount<P, R>): Promise<void> {
  const { own = fc.constant({}), runs = 10, sort } = recount;
  const inOrder = (rows: readonly R[]) =>
    rounded(sort ? [...rows].sort((a, b) => (sort(a) < sort(b) ? -1 : 1)) : rows);
  await fc.assert(
    fc.asyncProperty(smallLake, scopes, own, cuts, async (events, scope, more, cut) => {
      const given = { ...scope, ...cutAt(events, cut), ...more };
      const parameters = report.parameters.parse(given) as P & Scope;
      const sessions = sessionsOf(events);
      const expected = stretchesOf(parameters).flatMap((stretch) => [
        ...recount.rows(sessions, parameters, stretch),
      ]);
      const lake = createFakeLake(...events, ...events.slice(0, 3));
      const engine = createDuckdbEngine({ lake, products: PRODUCTS });
      try {
        for (const way of WAYS) {
          const read = { ...report, build: (asked: P) => report.build(asked, way) };
          const { rows } = await runReport(engine, read, parameters);
          expect({ way, rows: inOrder(rows) }).toEqual({ way, rows: inOrder(expected) });
        }
      } finally {
        await engine.close();
      }
    }),
    { numRuns: runs },
  );
}

/** Averages differ in their last bits by the order of a sum. */
function rounded<R>(rows: readonly R[]): unknown {
  return JSON.parse(
    JSON.stringify(rows, (_, value) =>
      typeof value === 'number' ? Number(value.toFixed(9)) : value,
    ),
  );
}
