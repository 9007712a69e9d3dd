import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { duckdbColumns } from '@/lib/events/projections';
import { sqlText } from '@/lib/lake/parquet-relation';
import { withDuckdb } from '@/lib/lake/with-duckdb';
import type { GivenRow } from './judge';

/** The rows of a table that somebody handed in. @throws where it is no CSV or JSON of rows. */
export async function readAnswerFile(path: string): Promise<readonly GivenRow[]> {
  await access(path);
  const file = sqlText(path);
  switch (extname(path).toLowerCase()) {
    case '.csv':
      // All as text: a column's type is the lesson's to say.
      return rowsOf([], `SELECT * FROM read_csv(${file}, header = true, all_varchar = true)`);
    case '.json':
    case '.ndjson':
      return rowsOf([], `SELECT * FROM read_json(${file})`);
    default:
      throw new Error(`${path} is neither .csv nor .json`);
  }
}

/** What a query answers over a set of lessons. @throws with DuckDB's words where it is wrong. */
export async function answerOfSql(set: string, path: string): Promise<readonly GivenRow[]> {
  const sql = await readFile(path, 'utf8');
  return rowsOf(relationsOf(set), sql.trim().replace(/;$/, ''));
}

/** The data of a set by the names that lessons use. */
function relationsOf(set: string): readonly string[] {
  const file = (...path: readonly string[]) => sqlText(join(set, 'data', ...path));
  const columns = duckdbColumns().map(({ name, type }) => `${sqlText(name)}: ${sqlText(type)}`);
  const typed = `format = 'newline_delimited', columns = {${columns.join(', ')}}`;
  const view = (name: string, from: string) => `CREATE VIEW ${name} AS SELECT * FROM ${from}`;
  return [
    view('events', `read_parquet(${file('events', 'events.parquet')})`),
    view('visits', `read_parquet(${file('visits', 'events.parquet')})`),
    view('deliveries', `read_json(${file('deliveries', 'deliveries.ndjson')}, ${typed})`),
    view('failed', `read_json(${file('deliveries', 'failed.ndjson')})`),
  ];
}

async function rowsOf(before: readonly string[], sql: string): Promise<readonly GivenRow[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'footfall-lesson-'));
  try {
    return await withDuckdb(scratch, {}, async (connection) => {
      for (const statement of before) await connection.run(statement);
      return (await connection.runAndReadAll(sql)).getRowObjectsJson();
    });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
