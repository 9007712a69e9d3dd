import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import { afterAll, describe, expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { createFakeLake } from '@/lib/testing/lake-events';
import { placeholdersOutsideWhere } from '@/lib/testing/placeholders';
import { REPORTS, reportNamed } from './registry';

const FROM = Date.UTC(2026, 10, 22, 12, 7);
const WEEK = { from_ms: FROM, to_ms: FROM + 7 * 24 * 60 * 60 * 1000 };
const EACH = {
  compare: 'before',
  granularity: 'week',
  time_zone: 'Europe/Dublin',
  actor: ['human', 'bot'],
  device_type: ['mobile'],
  country: ['IE', 'FR'],
  channel: ['paid'],
  user_type: ['new'],
  category: ['cookware', 'toys'],
  product_id: ['teapot-clay'],
};

/** Nothing set, each alone, all together. */
const SCOPES: readonly (readonly [string, object])[] = [
  ['nothing', {}],
  ...Object.entries(EACH).map(([name, value]) => [name, { [name]: value }] as const),
  ['everything', EACH],
];

const parser = new TrinoSQL();
const engine = createDuckdbEngine({ lake: createFakeLake() });
afterAll(() => engine.close());

describe.each(Object.keys(REPORTS))('%s', (name) => {
  const report = reportNamed(name);
  if (!report) throw new Error(`${name} is registered`);

  test.each(SCOPES)('is Trino SQL, runs, and has its columns, with %s set', async (_, given) => {
    const asked = name === 'session_events' ? { session_id: 's1' } : { ...WEEK, ...given };
    const { sql, values } = report.build(report.parameters.parse(asked));
    expect(parser.validate(sql)).toEqual([]);
    expect(placeholdersOutsideWhere(sql)).toEqual([]);
    const { columns } = await engine.query(sql, { parameters: values });
    expect(Object.keys(report.definitions)).toEqual(columns.map((column) => column.name));
  });

  test('is registered by its name', () => {
    expect(report.name).toBe(name);
    expect(report.question).toMatch(/\?$/);
    for (const words of Object.values(report.definitions)) expect(words).toMatch(/^\S.+\.$/s);
  });
});

test('the grammar and the rule for ? say no where they should', () => {
  expect(parser.validate('SELECT 1 FROM t GROUP 1')).not.toEqual([]);
  const wrong = [
    'SELECT ? FROM t',
    'SELECT 1 FROM t WHERE a IN (SELECT ? FROM t)',
    'SELECT 1 FROM (VALUES (?)) AS t(a)',
    'SELECT 1 FROM t JOIN u ON t.a = ? WHERE t.b = 1',
    'SELECT a FROM t WHERE a = 1 GROUP BY ?',
    'SELECT a FROM t WHERE a = CASE WHEN b = ? THEN 1 END',
    'SELECT a FROM t ORDER BY a LIMIT ?',
    'SELECT a FROM t GROUP BY a HAVING a = ?',
  ];
  for (const text of wrong) expect(placeholdersOutsideWhere(text)).toHaveLength(1);
  const right = [
    'SELECT a FROM t WHERE a IN (?, ?) AND (b = ? OR c < ?)',
    "SELECT '?' AS a FROM t WHERE a IN (SELECT a FROM u WHERE b >= ?) AND c = ?",
  ];
  for (const text of right) expect(placeholdersOutsideWhere(text)).toEqual([]);
});
