import { expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, toIso } from '@/lib/common/clock';
import { createFakeLake, storedEvent } from '@/lib/testing/lake-events';
import { createDuckdbEngine } from './duckdb';

test('a batch replayed a hundred times, at other hours and on other days, counts once', async () => {
  const at = Date.parse('2026-11-22T23:59:59.000Z');
  const batch = [1, 2, 3].map((n) => storedEvent(n, { event_ms: at + n, seq: n }));
  const lake = createFakeLake();
  const engine = createDuckdbEngine({ lake });
  for (let replay = 0; replay < 100; replay++) {
    const received_at = toIso(at + (replay < 50 ? replay * HOUR_MS : 6 * DAY_MS + replay));
    const other = storedEvent(1_000 + replay, { event_ms: at, received_at });
    lake.append(...batch.map((event) => ({ ...event, received_at })), other);
    if (replay % 7 === 0) await engine.query('SELECT 1');
  }
  const { rows } = await engine.query(
    'SELECT count(*), count(DISTINCT event_id), min(received_at), sum(seq) FROM events WHERE seq > 0',
  );
  expect(rows).toEqual([[3, 3, toIso(at), 6]]);
  const all = await engine.query('SELECT count(*) FROM events');
  expect(all.rows).toEqual([[103]]);
  expect(engine.skippedLines()).toBe(0);
  await engine.close();
});
