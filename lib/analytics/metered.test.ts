import { expect, test } from 'vitest';
import { recentErrors } from '@/lib/common/recent-errors';
import { createLocalMetrics } from '@/lib/monitoring/local';
import { createMeteredEngine } from './metered';
import { QueryError, type QueryErrorCode } from './query-engine';

function metered(outcome: QueryErrorCode | 'answer') {
  let now = Date.UTC(2026, 10, 22, 8);
  const clock = () => now;
  const metrics = createLocalMetrics(clock);
  const engine = createMeteredEngine(
    {
      name: 'memory',
      async query() {
        now += 250;
        if (outcome !== 'answer') throw new QueryError(outcome, `it was ${outcome}`);
        return { columns: [], rows: [], bytesScanned: null, elapsedMs: 1 };
      },
      close: () => Promise.resolve(),
    },
    { metrics, clock },
  );
  const time = async () => {
    const stretch = { fromMs: Date.UTC(2026, 10, 22, 8), toMs: now + 60_000, stepMs: 60_000 };
    return (await metrics.series(['QueryTime'], stretch))[0]?.values[0];
  };
  return { metrics, engine, time };
}

test('counts and times an answer', async () => {
  const { metrics, engine, time } = metered('answer');
  expect((await engine.query('SELECT 1')).rows).toEqual([]);
  expect(await metrics.totals()).toMatchObject({ QueriesAnswered: 1, QueriesFailed: 0 });
  expect(await time()).toBe(250);
});

test.each(['failed', 'timeout', 'unavailable'] as const)(
  'counts what %s and remembers why; the error goes on as it is',
  async (code) => {
    const { metrics, engine, time } = metered(code);
    await expect(engine.query('SELECT 1')).rejects.toMatchObject({ code });
    expect(await metrics.totals()).toMatchObject({ QueriesAnswered: 0, QueriesFailed: 1 });
    expect(recentErrors()[0]).toMatchObject({ where: `query ${code}`, message: `it was ${code}` });
    expect(await time()).toBeNull();
  },
);

test.each(['cancelled', 'invalid'] as const)('what is %s is no failure', async (code) => {
  const { metrics, engine } = metered(code);
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({ code });
  expect(await metrics.totals()).toMatchObject({ QueriesAnswered: 0, QueriesFailed: 0 });
});
