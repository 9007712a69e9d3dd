import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { QueryColumn } from '@/lib/analytics/query-engine';
import { sqlText } from '@/lib/lake/parquet-relation';
import { type AnswerPart, ConsoleError } from './console-engine';

/** As Athena names them; every other type stays the text that it was told as. */
const TYPES: Readonly<Record<string, string>> = {
  boolean: 'BOOLEAN',
  tinyint: 'TINYINT',
  smallint: 'SMALLINT',
  integer: 'INTEGER',
  int: 'INTEGER',
  bigint: 'BIGINT',
  real: 'FLOAT',
  float: 'FLOAT',
  double: 'DOUBLE',
  // Its digits are told apart from its type, and are numbers here already.
  decimal: 'DOUBLE',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  'timestamp with time zone': 'TIMESTAMPTZ',
};
const MEMORY = '256MB';
/** Where the root may not be written to, as in the stacks, memory still may: an answer has limits. */
const SCRATCH = [tmpdir(), '/dev/shm'];

/** An answer of another engine as one Parquet file, written on this machine. */
export async function* parquetOf(parts: AsyncIterable<AnswerPart>): AsyncGenerator<Uint8Array> {
  const folder = await scratch();
  try {
    const path = join(folder, 'answer.parquet');
    // A server that nobody asks for a file does without its memory.
    const { DuckDBInstance } = await import('@duckdb/node-api');
    const instance = await DuckDBInstance.create(':memory:', {
      threads: '1',
      memory_limit: MEMORY,
      temp_directory: '',
    });
    try {
      await write(await instance.connect(), parts, path);
    } finally {
      instance.closeSync();
    }
    yield* createReadStream(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function scratch(): Promise<string> {
  for (const place of SCRATCH) {
    try {
      return await mkdtemp(join(place, 'footfall-answer-'));
    } catch (error) {
      if (!NOT_WRITABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  const words = `a Parquet file needs a folder that may be written to, one of ${SCRATCH.join(' and ')}; take CSV`;
  throw new ConsoleError('unavailable', words);
}

const NOT_WRITABLE = new Set(['EROFS', 'EACCES', 'ENOENT', 'EPERM']);

async function write(
  connection: DuckDBConnection,
  parts: AsyncIterable<AnswerPart>,
  path: string,
): Promise<void> {
  let columns: readonly QueryColumn[] = [];
  let appender: DuckDBAppender | null = null;
  for await (const part of parts) {
    if (part.kind === 'columns') {
      ({ columns } = part);
      const texts = columns.map((_, at) => `c${at} VARCHAR`);
      await connection.run(`CREATE TABLE answer (${texts.join(', ')})`);
      appender = await connection.createAppender('answer');
    }
    if (part.kind !== 'rows' || !appender) continue;
    for (const row of part.rows) {
      for (const value of row) {
        if (value === null) appender.appendNull();
        else appender.appendVarchar(String(value));
      }
      appender.endRow();
    }
  }
  if (!appender) throw new ConsoleError('failed', 'the answer has no columns');
  appender.closeSync();
  const names = namesOnce(columns.map(({ name }) => name));
  const casts = columns.map(
    ({ type }, at) => `CAST(c${at} AS ${TYPES[type] ?? 'VARCHAR'}) AS ${quoted(names[at] ?? '')}`,
  );
  await connection.run(
    `COPY (SELECT ${casts.join(', ')} FROM answer) TO ${sqlText(path)} (FORMAT parquet)`,
  );
}

/** Athena lets two columns have one name, a file does not. */
function namesOnce(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let own = name;
    for (let n = 1; taken.has(own.toLowerCase()); n++) own = `${name}_${n}`;
    taken.add(own.toLowerCase());
    return own;
  });
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
