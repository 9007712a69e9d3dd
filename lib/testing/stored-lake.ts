import type { QueryEngine } from '@/lib/analytics/query-engine';
import { inspectLake } from '@/lib/lake/inspect';
import { createManifestReader } from '@/lib/lake/manifest-file';
import { daysOfFiles, trueDays } from '@/lib/lake/model-days';
import { MODEL_DEFINITION, MODELS } from '@/lib/models/models';
import { lakeUnderTest } from './lake-under-test';

/** How many rows each published table and plain SQL over `events` do not share, in one snapshot. */
export async function differing(engine: QueryEngine): Promise<Record<string, number>> {
  const [sessions] = MODELS;
  const plain = { events: 'events', sessions: 'plain_sessions', products: 'products' };
  const counts = MODELS.map(({ name, columns, select }) => {
    const list = columns.map((column) => column.name).join(', ');
    const made = `(SELECT ${list} FROM (${select(plain)}))`;
    const table = `(SELECT ${list} FROM ${name})`;
    return `SELECT '${name}', count(*) FROM (
      (${made} EXCEPT ALL ${table}) UNION ALL (${table} EXCEPT ALL ${made}))`;
  });
  const { rows } = await engine.query(`WITH plain_sessions AS (
    ${sessions?.select(plain)}) ${counts.join(' UNION ALL ')}`);
  return Object.fromEntries(rows.map(([name, rows]) => [String(name), Number(rows)]));
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
