import { appendFileSync, mkdirSync } from 'node:fs';
import { getPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { SECOND_MS, systemClock } from '@/lib/common/clock';
import { openLake } from '@/lib/lake/lake';
import type { OwnSegment } from '@/lib/lake/lake-tail';
import { RAW_EVENTS } from '@/lib/lake/layout';
import { eventually } from '@/lib/testing/eventually';
import { storedEvent } from '@/lib/testing/lake-events';
import { describeQueryEngine, SLOW_SQL } from '@/lib/testing/query-engine-contract';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { createDuckdbProcess } from './duckdb-process';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const AT = Date.UTC(2026, 10, 22, 10);
const lineOf = (n: number) => `${JSON.stringify(storedEvent(n, { event_ms: AT }))}\n`;
const COUNT = 'SELECT count(*) FROM events';

function engineOver({
  root = scratchFolder(),
  own = () => [],
  stopsWithinMs,
}: Partial<Parameters<typeof createDuckdbProcess>[0]> = {}) {
  const engine = createDuckdbProcess({ root, products: [], own, stopsWithinMs });
  onTestFinished(() => engine.close());
  return engine;
}

describeQueryEngine('duckdb in a process of its own', async () =>
  createDuckdbProcess({ root: scratchFolder(), products: [], own: () => [] }),
);

describe('what the server takes in', () => {
  test('is seen by the next question, once it is durable', async () => {
    const root = scratchFolder();
    const lake = openLake({ root, clock: systemClock });
    onTestFinished(() => lake.close());
    const engine = engineOver({ root, own: lake.events.own });
    for (let n = 1; n <= 3; n++) {
      await lake.events.append(lineOf(n));
      expect((await engine.query(COUNT)).rows).toEqual([[n]]);
    }
  });

  test('is not seen before', async () => {
    const root = scratchFolder();
    const path = join(root, RAW_EVENTS, 'dt=2026-11-22/hour=10', 'footfall-1-a');
    mkdirSync(dirname(path), { recursive: true });
    appendFileSync(path, lineOf(1) + lineOf(2));
    const durable = lineOf(1).length;
    let own: readonly OwnSegment[] = [{ path, durableBytes: durable }];
    const engine = engineOver({ root, own: () => own });
    expect((await engine.query(COUNT)).rows).toEqual([[1]]);
    own = [{ path, durableBytes: 2 * durable }];
    expect((await engine.query(COUNT)).rows).toEqual([[2]]);
  });
});

describe('a child that ends', () => {
  test('says so to who waits, and the next question is answered by another', async () => {
    const engine = engineOver();
    await engine.query('SELECT 1');
    const slow = engine.query(SLOW_SQL);
    const refused = expect(slow).rejects.toMatchObject({ code: 'unavailable' });
    const first = engine.pid();
    process.kill(Number(first), 'SIGKILL');
    await refused;
    expect((await engine.query('SELECT 2 AS two')).rows).toEqual([[2]]);
    expect(engine.pid()).not.toBe(first);
  });

  test('is ended where a question does not stop', async () => {
    const engine = engineOver({ stopsWithinMs: 100 });
    await engine.query('SELECT 1');
    const first = Number(engine.pid());
    process.kill(first, 'SIGSTOP');
    const deaf = engine.query('SELECT 1', { deadlineMs: 50 });
    await expect(deaf).rejects.toMatchObject({ code: 'timeout' });
    await eventually(() => expect(() => process.kill(first, 0)).toThrow());
    expect((await engine.query('SELECT 2 AS two')).rows).toEqual([[2]]);
  });

  test('is not there after closing', async () => {
    const engine = engineOver();
    await engine.query('SELECT 1');
    const pid = Number(engine.pid());
    await engine.close();
    expect(() => process.kill(pid, 0)).toThrow();
  });
});

/** Fault 37 of the catalogue: a big query of an admin must not hold up what is taken in. */
test('heavy questions cost this process no time, and run below its priority', async () => {
  const root = scratchFolder();
  const lake = openLake({ root, clock: systemClock });
  onTestFinished(() => lake.close());
  const engine = engineOver({ root, own: lake.events.own });
  await engine.query('SELECT 1');
  const cancel = new AbortController();
  const asked = Array.from({ length: 4 }, () =>
    engine
      .query(SLOW_SQL, { signal: cancel.signal })
      .catch((error: { code: string }) => error.code),
  );
  await sleep(200);
  const before = process.cpuUsage();
  const from = performance.now();
  let slowestMs = 0;
  let n = 0;
  while (performance.now() - from < 2 * SECOND_MS) {
    n += 1;
    const asking = performance.now();
    expect(await lake.events.append(lineOf(n))).toEqual({ ok: true });
    slowestMs = Math.max(slowestMs, performance.now() - asking);
    await sleep(10);
  }
  const { user, system } = process.cpuUsage(before);
  const busy = (user + system) / 1000 / (performance.now() - from);
  cancel.abort();
  expect(await Promise.all(asked)).toEqual(Array(4).fill('cancelled'));
  // In this process the questions would take more than a whole core.
  expect(busy).toBeLessThan(0.5);
  expect(getPriority(Number(engine.pid()))).toBeGreaterThan(getPriority());
  expect(slowestMs).toBeLessThan(5 * SECOND_MS);
});
