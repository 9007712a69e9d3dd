import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { COLUMNS } from '@/lib/events/columns';
import { type Ids, idsOf } from './duckdb-rows';
import { PROCESSED_EVENTS } from './layout';
import type { StoredFile } from './manifest';
import { parquet } from './parquet-relation';
import { PLACE_STEPS, placeParquet } from './place-parquet';
import { EVENT_ORDER } from './roll-sql';
import { sessionDaysIn } from './session-days';

/** Where a roll can be cut off; tests do so at each. */
export const ROLL_STEPS = ['read', ...PLACE_STEPS, 'done'] as const;
export type RollStep = (typeof ROLL_STEPS)[number];

/** Events of one date, as SQL that gives the contract's columns in order. */
export interface Partition {
  readonly dt: string;
  readonly source: string;
  readonly made: StoredFile['source'];
  readonly made_of?: string;
}

/**
 * Writes a file of the lake, sorted, and reads it back before it is in its place. No reader looks at
 * it until the manifest names it.
 */
export async function storeFile(
  connection: DuckDBConnection,
  root: string,
  { dt, source, made, made_of }: Partition,
  reached: (step: RollStep) => void,
): Promise<StoredFile> {
  const { path, bytes, verified } = await placeParquet(connection, {
    root,
    folder: PROCESSED_EVENTS,
    partition: ['dt', dt],
    source,
    order: EVENT_ORDER,
    verify: (written) => verify(connection, written, source),
    reached,
  });
  const { distinct: _, ...ids } = verified;
  const sessions = [...(await sessionDaysIn(connection, join(root, PROCESSED_EVENTS, path), dt))];
  return { path, dt, bytes, source: made, columns: COLUMNS.length, made_of, ...ids, sessions };
}

/** Reads the file back: it must hold exactly the ids it was made of, each once. */
async function verify(connection: DuckDBConnection, path: string, source: string): Promise<Ids> {
  const read = await idsOf(connection, parquet([path]));
  const expected = await idsOf(connection, `(${source})`);
  if (JSON.stringify(read) === JSON.stringify(expected) && read.rows === read.distinct) return read;
  await rm(path, { force: true });
  throw new Error(`${path} does not hold what was written: ${JSON.stringify({ read, expected })}`);
}
