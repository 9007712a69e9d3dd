import type { QueryEngine } from '@/lib/analytics/query-engine';
import { inspectLake } from '@/lib/lake/inspect';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { daysOfFiles, trueDays } from '@/lib/lake/model-days';
import type { Model, ModelColumn } from '@/lib/models/model';
import { MODEL_DEFINITION, MODELS } from '@/lib/models/models';
import { lakeUnderTest } from './lake-under-test';

/**
 * How many rows each published table and plain SQL over `events` do not share, in one snapshot. Rows that
 * count are added up first, as their readers do: a session without a day in its id counts for the day it
 * began on and is never stored with it, so that a day of counts may lie in two rows of one key.
 */
export async function differing(engine: QueryEngine): Promise<Record<string, number>> {
  const [sessions] = MODELS;
  const plain = { events: 'events', sessions: 'plain_sessions', products: 'products' };
  const counts = MODELS.map((model) => {
    const made = addedUp(model, `(${model.select(plain)})`);
    const table = addedUp(model, `"${model.name}"`);
    const names = model.columns.map(({ name }) => name).join(', ');
    // Each side is planned once, which EXCEPT ALL in both directions would do twice.
    return `SELECT '${model.name}', coalesce(sum(abs(more)), 0) FROM (
      SELECT sum(n) AS more FROM (
        SELECT ${names}, 1 AS n FROM (${made}) UNION ALL SELECT ${names}, -1 AS n FROM (${table})
      ) GROUP BY ${names})`;
  });
  const { rows } = await engine.query(`WITH plain_sessions AS (
    ${sessions?.select(plain)}) ${counts.join(' UNION ALL ')}`);
  return Object.fromEntries(rows.map(([name, rows]) => [String(name), Number(rows)]));
}

/** Tables of single things: their rows are not added up. */
const SINGLE: readonly Model['name'][] = ['sessions', 'order_lines'];

function addedUp({ name, columns, key }: Model, relation: string): string {
  if (SINGLE.includes(name)) {
    return `SELECT ${columns.map((column) => column.name).join(', ')} FROM ${relation}`;
  }
  const counts = (column: ModelColumn) => column.type !== 'varchar' && !key.includes(column.name);
  const list = columns.map((column) =>
    counts(column) ? `sum(${column.name}) AS ${column.name}` : column.name,
  );
  const others = columns.filter((column) => !counts(column)).map((column) => column.name);
  return `SELECT ${list.join(', ')} FROM ${relation} GROUP BY ${others.join(', ')}`;
}

/** Nothing differs. */
export const SAME = Object.fromEntries(MODELS.map(({ name }) => [name, 0]));

/** A lake under test, and what of it is in tables. */
export function storedLake() {
  const lake = lakeUnderTest();
  const manifest = () => createManifestReader(lake.root).read();
  return {
    ...lake,
    manifest,
    /** Days that readers take from the tables. */
    async days() {
      const { files, models } = await manifest();
      const days = trueDays(models, daysOfFiles(files), MODEL_DEFINITION);
      return days.map(({ day }) => day).sort();
    },
    findings: async () => inspectLake(lake.root, await manifest()),
  };
}
