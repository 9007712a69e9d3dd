import fc from 'fast-check';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import type { ProductRow } from '@/lib/analytics/events-relation';
import type { QueryEngine, QueryValue } from '@/lib/analytics/query-engine';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { formatUuidV7 } from '@/lib/common/uuid';
import type { ClickstreamEvent } from '@/lib/events/event';
import { EVENT_TYPES, PAGE_TYPES } from '@/lib/events/vocabulary';
import { createFakeLake, storedEvent } from './lake-events';

/** A UTC midnight that random events lie around. */
export const MIDNIGHT = Date.UTC(2026, 10, 22);

/** What the catalogue knows: p2, which events are about as well, is not in it. */
export const MODEL_PRODUCTS: readonly ProductRow[] = [
  { id: 'p1', name: 'One', category: 'table', price_cents: 100 },
  { id: 'p3', name: 'Three', category: 'table', price_cents: 300 },
  { id: 'p4', name: 'Four', category: 'floor', price_cents: 400 },
];

export type Row = Readonly<Record<string, QueryValue>>;

/** Rows as objects, sorted by their text, so that two relations can be compared. */
async function rowsOf(engine: QueryEngine, sql: string): Promise<Row[]> {
  const { columns, rows } = await engine.query(sql);
  return rows
    .map((row) => Object.fromEntries(columns.map(({ name }, i) => [name, row[i] ?? null])))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

/** What relations hold over a lake of just these events. */
export async function relationsOver(
  events: readonly ClickstreamEvent[],
  ...relations: readonly string[]
): Promise<Row[][]> {
  const engine = createDuckdbEngine({ lake: createFakeLake(...events), products: MODEL_PRODUCTS });
  try {
    const found: Row[][] = [];
    for (const name of relations) found.push(await rowsOf(engine, `SELECT * FROM "${name}"`));
    return found;
  } finally {
    await engine.close();
  }
}

export async function relationOver(
  events: readonly ClickstreamEvent[],
  relation: string,
): Promise<Row[]> {
  return (await relationsOver(events, relation))[0] ?? [];
}

/** A session's id minted then; `n` tells those of one moment apart. */
export function sessionId(ms: number, n: number): string {
  return formatUuidV7(ms, new Uint8Array(16).fill(n));
}

/** Few sessions that many events share, among them one without a time in its id. */
const SESSIONS = [
  { session_id: sessionId(MIDNIGHT - 2 * HOUR_MS, 1), user_id: 'u1' },
  { session_id: sessionId(MIDNIGHT - MINUTE_MS, 2), user_id: 'u2' },
  { session_id: sessionId(MIDNIGHT, 3), user_id: 'u1' },
  { session_id: sessionId(MIDNIGHT - 9 * DAY_MS, 4), user_id: 'u3' },
  { session_id: 'no-time-inside', user_id: 'u4' },
];

/** A random event around midnight, whose place in time often coincides with another's. */
export const modelEvent: fc.Arbitrary<ClickstreamEvent> = fc
  .record({
    n: fc.nat(30),
    offset: fc.oneof(
      fc.constantFrom(-1, 0, -15 * MINUTE_MS, 15 * MINUTE_MS - 1, 15 * MINUTE_MS),
      fc.integer({ min: -2 * HOUR_MS, max: 2 * HOUR_MS }),
    ),
    session: fc.constantFrom(...SESSIONS),
    event_type: fc.constantFrom(...EVENT_TYPES),
    page: fc.constantFrom(...PAGE_TYPES, 'product', 'checkout'),
    product_id: fc.constantFrom('p1', 'p2', 'p3', 'p4', null),
    page_url: fc.constantFrom('/', '/a?utm_medium=email&utm_campaign=big+sale', undefined),
    referrer_url: fc.constantFrom(null, 'https://www.google.com/', 'https://blog.example/x'),
    location: fc.constantFrom(null, 'IE-D', 'US'),
    device_type: fc.constantFrom('mobile' as const, 'desktop' as const),
    user_type: fc.constantFrom('new' as const, 'returning' as const),
    actor: fc.constantFrom('human' as const, 'bot' as const),
    element: fc.constantFrom('product_tile', 'hero', undefined),
    search_term: fc.constantFrom('teapot', undefined),
    variant: fc.constantFrom('hero:a', 'hero:b', undefined),
    run_id: fc.constantFrom('run-1', undefined),
    order_id: fc.constantFrom('o1', 'o2'),
    quantity: fc.integer({ min: 1, max: 5 }),
    cents: fc.integer({ min: 0, max: 99_999 }),
  })
  .map(({ n, offset, session, order_id, quantity, cents, ...given }) => {
    const sold = given.event_type === 'purchase' || given.event_type === 'add_to_cart';
    const fields = {
      ...session,
      ...given,
      event_ms: MIDNIGHT + offset,
      ...(sold && { quantity, unit_price: cents / 100, currency: 'EUR' }),
      ...(given.event_type === 'purchase' && { order_id }),
    };
    const present = Object.entries(fields).filter(([, value]) => value !== undefined);
    return storedEvent(n, { ...Object.fromEntries(present), event_ms: fields.event_ms });
  });

/** The events that count: of each event_id the first. */
export function firstCopies(events: readonly ClickstreamEvent[]): ClickstreamEvent[] {
  const kept = new Map<string, ClickstreamEvent>();
  for (const event of events) if (!kept.has(event.event_id)) kept.set(event.event_id, event);
  return [...kept.values()];
}
