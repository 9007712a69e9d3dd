import { expect, test } from 'vitest';
import { CONTRACT_CASES, describeQueryEngine, SLOW_SQL } from '@/lib/testing/query-engine-contract';
import { createMemoryEngine } from './memory';
import { QueryError } from './query-engine';
import { createUnavailableEngine } from './unavailable';

const cases = Object.values(CONTRACT_CASES);

describeQueryEngine('memory', async () =>
  createMemoryEngine((sql) => {
    if (sql === SLOW_SQL) return new Promise(() => undefined);
    const known = cases.find((one) => one.sql === sql);
    if (!known) throw new QueryError('invalid', 'no answer is known');
    return { columns: known.columns.map((name) => ({ name, type: 'any' })), rows: known.rows };
  }),
);

test('answers from a table by the exact text, and refuses any other', async () => {
  const engine = createMemoryEngine({
    'SELECT 1': { columns: [{ name: 'one', type: 'integer' }], rows: [[1]] },
  });
  expect((await engine.query('SELECT 1')).rows).toEqual([[1]]);
  for (const sql of ['SELECT 2', 'toString']) {
    await expect(engine.query(sql)).rejects.toMatchObject({ code: 'invalid' });
  }
});

test('the unavailable engine says why at every question', async () => {
  const engine = createUnavailableEngine('Queries on AWS are not part of this version.');
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({
    code: 'unavailable',
    message: 'Queries on AWS are not part of this version.',
  });
  await engine.close();
});
