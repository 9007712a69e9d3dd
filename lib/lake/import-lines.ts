import { join } from 'node:path';
import { duckdbColumns } from '@/lib/events/projections';
import { EVENT_NAMES, PARTITION_DATE } from '@/lib/models/event-lines';
import { count, idsOf } from './duckdb-rows';
import { PROCESSED_EVENTS } from './layout';
import { filesHolding, type StoredFile } from './manifest';
import { parquet, sqlText } from './parquet-relation';
import { storeFile } from './store-file';
import { openDuckdb } from './with-duckdb';

/** Lines of events that are good by construction, all of one date. */
export interface LinesOfDate {
  readonly dt: string;
  /** A file of JSON lines. */
  readonly path: string;
  readonly made_of: string;
  /** What readers look at now: events that are in it are left out. */
  readonly files: readonly StoredFile[];
}

/** Makes Parquet of lines that never were raw, as rolling lays it out. */
export interface LineImporter {
  /** Null where the lake has all of them already. The file counts once the manifest names it. */
  store(lines: LinesOfDate): Promise<StoredFile | null>;
  close(): void;
}

const COLUMN_TYPES = `{${duckdbColumns()
  .map(({ name, type }) => `${sqlText(name)}: ${sqlText(type)}`)
  .join(', ')}}`;

export async function createLineImporter(
  root: string,
  limits: { readonly threads: number; readonly memoryLimit: string },
): Promise<LineImporter> {
  const { connection, close } = await openDuckdb(root, limits);
  return {
    async store({ dt, path, made_of, files }) {
      const read = `read_json(${sqlText(path)}, format = 'newline_delimited', columns = ${COLUMN_TYPES})`;
      await connection.run(`CREATE OR REPLACE TABLE lines AS SELECT ${EVENT_NAMES} FROM ${read}`);
      const elsewhere = `SELECT count(*) FROM lines WHERE ${PARTITION_DATE} IS DISTINCT FROM '${dt}'`;
      if ((await count(connection, elsewhere)) > 0) throw new Error(`${path} has other dates`);
      const there = files.filter((file) => file.dt === dt);
      if (there.length > 0) {
        const { rows, min_id, max_id } = await idsOf(connection, 'lines');
        const near = rows > 0 ? filesHolding(there, min_id, max_id) : [];
        const known = near.map((file) => join(root, PROCESSED_EVENTS, file.path));
        if (known.length > 0) {
          await connection.run(
            `DELETE FROM lines WHERE event_id IN (SELECT event_id FROM ${parquet(known)})`,
          );
        }
      }
      if ((await count(connection, 'SELECT count(*) FROM lines')) === 0) return null;
      const partition = { dt, source: 'SELECT * FROM lines', made: 'backfill', made_of } as const;
      const file = await storeFile(connection, root, partition, () => undefined);
      await connection.run('DROP TABLE lines');
      return file;
    },
    close,
  };
}
