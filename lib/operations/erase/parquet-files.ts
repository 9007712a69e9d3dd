import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { rows } from '@/lib/lake/duckdb-rows';
import { PROCESSED_EVENTS } from '@/lib/lake/layout';
import type { Manifest, StoredFile } from '@/lib/lake/manifest';
import { parquet, sqlText } from '@/lib/lake/parquet-relation';
import { storeFile } from '@/lib/lake/store-file';
import { type LakeConnection, withDuckdb } from '@/lib/lake/with-duckdb';
import type { Visitor } from './visitor';

/** Ids of a visitor's events and sessions in the files of a manifest. */
export async function findInParquet(
  root: string,
  { files }: Manifest,
  user_id: string,
): Promise<{ readonly events: readonly string[]; readonly sessions: readonly string[] }> {
  const paths = files.map(({ path }) => join(root, PROCESSED_EVENTS, path));
  if (paths.length === 0) return { events: [], sessions: [] };
  return withDuckdb(root, {}, async (connection) => {
    const found = await rows(
      connection,
      `SELECT event_id, session_id FROM ${parquet(paths)} WHERE user_id = ${sqlText(user_id)}`,
    );
    return {
      events: found.map(([event]) => String(event)),
      sessions: found.map(([, session]) => String(session)),
    };
  });
}

/**
 * Makes the files that hold a visitor anew, without them; null stands for one that held nobody else.
 * A file a backfill made keeps the words of what it was made of, so that the same backfill does not
 * bring them back.
 */
export async function filesWithout(
  root: string,
  { files }: Manifest,
  visitor: Visitor,
): Promise<ReadonlyMap<string, StoredFile | null>> {
  return withDuckdb(root, {}, async (connection) => {
    const made = new Map<string, StoredFile | null>();
    for (const file of files) {
      const all = parquet([join(root, PROCESSED_EVENTS, file.path)]);
      const theirs = await countOf(connection, `${all} WHERE ${isTheirs(visitor)}`);
      if (theirs === 0) continue;
      made.set(
        file.path,
        theirs === file.rows ? null : await remake(connection, root, file, all, visitor),
      );
    }
    return made;
  });
}

async function remake(
  connection: LakeConnection,
  root: string,
  { dt, source: made, made_of }: StoredFile,
  all: string,
  visitor: Visitor,
): Promise<StoredFile> {
  const source = `SELECT * FROM ${all} WHERE NOT (${isTheirs(visitor)})`;
  return storeFile(connection, root, { dt, source, made, made_of }, () => undefined);
}

export async function removeParquet(root: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(join(root, PROCESSED_EVENTS, path), { force: true });
}

function isTheirs({ user_id, sessions }: Visitor): string {
  const own = [...sessions].map(sqlText).join(', ');
  const ofSession = own === '' ? '' : ` OR session_id IN (${own})`;
  return `user_id = ${sqlText(user_id)}${ofSession}`;
}

async function countOf(connection: LakeConnection, from: string): Promise<number> {
  const [[value] = []] = await rows(connection, `SELECT count(*) FROM ${from}`);
  return Number(value);
}
