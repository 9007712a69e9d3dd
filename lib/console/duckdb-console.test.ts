import { readdirSync, readFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { systemClock } from '@/lib/common/clock';
import { openLake } from '@/lib/lake/lake';
import { createManifestReader } from '@/lib/lake/manifest-file';
import {
  CONTRACT_LIMITS,
  describeConsoleEngine,
  question,
  whole,
} from '@/lib/testing/console-engine-contract';
import { consoleLake } from '@/lib/testing/console-lake';
import { eventually } from '@/lib/testing/eventually';
import { storedEvent } from '@/lib/testing/lake-events';
import { SLOW_SQL } from '@/lib/testing/query-engine-contract';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { createDuckdbConsole, type DuckdbConsoleLimits } from './duckdb-console';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let lake: Awaited<ReturnType<typeof consoleLake>>;
beforeAll(async () => {
  lake = await consoleLake();
});
afterAll(() => lake.remove());

function engineOver(limits: Partial<DuckdbConsoleLimits> = {}) {
  const engine = createDuckdbConsole({ ...lake, products: [], limits });
  onTestFinished(() => engine.close());
  return engine;
}

const isGone = (pid: number) => expect(() => process.kill(pid, 0)).toThrow();

describeConsoleEngine('duckdb', async () =>
  createDuckdbConsole({ ...lake, products: [], limits: CONTRACT_LIMITS }),
);

describe('the process of a question', () => {
  test('has no environment and a low priority, and is gone when the question is given up', async () => {
    process.env.FOOTFALL_TEST_SECRET = 'not for queries';
    onTestFinished(() => {
      delete process.env.FOOTFALL_TEST_SECRET;
    });
    const engine = engineOver();
    const caller = new AbortController();
    const slow = whole(engine.ask(question(SLOW_SQL, [], caller.signal)));
    const refused = expect(slow).rejects.toMatchObject({ code: 'cancelled' });
    await eventually(() => expect(engine.pids()).toHaveLength(1));
    const [pid = 0] = engine.pids();
    // Of another user's process nobody but root may look.
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    expect(environment).toContain('PATH=');
    expect(environment).not.toContain('FOOTFALL');
    expect(getPriority(pid)).toBeGreaterThan(getPriority());
    caller.abort();
    await refused;
    isGone(pid);
  });

  test('that dies by itself is told of', async () => {
    const engine = engineOver();
    const slow = whole(engine.ask(question(SLOW_SQL)));
    const refused = expect(slow).rejects.toMatchObject({ code: 'failed' });
    await eventually(() => expect(engine.pids()).toHaveLength(1));
    process.kill(engine.pids()[0] ?? 0, 'SIGKILL');
    await refused;
  });

  test('started before an event was taken in sees it, once it is durable', async () => {
    const root = scratchFolder();
    const taking = openLake({ root, clock: systemClock });
    onTestFinished(() => taking.close());
    const manifest = vi.fn(createManifestReader(root).read);
    const engine = createDuckdbConsole({ root, products: [], own: taking.events.own, manifest });
    onTestFinished(() => engine.close());
    await eventually(() => expect(manifest).toHaveBeenCalled());
    const event = storedEvent(1, { event_ms: Date.now() });
    await taking.events.append(`${JSON.stringify(event)}\n`);
    const { rows } = await whole(engine.ask(question('SELECT count(*) FROM events')));
    expect(rows).toEqual([[1]]);
  });
});

describe('limits', () => {
  test.each([
    ['a statement that heeds no interrupt', `SELECT lpad('', 1900000000, 'x')`],
    [
      'a recursion without end that takes a published name',
      `WITH RECURSIVE events AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM events)
        SELECT count(*) FROM events WHERE n < 0`,
    ],
  ])('of time: %s is killed', async (_, sql) => {
    const engine = engineOver({ ms: 500, memory: Number.POSITIVE_INFINITY });
    await expect(whole(engine.ask(question(sql)))).rejects.toMatchObject({ code: 'timeout' });
  });

  test.each([
    ['a list', 'SELECT cardinality(sequence(1, 1000000000))'],
    ['a cell', `SELECT lpad('', 1000000000, 'x')`],
  ])('of memory, by the kernel’s count, of what DuckDB does not count: %s', async (_, sql) => {
    const engine = engineOver({ memory: 600_000_000, ms: 60_000 });
    await expect(whole(engine.ask(question(sql)))).rejects.toMatchObject({ code: 'memory' });
  });
});

describe('a Parquet file', () => {
  const folders = () =>
    readdirSync(tmpdir()).filter((name) => name.startsWith('footfall-parquet-'));

  test('holds the answer, of what may be asked alone, and leaves nothing behind', async () => {
    const before = folders();
    const engine = engineOver();
    const parts: Uint8Array[] = [];
    const sql = 'SELECT event_id FROM events WHERE page = ? -- all of them\n;';
    for await (const part of engine.parquet(question(sql, ['home']))) parts.push(part);
    const bytes = Buffer.concat(parts);
    expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
    expect(bytes.subarray(-4).toString()).toBe('PAR1');
    const trick = `SELECT 1) TO '${lake.root}/x.parquet' (FORMAT parquet); COPY (SELECT 1`;
    const none = engine.parquet(question(trick))[Symbol.asyncIterator]();
    await expect(none.next()).rejects.toMatchObject({ code: 'invalid' });
    expect(folders()).toEqual(before);
  });
});
