import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { duckdbColumns } from '@/lib/events/projections';
import type { LakeReader } from '@/lib/lake/lake-reader';
import { createFakeLake, storedEvent } from '@/lib/testing/lake-events';
import { describeQueryEngine } from '@/lib/testing/query-engine-contract';
import { createDuckdbEngine, type DuckdbEngine } from './duckdb';
import type { QueryValue } from './query-engine';

const AT = Date.UTC(2026, 10, 22, 23, 59, 59, 999);

describeQueryEngine('duckdb', async () => createDuckdbEngine({ lake: createFakeLake() }));

function engineOver(lake: LakeReader, products = TEAPOTS): DuckdbEngine {
  const engine = createDuckdbEngine({ lake, products });
  onTestFinished(() => engine.close());
  return engine;
}

const TEAPOTS = [{ id: 'teapot', name: "Anna's teapot", category: 'kitchen', price_cents: 1999 }];

async function rows(
  engine: DuckdbEngine,
  sql: string,
): Promise<readonly (readonly QueryValue[])[]> {
  return (await engine.query(sql)).rows;
}

describe('the events relation', () => {
  test('has the columns of the contract in order, then dt', async () => {
    const engine = engineOver(createFakeLake());
    const { columns } = await engine.query('SELECT * FROM events');
    expect(columns).toEqual([...duckdbColumns(), { name: 'dt', type: 'VARCHAR' }]);
  });

  test('reads every field back, letter for letter', async () => {
    const event = storedEvent(1, {
      event_ms: AT,
      event_type: 'purchase',
      page: 'confirmation',
      product_id: 'teapot',
      order_id: 'o1',
      quantity: 3,
      unit_price: 19.99,
      currency: 'EUR',
      search_term: 'ünïcödé 🫖 "quoted" \\ ,}]',
      extra: '{"a":[1,{"b":"\\n"}]}',
    });
    const engine = engineOver(createFakeLake(event));
    const { columns, rows } = await engine.query('SELECT * FROM events');
    const read = Object.fromEntries(columns.map(({ name }, i) => [name, rows[0]?.[i]]));
    const nulls = Object.fromEntries(columns.map(({ name }) => [name, null]));
    expect(read).toEqual({ ...nulls, ...event, dt: '2026-11-22' });
  });

  test('shows what became durable before each question, and never twice', async () => {
    const lake = createFakeLake(storedEvent(1, { event_ms: AT }));
    const engine = engineOver(lake);
    expect(await rows(engine, 'SELECT count(*) FROM events')).toEqual([[1]]);
    lake.append(storedEvent(2, { event_ms: AT }), storedEvent(1, { event_ms: AT }));
    expect(await rows(engine, 'SELECT count(*) FROM events')).toEqual([[2]]);
  });

  test('answers while events come faster than they are taken in', async () => {
    const lake = createFakeLake(storedEvent(1, { event_ms: AT }));
    let n = 1;
    const growing: LakeReader = {
      ...lake,
      next(maxBytes) {
        n += 1;
        lake.append(storedEvent(n, { event_ms: AT }));
        return lake.next(maxBytes);
      },
    };
    const engine = engineOver(growing);
    const count = 'SELECT count(*) FROM events';
    const first = await engine.query(count, { deadlineMs: 5_000 });
    const second = await engine.query(count, { deadlineMs: 5_000 });
    expect(first.rows).toEqual([[1]]);
    expect(Number(second.rows[0]?.[0])).toBeGreaterThan(1);
  });

  test.each([0, 2, 100])('sessions grow with their events, %i of them kept', async (keptEvents) => {
    const lake = createFakeLake(storedEvent(1, { event_ms: AT }));
    const engine = createDuckdbEngine({ lake, keptEvents });
    onTestFinished(() => engine.close());
    for (const n of [2, 3, 4]) {
      const sums = 'SELECT count(*), sum(events) FROM sessions';
      expect(await rows(engine, sums)).toEqual([[1, n - 1]]);
      lake.append(storedEvent(n, { event_ms: AT }));
    }
  });

  test('the first copy of an event_id wins, within a chunk and across chunks', async () => {
    const first = storedEvent(1, { event_ms: AT, search_term: 'first' });
    const lake = createFakeLake(first, { ...first, search_term: 'second' });
    const engine = engineOver(lake);
    expect(await rows(engine, 'SELECT search_term FROM events')).toEqual([['first']]);
    lake.append({ ...first, search_term: 'third' });
    expect(await rows(engine, 'SELECT search_term FROM events')).toEqual([['first']]);
  });

  test('keeps the first of many copies in large chunks', async () => {
    const lake = createFakeLake();
    for (let copy = 0; copy < 3; copy++) {
      for (let n = 0; n < 6000; n++) lake.append(storedEvent(n, { event_ms: AT, seq: copy + 1 }));
    }
    const engine = engineOver(lake);
    expect(await rows(engine, 'SELECT count(*), max(seq) FROM events')).toEqual([[6000, 1]]);
  });

  test('skips and counts a bad line, never its neighbours', async () => {
    const warned = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    const [one, two, three] = [1, 2, 3].map((n) => storedEvent(n, { event_ms: AT }));
    if (!one || !two || !three) throw new Error('three events were made');
    const { event_type: _, ...untyped } = two;
    const lake = createFakeLake(one, '{"event_id":', 'null', JSON.stringify(untyped), three);
    const engine = engineOver(lake);
    expect(await rows(engine, 'SELECT event_id FROM events ORDER BY 1')).toEqual([
      [one.event_id],
      [three.event_id],
    ]);
    expect(engine.skippedLines()).toBe(3);
    expect(warned.mock.calls.map(([line]) => JSON.parse(String(line)))).toEqual([
      {
        message: 'lake lines skipped',
        reasons: { 'lacks a required field': 2, 'not JSON': 1 },
        total: 3,
      },
    ]);
    warned.mockClear();
  });

  test('loads each line once under concurrent questions', async () => {
    const lake = createFakeLake(...[1, 2, 3].map((n) => storedEvent(n, { event_ms: AT })));
    const engine = engineOver(lake);
    const counts = await Promise.all(
      Array.from({ length: 20 }, () => rows(engine, 'SELECT count(*) FROM events')),
    );
    expect(counts).toEqual(Array.from({ length: 20 }, () => [[3]]));
    // One load for those who asked together (a chunk and the empty answer after it), or a second
    // for whoever came while it ran.
    expect(lake.calls()).toBeLessThanOrEqual(3);
  });

  test('a lake that cannot be read is said so, and read again at the next question', async () => {
    const good = createFakeLake(storedEvent(1, { event_ms: AT }));
    let broken = true;
    const engine = engineOver({
      ...good,
      next: async (max) => {
        if (broken) throw new Error('EIO');
        return good.next(max);
      },
    });
    const failed = engine.query('SELECT 1');
    await expect(failed).rejects.toMatchObject({ code: 'unavailable' });
    broken = false;
    expect(await rows(engine, 'SELECT count(*) FROM events')).toEqual([[1]]);
  });

  test('products carry exact prices', async () => {
    const engine = engineOver(createFakeLake());
    const sql = 'SELECT product_id, name, category, CAST(price AS varchar) FROM products';
    expect(await rows(engine, sql)).toEqual([['teapot', "Anna's teapot", 'kitchen', '19.99']]);
  });
});

describe('what a statement may not do', () => {
  test.each([
    ["SELECT * FROM read_text('/etc/passwd')"],
    ["SELECT * FROM read_csv('/etc/passwd')"],
    ["SELECT * FROM '/etc/passwd'"],
    ["COPY (SELECT 1) TO '/tmp/footfall-escape.csv'"],
    ["ATTACH '/tmp/footfall-escape.db' AS x"],
    ['INSTALL httpfs'],
    ['SET threads = 1'],
    ["SET GLOBAL TimeZone = 'Europe/Berlin'"],
    ['CREATE TABLE x (a int)'],
    ['DELETE FROM lake.events'],
    ['DROP VIEW events'],
    ['SELECT 1; SELECT 2'],
    ['SELECT 1; DROP VIEW events'],
    ['SELECT ?'],
  ])('%s', async (sql) => {
    const engine = engineOver(createFakeLake());
    await expect(engine.query(sql)).rejects.toMatchObject({ code: 'invalid' });
    expect(await rows(engine, 'SELECT count(*) FROM events')).toEqual([[0]]);
  });

  test('surplus parameters are the caller’s error', async () => {
    const engine = engineOver(createFakeLake());
    const surplus = engine.query('SELECT 1', { parameters: [1] });
    await expect(surplus).rejects.toMatchObject({ code: 'invalid' });
  });
});

test('nested values arrive as JSON text, 64-bit and huge sums as numbers', async () => {
  const engine = engineOver(createFakeLake());
  const sql = `SELECT sum(x), ARRAY[1, 2], count(*) FROM (VALUES (CAST(4 AS bigint)), (5)) AS t(x)`;
  expect(await rows(engine, sql)).toEqual([[9, '[1,2]', 2]]);
});
