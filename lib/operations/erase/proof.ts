import { readFile } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import { rows } from '@/lib/lake/duckdb-rows';
import { RAW_FAILED } from '@/lib/lake/layout';
import { parquet, sqlText } from '@/lib/lake/parquet-relation';
import { type LakeConnection, withDuckdb } from '@/lib/lake/with-duckdb';
import { failedSpeaks } from './failed-lines';
import { filesBelow, textOf } from './line-files';
import { speaksOf, type Visitor } from './visitor';

/** Columns by which a row is somebody's. */
const ID_COLUMNS = ['user_id', 'session_id', 'event_id'] as const;

/**
 * Every file of the data folder that still speaks of a visitor, whatever it is and whoever made it:
 * texts by their words, Parquet by its ids. Goes by the folder and not by the manifest, so that it
 * finds as well what nobody reads any more.
 */
export async function remainsOf(root: string, visitor: Visitor): Promise<readonly string[]> {
  const speaks = speaksOf(visitor);
  const paths = await filesBelow(root);
  return withDuckdb(root, {}, async (connection) => {
    const found: string[] = [];
    for (const path of paths) {
      const name = relative(root, path).split(sep).join('/');
      const holds = path.endsWith('.parquet')
        ? await parquetHolds(connection, path, visitor)
        : await textHolds(path, name, speaks);
      if (holds) found.push(name);
    }
    return found;
  });
}

async function textHolds(
  path: string,
  name: string,
  speaks: (text: string) => boolean,
): Promise<boolean> {
  const text = textOf(await readFile(path));
  if (!name.startsWith(RAW_FAILED)) return speaks(text);
  return text.split('\n').some((line) => failedSpeaks(line, speaks));
}

/** Whether a Parquet file, of whatever columns, holds an id of theirs. */
export async function parquetHolds(
  connection: LakeConnection,
  path: string,
  { user_id, sessions, events }: Visitor,
): Promise<boolean> {
  const file = parquet([path]);
  const described = await rows(connection, `DESCRIBE SELECT * FROM ${file}`);
  const columns = new Set(described.map(([name]) => String(name)));
  const ids = { user_id: [user_id], session_id: [...sessions], event_id: [...events] };
  const tests = ID_COLUMNS.filter((name) => columns.has(name) && ids[name].length > 0).map(
    (name) => `${name} IN (${ids[name].map(sqlText).join(', ')})`,
  );
  if (tests.length === 0) return false;
  const [[count] = []] = await rows(
    connection,
    `SELECT count(*) FROM ${file} WHERE ${tests.join(' OR ')}`,
  );
  return Number(count) > 0;
}
