import { expect, test } from 'vitest';
import type { QueryValue } from '@/lib/analytics/query-engine';
import { chartPoints, firstChoice } from './chart-points';
import { createResultRows } from './result-rows';

function rowsOf(columns: Record<string, string>, rows: readonly (readonly QueryValue[])[]) {
  const result = createResultRows(Object.entries(columns).map(([name, type]) => ({ name, type })));
  result.add(rows);
  return result;
}

test('what says when is drawn as a line, else what has a name as bars', () => {
  const days = rowsOf({ dt: 'VARCHAR', year: 'BIGINT', revenue: 'DECIMAL(18,2)' }, [
    ['2026-01-02', 2026, 5],
  ]);
  expect(firstChoice(days)).toEqual({ kind: 'line', names: 0, figures: 2 });
  const devices = rowsOf({ sessions: 'bigint', device: 'varchar' }, [[3, 'mobile']]);
  expect(firstChoice(devices)).toEqual({ kind: 'bars', names: 1, figures: 0 });
  const moments = rowsOf({ event_ms: 'BIGINT', n: 'INTEGER' }, [[1_760_000_000_000, 1]]);
  expect(firstChoice(moments)).toEqual({ kind: 'line', names: 0, figures: 1 });
  expect(firstChoice(rowsOf({ name: 'VARCHAR' }, [['a']]))).toBeNull();
  expect(firstChoice(rowsOf({ n: 'BIGINT' }, []))).toBeNull();
});

test('rows of one name are added up, NULL counts nothing, a line goes by time', () => {
  const rows = rowsOf({ at: 'BIGINT', n: 'DOUBLE' }, [
    [1_760_000_060_000, 1.5],
    [1_760_000_000_000, 2],
    [1_760_000_060_000, 1],
    [1_760_000_000_000, null],
  ]);
  const line = chartPoints(rows, null, { kind: 'line', names: 0, figures: 1 });
  expect(line.points.map(({ value }) => value)).toEqual([2, 2.5]);
  const named = rowsOf({ event_ms: 'BIGINT', n: 'DOUBLE' }, [[1_760_000_000_000, 1]]);
  expect(chartPoints(named, null, { kind: 'line', names: 0, figures: 1 }).points).toEqual([
    { name: '2025-10-09T08:53:20.000Z', value: 1 },
  ]);
  expect(line).toMatchObject({ added: true, below: false, whole: false, leftOut: 0 });
});

test('a line over numbers goes by the numbers', () => {
  const rows = rowsOf({ h: 'BIGINT', n: 'BIGINT' }, [
    [10, 1],
    [9, 2],
  ]);
  const { points } = chartPoints(rows, null, { kind: 'line', names: 0, figures: 1 });
  expect(points.map(({ name }) => name)).toEqual(['9', '10']);
});

test('bars keep the order of the rows, and say how many there are no room for', () => {
  const rows = rowsOf(
    { name: 'VARCHAR', n: 'BIGINT' },
    Array.from({ length: 45 }, (_, at) => [`n${at}`, at - 44]),
  );
  const order = Uint32Array.from({ length: 45 }, (_, at) => 44 - at);
  const bars = chartPoints(rows, order, { kind: 'bars', names: 0, figures: 1 });
  expect(bars.points[0]).toEqual({ name: 'n44', value: 0 });
  expect(bars.points).toHaveLength(40);
  expect(bars).toMatchObject({ leftOut: 5, below: true, whole: true, added: false });
});
