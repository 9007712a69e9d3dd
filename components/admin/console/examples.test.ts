import { DuckDBInstance } from '@duckdb/node-api';
import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import { afterAll, expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { assertAllowed } from '@/lib/console/duckdb-answer';
import { createFakeLake } from '@/lib/testing/lake-events';
import { placeholdersOutsideWhere } from '@/lib/testing/placeholders';
import { examplesAt } from './examples';
import { parameterNames } from './parameters';

const NOW = Date.UTC(2026, 10, 22, 12);
const parser = new TrinoSQL();
const engine = createDuckdbEngine({ lake: createFakeLake() });
afterAll(() => engine.close());

test.each(examplesAt(NOW))(
  '$name is Trino SQL that the console lets through and answers',
  async ({ sql, parameters = {} }) => {
    expect(parameterNames(sql)).toEqual(Object.keys(parameters));
    expect(parameters).toEqual({ since: '2026-11-15' });
    const asked = sql.replaceAll(':since', '?');
    expect(parser.validate(asked)).toEqual([]);
    expect(placeholdersOutsideWhere(asked)).toEqual([]);
    const gate = await (await DuckDBInstance.create(':memory:')).connect();
    await assertAllowed(gate, asked);
    gate.closeSync();
    const { columns } = await engine.query(asked, { parameters: ['2026-11-15'] });
    expect(columns.length).toBeGreaterThan(3);
  },
);
