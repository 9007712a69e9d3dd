import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { SECOND_MS } from '@/lib/common/clock';
import { createFakeLake } from '@/lib/testing/lake-events';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import { createDuckdbEngine } from './duckdb';

/** Minutes of work, so that it is under way for as long as is measured. */
const ENDLESS =
  'SELECT sum(a.range * b.range % 7) FROM range(1000000) AS a, range(1000000) AS b WHERE a.range <> b.range';
const WATCHED_MS = 3 * SECOND_MS;

test('more heavy queries than there are threads leave disk and event loop to the collector', async () => {
  const folder = scratchFolder();
  const engine = createDuckdbEngine({ lake: createFakeLake() });
  onTestFinished(() => engine.close());
  await engine.query('SELECT 1');
  const cancel = new AbortController();
  const asked = Array.from({ length: 12 }, () =>
    engine.query(ENDLESS, { signal: cancel.signal }).then(
      () => 'answered',
      (error: { code: string }) => error.code,
    ),
  );
  const loop = monitorEventLoopDelay({ resolution: 5 });
  loop.enable();
  const file = await open(join(folder, 'segment'), 'a');
  const tookMs: number[] = [];
  const until = performance.now() + WATCHED_MS;
  while (performance.now() < until) {
    const from = performance.now();
    await file.write('an event\n');
    await file.datasync();
    tookMs.push(performance.now() - from);
    await sleep(10);
  }
  await file.close();
  loop.disable();
  cancel.abort();
  expect(new Set(await Promise.all(asked))).toEqual(new Set(['cancelled']));
  tookMs.sort((a, b) => a - b);
  // On a machine whose every core is asked to count: no statement about speed, only about standing still.
  expect(tookMs.length).toBeGreaterThan(20);
  expect(tookMs.at(-1)).toBeLessThan(5 * SECOND_MS);
  expect(loop.max / 1e6).toBeLessThan(5 * SECOND_MS);
});
