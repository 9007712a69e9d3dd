import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import { expect, test } from 'vitest';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { glueColumns } from '@/lib/events/projections';
import { createLiveEvents, createProducts, createTable, storedTables } from './athena-ddl';
import { DATABASE_TABLES, mergeEvents, mergeModelDay, touchedDays } from './athena-statements';
import { upkeepOf, upkeepTemplates } from './athena-upkeep';
import { MODELS } from './models';
import { sessionsModel } from './sessions';

const TABLES = storedTables(DATABASE_TABLES);

test('there is a table for events and for each model, with their columns', () => {
  expect(TABLES.map(({ name }) => name)).toEqual(['events', ...MODELS.map(({ name }) => name)]);
  expect(TABLES[0]?.columns.slice(0, -1)).toEqual(glueColumns());
  for (const { columns, partition } of TABLES) {
    expect(columns.map(({ name }) => name)).toContain(partition);
  }
});

test('a declaration is one that Athena takes', () => {
  for (const table of TABLES) {
    const sql = createTable(table, 's3://bucket/tables/');
    expect(sql).toContain(`LOCATION 's3://bucket/tables/${table.name}/'`);
    expect(sql).toContain(`'table_type'='ICEBERG'`);
    // Its DDL takes names in backticks alone, and a straight quote ends a comment.
    expect(sql).not.toContain('"');
    for (const { name, comment } of table.columns) {
      expect(sql.match(new RegExp(`^  \`${name}\` `, 'm'))).not.toBeNull();
      expect(comment.length).toBeLessThanOrEqual(255);
    }
    expect((sql.match(/'/g) ?? []).length % 2).toBe(0);
  }
});

test('views and templates are Trino SQL', { timeout: 60_000 }, () => {
  const parser = new TrinoSQL();
  const { stretches, merge, touched, models } = upkeepTemplates(DATABASE_TABLES);
  const products = PRODUCTS.map((one) => ({ ...one, name: "it's" }));
  const statements = [
    createProducts(products),
    createLiveEvents(DATABASE_TABLES),
    stretches,
    merge,
    touched,
    ...models.map(({ sql }) => sql),
  ];
  for (const sql of statements) expect(parser.validate(sql)).toEqual([]);
});

test('a template that is filled in is the statement that everything else uses', () => {
  const fill = (sql: string, places: Readonly<Record<string, string>>) =>
    sql.replace(/\{(\w+)\}/g, (_, place: string) => places[place] ?? `no ${place}`);
  const { merge, touched, models } = upkeepTemplates(DATABASE_TABLES);
  const arrivals = { from: '2026-11-21', to: '2026-11-22', hours: { from: '00', to: '23' } };
  const places = {
    from: arrivals.from,
    to: arrivals.to,
    fromHour: '00',
    toHour: '23',
    daysFrom: '2026-10-01',
    daysTo: '2026-11-22',
    near: '2026-09-29',
    far: '2026-11-24',
    day: '2026-03-01',
    dayBefore: '2026-02-27',
    dayAfter: '2026-03-03',
  };
  const days = { from: places.daysFrom, to: places.daysTo };
  const near = { from: places.near, to: places.far };
  expect(fill(merge, places)).toBe(mergeEvents(DATABASE_TABLES, arrivals, days));
  expect(fill(touched, places)).toBe(touchedDays(DATABASE_TABLES, arrivals, near));
  expect(fill(models[0]?.sql ?? '', places)).toBe(
    mergeModelDay(DATABASE_TABLES, sessionsModel, '2026-03-01'),
  );
});

test('housekeeping is by partition, so that old days go without files being written', () => {
  for (const table of TABLES) {
    // OPTIMIZE and VACUUM are Athena's own words, which no grammar of Trino knows.
    expect(upkeepOf(table)).toEqual([
      `DELETE FROM "${table.name}" WHERE ${table.partition} < '{oldest}'`,
      `OPTIMIZE "${table.name}" REWRITE DATA USING BIN_PACK WHERE ${table.partition} >= '{newest}'`,
      `VACUUM "${table.name}"`,
    ]);
  }
});
