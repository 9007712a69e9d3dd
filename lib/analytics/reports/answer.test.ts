import { expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { QueryError } from '@/lib/analytics/query-engine';
import { createFakeLake, storedEvent } from '@/lib/testing/lake-events';
import { answerReport, reportProblem } from './answer';
import { reportNamed } from './registry';

test('answers a named report with what it was asked', async () => {
  const report = reportNamed('overview');
  if (!report) throw new Error('the overview report is registered');
  const engine = createDuckdbEngine({ lake: createFakeLake(storedEvent(1, { event_ms: 1000 })) });
  const parameters = report.parameters.parse({ from_ms: 0, to_ms: 2000 });
  const document = await answerReport(engine, report, parameters, { clock: () => 5000 });
  await engine.close();
  expect(document).toMatchObject({
    report: 'overview',
    parameters,
    asked_at: '1970-01-01T00:00:05.000Z',
  });
  expect(document.rows[0]).toMatchObject({ period: 'current', actor: 'all', events: 1 });
});

test('knows no other names', () => {
  for (const name of ['nothing', 'toString', '__proto__', '']) expect(reportNamed(name)).toBeNull();
});

test('tells a query’s error by its code, in its own words', () => {
  expect(reportProblem(new QueryError('unavailable', 'No engine here.'))).toEqual({
    status: 503,
    problem: { code: 'unavailable', message: 'No engine here.' },
  });
  expect(reportProblem(new QueryError('timeout', 'late'))?.status).toBe(504);
  expect(reportProblem(new QueryError('invalid', 'our SQL'))?.status).toBe(500);
  for (const other of [new Error('x'), Object.assign(new Error('x'), { code: 'EIO' })]) {
    expect(reportProblem(other)).toBeNull();
  }
});
