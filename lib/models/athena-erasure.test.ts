import { createHash } from 'node:crypto';
import { TrinoSQL } from 'dt-sql-parser/dist/parser/trino';
import { expect, test } from 'vitest';
import { storedTables } from './athena-ddl';
import {
  asUsual,
  countTheirs,
  deleteEvents,
  type Erased,
  forget,
  sightings,
} from './athena-erasure';
import { DATABASE_TABLES } from './athena-statements';

const TABLES = storedTables(DATABASE_TABLES);
const erased = (changes: Partial<Erased> = {}): Erased => ({
  digest: createHash('sha256').update('visitor-1').digest('hex').toUpperCase(),
  sessions: ["a'b", 'c'],
  since: '2026-01-01',
  ...changes,
});
const days = (n: number) =>
  Array.from({ length: n }, (_, i) =>
    new Date(Date.UTC(2026, 0, 1 + i)).toISOString().slice(0, 10),
  );

test('every statement is Trino SQL, but for the housekeeping that Athena alone has', {
  timeout: 60_000,
}, () => {
  const parser = new TrinoSQL();
  const statements = [
    ...sightings(DATABASE_TABLES, erased()),
    ...sightings(DATABASE_TABLES, erased({ sessions: [] })),
    ...deleteEvents(DATABASE_TABLES, erased(), days(3)),
    ...(['landing', ...TABLES] as const).flatMap((table) =>
      countTheirs(DATABASE_TABLES, table, erased()),
    ),
  ];
  expect(statements.length).toBeGreaterThan(6);
  for (const sql of statements) expect(parser.validate(sql), sql).toEqual([]);
});

test('files that hold deleted rows are written anew, and older snapshots forgotten', () => {
  const [events] = TABLES;
  if (!events) throw new Error('no table');
  const [eager, pack, vacuum, ...more] = forget(events, ['2026-11-22']);
  expect(more).toEqual([]);
  expect(eager).toMatch(/^ALTER TABLE `events` SET TBLPROPERTIES /);
  for (const property of [
    "'vacuum_max_snapshot_age_seconds'='1'",
    "'optimize_rewrite_delete_file_threshold'='1'",
    "'optimize_rewrite_data_file_threshold'='1'",
  ]) {
    expect(eager).toContain(property);
  }
  expect(pack).toBe(`OPTIMIZE "events" REWRITE DATA USING BIN_PACK WHERE dt IN ('2026-11-22')`);
  expect(vacuum).toBe('VACUUM "events"');
  expect(asUsual(events)).toContain("'vacuum_max_snapshot_age_seconds'='432000'");
});

test('many days and many sessions come in statements that Athena takes', () => {
  const sessions = Array.from(
    { length: 4_500 },
    (_, i) => `01a00000-0000-7000-8000-${String(i).padStart(12, '0')}`,
  );
  const statements = deleteEvents(DATABASE_TABLES, erased({ sessions }), days(200));
  expect(statements).toHaveLength(3 * 3);
  for (const sql of statements) {
    expect(Buffer.byteLength(sql)).toBeLessThan(262_144);
    expect(sql.match(/'2026-\d\d-\d\d'/g)?.length).toBeLessThanOrEqual(90);
  }
  expect(new Set(statements.join().match(/01a00000-[-0-9]+/g)).size).toBe(4_500);
});

test('no id of theirs, and nothing but dates and digests, reaches a statement', () => {
  for (const sql of sightings(DATABASE_TABLES, erased())) expect(sql).not.toContain('visitor-1');
  expect(() => sightings(DATABASE_TABLES, erased({ digest: "' OR true" }))).toThrow(RangeError);
  expect(() => sightings(DATABASE_TABLES, erased({ since: 'x' }))).toThrow(RangeError);
  expect(() => deleteEvents(DATABASE_TABLES, erased(), ["' OR true"])).toThrow(RangeError);
});
