import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBValue } from '@duckdb/node-api';
import { toQueryValue } from '@/lib/analytics/duckdb-select';
import type { QueryValue } from '@/lib/analytics/query-engine';
import { MODELS } from '@/lib/models/models';
import { beyondMacros } from '@/lib/models/trino-limits';
import type { ChildQuestion, TimedPart } from './child-messages';
import { ConsoleError } from './console-engine';
import { refusalOf } from './gate';
import { characterAt } from './position';

const PUBLISHED = ['events', 'products', ...MODELS.map(({ name }) => name)];
const SERIALIZE = `SELECT json_serialize_sql($1::VARCHAR, skip_empty := true, skip_null := true,
  skip_default := true)`;
const MOST_CHARACTERS = 20_000;
const MOST_COLUMNS = 1_000;
/** Trino knows no statement that begins with FROM. */
const FIRST_WORD = /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*([A-Za-z]+)/;

/** @throws {ConsoleError} where the statement is not one SELECT over what is published. */
export async function assertAllowed(connection: DuckDBConnection, sql: string): Promise<void> {
  const refuse = (words: string, at: number | null = null) =>
    new ConsoleError('refused', words, at);
  if (sql.length > MOST_CHARACTERS) {
    throw refuse(`a statement has at most ${MOST_CHARACTERS} characters; this has ${sql.length}`);
  }
  const first = FIRST_WORD.exec(sql)?.[1]?.toUpperCase() ?? '';
  if (first === 'FROM') throw refuse('a statement begins with SELECT, not with FROM', 0);
  const [[serialized] = []] = (await connection.runAndReadAll(SERIALIZE, [sql])).getRows();
  const refusal = refusalOf(String(serialized), PUBLISHED);
  const beyond = beyondMacros(sql);
  if (beyond) throw refuse(beyond);
  if (!refusal) return;
  const at = refusal.atByte === null ? null : characterAt(sql, refusal.atByte);
  throw new ConsoleError(refusal.code, refusal.words, at);
}

/** The statement with its values. @throws {ConsoleError} */
export async function prepared(
  connection: DuckDBConnection,
  { sql, parameters }: Pick<ChildQuestion, 'sql' | 'parameters'>,
): Promise<DuckDBPreparedStatement> {
  const statement = await connection.prepare(sql);
  if (statement.parameterCount !== parameters.length) {
    const wants = `${statement.parameterCount} parameters, got ${parameters.length}`;
    throw new ConsoleError('invalid', `the statement takes ${wants}`);
  }
  statement.bind([...parameters]);
  return statement;
}

/**
 * The answer part by part, as far as rows and bytes may go. Nothing is computed ahead of who reads,
 * but for what DuckDB itself buffers.
 */
export async function* answerParts(
  connection: DuckDBConnection,
  question: ChildQuestion,
  now: () => number,
): AsyncGenerator<TimedPart> {
  let spentMs = 0;
  const ended = (rows: number, truncated: boolean): TimedPart => {
    const end = { kind: 'end', rows, truncated, bytesScanned: null, elapsedMs: spentMs } as const;
    return { ...end, spentMs };
  };
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const from = now();
    try {
      return await work();
    } finally {
      spentMs += now() - from;
    }
  };
  const result = await timed(async () => (await prepared(connection, question)).stream());
  const types = result.columnTypes();
  if (types.length > MOST_COLUMNS) {
    throw new ConsoleError(
      'too_large',
      `an answer has at most ${MOST_COLUMNS} columns; this has ${types.length}`,
    );
  }
  const names = result.columnNames();
  const columns = names.map((name, i) => ({ name, type: String(types[i]) }));
  yield { kind: 'columns', columns, spentMs };
  let rows = 0;
  let bytes = 0;
  for (;;) {
    const chunk = await timed(() => result.fetchChunk());
    if (!chunk || chunk.rowCount === 0) {
      yield ended(rows, false);
      return;
    }
    const found = chunk.getRows().map((row) => row.map((value, i) => plainValue(value, types[i])));
    const fitting: QueryValue[][] = [];
    for (const row of found) {
      bytes += Buffer.byteLength(JSON.stringify(row));
      if (rows === question.rows || bytes > question.bytes) break;
      fitting.push(row);
      rows += 1;
    }
    if (rows === 0) {
      const limit = Math.round(question.bytes / 1024 / 1024);
      throw new ConsoleError(
        'too_large',
        `a single row has more than the ${limit} MB of an answer`,
      );
    }
    if (fitting.length > 0) yield { kind: 'rows', rows: fitting, spentMs };
    if (fitting.length < found.length) {
      yield ended(rows, true);
      return;
    }
  }
}

/** As the port has it, and as JSON can say it: no number that is none, no integer that is rounded. */
function plainValue(value: DuckDBValue, type: Parameters<typeof toQueryValue>[1]): QueryValue {
  if (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) return String(value);
  const plain = toQueryValue(value, type);
  return typeof plain === 'number' && !Number.isFinite(plain) ? String(plain) : plain;
}
