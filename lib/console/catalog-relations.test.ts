import { expect, test } from 'vitest';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { CATEGORIES } from '@/lib/catalog/categories';
import { COLUMNS, type Column } from '@/lib/events/columns';
import { ELEMENTS, FLAGS } from '@/lib/events/vocabulary';
import { TABLES } from '@/lib/lake/layout';
import { EMPTY_MANIFEST, type StoredFile } from '@/lib/lake/manifest';
import { catalogDocument } from './catalog-desk';
import { EXAMPLES } from './catalog-examples';
import { catalogRelations } from './catalog-relations';

function column(relation: string, name: string) {
  const found = catalogRelations()
    .find((one) => one.name === relation)
    ?.columns.find((one) => one.name === name);
  if (!found) throw new Error(`no ${relation}.${name}`);
  return found;
}

test('every relation there is, the contract at the front', () => {
  const names = catalogRelations().map(({ name }) => name);
  expect(names).toEqual(['events', 'products', ...TABLES.filter((name) => name !== 'events')]);
  const [events] = catalogRelations();
  expect(events?.columns.map(({ name }) => name)).toEqual([
    ...COLUMNS.map(({ name }) => name),
    'dt',
  ]);
});

test('a column says which reports and models read it, and one that nobody reads has none', () => {
  expect(column('searches', 'clicked').reports).toEqual(['search_terms']);
  expect(column('sessions', 'path').reports).toContain('paths');
  expect(column('events', 'search_term')).toMatchObject({ models: ['sessions', 'searches'] });
  expect(column('events', 'search_term').reports).toEqual([
    'sessions_list',
    'sessions_total',
    'session_events',
  ]);
  expect(column('products', 'category').models).toEqual(['sessions']);
  expect(column('events', 'extra')).toMatchObject({ reports: [], models: [], since: 1 });
});

test('a model says what it is made from', () => {
  const sources = Object.fromEntries(catalogRelations().map((one) => [one.name, one.sources]));
  expect(sources).toMatchObject({
    events: [],
    products: [],
    sessions: ['events', 'products'],
    lengths: ['sessions'],
  });
  expect([...(sources.rollup ?? [])].sort()).toEqual(['events', 'sessions']);
});

test('one column divides each stored relation', () => {
  for (const { name, columns } of catalogRelations()) {
    const divided = columns.filter(({ partition }) => partition);
    expect([name, divided.length]).toEqual([name, name === 'products' ? 0 : 1]);
  }
});

test.each(COLUMNS)('the example of $name is one that it may hold', (declared) => {
  const { name, kind, values, pattern, clean, min, max, maxLength = 2048 } = declared as Column;
  const example = EXAMPLES[declared.name];
  if (kind !== 'string') {
    expect(Number(example)).not.toBeNaN();
    expect(Number(example)).toBeGreaterThanOrEqual(min ?? 0);
    expect(Number(example)).toBeLessThanOrEqual(max ?? Number.MAX_SAFE_INTEGER);
    return;
  }
  expect(example.length).toBeLessThanOrEqual(maxLength);
  if (values) expect(values).toContain(example);
  if (pattern) expect(example).toMatch(pattern);
  if (clean) expect(clean(example)).toBe(example);
  const lists: Readonly<Record<string, readonly string[]>> = {
    product_id: PRODUCTS.map(({ id }) => id),
    element: ELEMENTS,
  };
  if (lists[name]) expect(lists[name]).toContain(example);
  if (name === 'flags') for (const flag of example.split(' ')) expect(FLAGS).toContain(flag);
});

test('an example of a category is one of the catalogue’s', () => {
  expect(CATEGORIES.map(({ id }) => id)).toContain(column('products', 'category').example);
});

const file = (dt: string, rows: number): StoredFile => ({
  path: `dt=${dt}/part-${rows}.parquet`,
  dt,
  rows,
  bytes: rows * 40,
  min_id: '',
  max_id: '',
  id_sum: '0',
  source: 'roll',
  columns: COLUMNS.length,
});

test('what is stored is summed by partition, the oldest at the front', () => {
  const manifest = {
    ...EMPTY_MANIFEST,
    files: [file('2026-11-22', 10), file('2026-11-21', 5), file('2026-11-22', 1)],
    models: [
      {
        day: '2026-11-21',
        rows: 5,
        id_sum: '0',
        definition: 'd',
        made_at: 0,
        files: [{ table: 'sessions' as const, path: 'x', rows: 2, bytes: 80 }],
      },
    ],
  };
  const { relations } = catalogDocument('duckdb', manifest);
  const stored = Object.fromEntries(relations.map((one) => [one.name, one.stored]));
  expect(stored.events).toEqual({
    files: 3,
    bytes: 640,
    rows: 16,
    partitions: [
      { name: '2026-11-21', files: 1, bytes: 200, rows: 5 },
      { name: '2026-11-22', files: 2, bytes: 440, rows: 11 },
    ],
  });
  expect(stored.sessions).toMatchObject({ files: 1, rows: 2 });
  expect(stored.rollup).toEqual({ files: 0, bytes: 0, rows: 0, partitions: [] });
  expect(stored.products).toBeNull();
  expect(catalogDocument('athena', null).relations.every((one) => one.stored === null)).toBe(true);
});
