import { readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { sqlText } from '@/lib/lake/parquet-relation';
import { scratchFolder } from '@/lib/testing/scratch-folder';
import type { AnswerPart } from './console-engine';
import { parquetOf } from './duckdb-parquet';

const end = { kind: 'end', truncated: false, bytesScanned: null, elapsedMs: 0 } as const;
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('footfall-answer-'));

async function* told(...parts: readonly AnswerPart[]) {
  yield* parts;
}

/** The file as DuckDB reads it. */
async function readBack(parts: AsyncIterable<AnswerPart>) {
  const path = join(scratchFolder(), 'answer.parquet');
  const bytes: Uint8Array[] = [];
  for await (const part of parquetOf(parts)) bytes.push(part);
  writeFileSync(path, Buffer.concat(bytes));
  const instance = await DuckDBInstance.create(':memory:');
  try {
    const connection = await instance.connect();
    const reader = await connection.runAndReadAll(
      `SELECT * FROM ${`read_parquet(${sqlText(path)})`}`,
    );
    const names = reader.columnNames();
    const types = reader.columnTypes().map(String);
    return { names, types, rows: reader.getRowsJson() };
  } finally {
    instance.closeSync();
  }
}

test('each type of Athena is a type of the file, and every value is what it was', async () => {
  const before = folders();
  const columns = [
    ['n', 'bigint'],
    ['share', 'double'],
    ['price', 'decimal'],
    ['yes', 'boolean'],
    ['day', 'date'],
    ['at', 'timestamp'],
    ['there', 'timestamp with time zone'],
    ['many', 'array(bigint)'],
    ['N', 'varchar'],
    ['a "b"', 'varchar'],
  ].map(([name = '', type = '']) => ({ name, type }));
  const row = [
    ...[9007199254740991, 0.1, 12.5, true, '2026-11-22', '2026-11-22T08:15:40.250'],
    ...['2026-11-22T08:15:40.250Z', '[1, 2]', "it's", 'ü'],
  ];
  const empty = row.map(() => null);
  const parts = told(
    { kind: 'columns', columns },
    { kind: 'rows', rows: [row] },
    { kind: 'rows', rows: [empty, row] },
    { ...end, rows: 3 },
  );
  const { names, types, rows } = await readBack(parts);
  expect(names).toEqual([
    'n',
    'share',
    'price',
    'yes',
    'day',
    'at',
    'there',
    'many',
    'N_1',
    'a "b"',
  ]);
  expect(types).toEqual([
    ...['BIGINT', 'DOUBLE', 'DOUBLE', 'BOOLEAN', 'DATE', 'TIMESTAMP'],
    ...['TIMESTAMP WITH TIME ZONE', 'VARCHAR', 'VARCHAR', 'VARCHAR'],
  ]);
  const [first, second, third] = rows;
  expect(first).toEqual([
    ...['9007199254740991', 0.1, 12.5, true, '2026-11-22', '2026-11-22 08:15:40.25'],
    ...[expect.stringMatching(/^2026-11-22 \d\d:15:40\.25/), '[1, 2]', "it's", 'ü'],
  ]);
  expect(second).toEqual(empty);
  expect(third).toEqual(first);
  expect(folders()).toEqual(before);
});

test('an answer without rows is a file with its columns', async () => {
  const columns = [{ name: 'n', type: 'bigint' }];
  const { types, rows } = await readBack(told({ kind: 'columns', columns }, { ...end, rows: 0 }));
  expect({ types, rows }).toEqual({ types: ['BIGINT'], rows: [] });
});

test('what goes wrong with the answer is told, and leaves nothing behind', async () => {
  const before = folders();
  async function* broken(): AsyncGenerator<AnswerPart> {
    yield { kind: 'columns', columns: [{ name: 'n', type: 'bigint' }] };
    throw new Error('gone');
  }
  await expect(readBack(broken())).rejects.toThrow('gone');
  expect(folders()).toEqual(before);
});
