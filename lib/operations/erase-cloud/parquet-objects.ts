import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rows } from '@/lib/lake/duckdb-rows';
import { likeParquet, sqlText } from '@/lib/lake/parquet-relation';
import { type LakeConnection, openDuckdb } from '@/lib/lake/with-duckdb';
import { parquetHolds } from '../erase/proof';
import type { Visitor } from '../erase/visitor';
import type { Rid } from './their-objects';

/** A DuckDB over files of its own, for objects of Parquet. */
export interface ParquetDesk {
  /** Landed events: other rows keep their values and their order. */
  landed(visitor: Visitor): Rid;
  /** Whether a file of whatever columns holds an id of theirs. Nothing is made of it. */
  holds(visitor: Visitor): Rid;
  close(): Promise<void>;
}

/** What Firehose writes; Athena reads any of them. */
const COMPRESSION = 'snappy';

export async function openParquetDesk(): Promise<ParquetDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'footfall-erase-'));
  const { connection, close } = await openDuckdb(folder, {});
  let files = 0;
  // One at a time: a connection has one statement.
  let turn: Promise<unknown> = Promise.resolve();

  function inTurn<T>(body: Buffer, work: (path: string) => Promise<T>): Promise<T> {
    const done = turn.then(async () => {
      const path = join(folder, `${++files}.parquet`);
      try {
        await writeFile(path, body, { mode: 0o600 });
        return await work(path);
      } finally {
        await rm(path, { force: true });
      }
    });
    turn = done.then(ignore, ignore);
    return done;
  }

  return {
    landed: (visitor) => (body) =>
      inTurn(body, (path) => withoutRows(connection, path, isTheirs(visitor))),
    holds: (visitor) => (body) =>
      inTurn(body, async (path) =>
        (await parquetHolds(connection, path, visitor)) ? { body: null, taken: 1 } : null,
      ),
    async close() {
      await turn;
      close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function withoutRows(connection: LakeConnection, path: string, theirs: string) {
  const all = likeParquet([path]);
  const [[total, own] = []] = await rows(
    connection,
    `SELECT count(*), count(*) FILTER (WHERE ${theirs}) FROM ${all}`,
  );
  const taken = Number(own);
  if (taken === 0) return null;
  if (taken === Number(total)) return { body: null, taken };
  const left = `${path}.left`;
  try {
    await connection.run(
      `COPY (SELECT * FROM ${all} WHERE NOT (${theirs}))
       TO ${sqlText(left)} (FORMAT parquet, COMPRESSION ${COMPRESSION})`,
    );
    return { body: await readFile(left), taken };
  } finally {
    await rm(left, { force: true });
  }
}

/** Never NULL: a row without an id is nobody's. */
function isTheirs({ user_id, sessions }: Visitor): string {
  const own = [...sessions].map(sqlText).join(', ');
  const ofSession = own === '' ? '' : ` OR coalesce(session_id IN (${own}), false)`;
  return `coalesce(user_id = ${sqlText(user_id)}, false)${ofSession}`;
}

/** The outcome is the caller's. */
const ignore = () => undefined;
