import { expect, onTestFinished, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { toLine } from '@/lib/events/complete';
import { storedEvent } from '@/lib/testing/lake-events';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { type Lake, openLake } from './lake';

const NOW = Date.parse('2026-11-22T08:15:40.000Z');
const SMALL = { maxSegmentBytes: 20_000 };

function open(root: string): Lake {
  const lake = openLake({ root, clock: () => NOW, limits: SMALL });
  onTestFinished(() => lake.close());
  return lake;
}

const block = (from: number, count: number) =>
  Array.from(
    { length: count },
    (_, n) => `${toLine(storedEvent(from + n, { event_ms: NOW + from + n }))}\n`,
  ).join('');

test('two processes on one lake write beside each other, and each reads both, once', async () => {
  const root = scratchFolder();
  const lakes = [open(root), open(root)];
  const appended = Array.from({ length: 200 }, (_, n) =>
    lakes[n % 2]?.events.append(block(n * 10, 10)),
  );
  expect(await Promise.all(appended)).toEqual(appended.map(() => ({ ok: true })));
  for (const lake of lakes) {
    const ids: string[] = [];
    const tail = lake.readEvents();
    for (let lines = await tail.next(9_999); lines.length > 0; lines = await tail.next(9_999)) {
      ids.push(...lines.map((line) => JSON.parse(line).event_id));
    }
    expect(ids).toHaveLength(2_000);
    expect(new Set(ids).size).toBe(2_000);
  }
});

test('a question asked while events are written sees all that was acked before it, and only whole ones', async () => {
  const lake = open(scratchFolder());
  const engine = createDuckdbEngine({ lake: lake.readEvents() });
  let given = 0;
  let acked = 0;
  const write = async () => {
    for (let appended = 0; appended < 60; appended++) {
      const count = 1 + (given % 20);
      const text = block(given, count);
      given += count;
      const outcome = await lake.events.append(text);
      expect(outcome).toEqual({ ok: true });
      acked += count;
      // Questions get their turn, too.
      if (appended % 10 === 0) await engine.query('SELECT 1');
    }
  };
  let writing = true;
  const written = Promise.all([write(), write(), write()]).finally(() => {
    writing = false;
  });
  let last = 0;
  let questions = 0;
  while (writing) {
    questions += 1;
    const before = acked;
    const { rows } = await engine.query('SELECT count(*), count(DISTINCT event_id) FROM events');
    const [all, distinct] = (rows[0] ?? []) as number[];
    expect(all).toBe(distinct);
    expect(all).toBeGreaterThanOrEqual(Math.max(before, last));
    expect(all).toBeLessThanOrEqual(given);
    last = all ?? 0;
  }
  await written;
  expect(questions).toBeGreaterThan(2);
  const { rows } = await engine.query('SELECT count(*) FROM events');
  expect(rows).toEqual([[given]]);
  expect(engine.skippedLines()).toBe(0);
  expect(given).toBeGreaterThan(500);
  await engine.close();
});
