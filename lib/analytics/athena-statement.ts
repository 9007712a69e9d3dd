import { QueryError, type QueryValue } from './query-engine';

/** A statement as StartQueryExecution takes it. */
export interface AthenaStatement {
  readonly text: string;
  /** SQL literals for the `?` left in the text, by position. */
  readonly parameters: readonly string[];
}

const MAX_TEXT_BYTES = 262_144;
const MAX_PARAMETER_CHARACTERS = 1024;

/** What may stand before a statement's first word: blanks, brackets, comments. */
const FIRST_WORD = /^(?:\s|\(|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*([A-Za-z]+)/;
const READS = new Set(['SELECT', 'WITH', 'VALUES', 'TABLE']);

const TOKEN =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|[A-Za-z_][A-Za-z_0-9]*|[?()]/g;
const CLAUSES = new Set(
  'SELECT FROM WHERE GROUP HAVING ORDER LIMIT OFFSET FETCH ON VALUES UNION WITH CASE'.split(' '),
);

/**
 * A SELECT and the values of its `?`. Athena takes execution parameters in WHERE alone, and of 1,024
 * characters at most: other values are written into the text, as the same literals.
 * @throws {QueryError} `invalid`
 */
export function athenaStatement(sql: string, values: readonly QueryValue[]): AthenaStatement {
  const first = FIRST_WORD.exec(sql)?.[1]?.toUpperCase() ?? '';
  if (!READS.has(first)) throw new QueryError('invalid', 'only SELECT is answered');
  const places = placeholders(sql);
  if (places.length !== values.length) {
    const wants = `${places.length} parameters, got ${values.length}`;
    throw new QueryError('invalid', `the statement takes ${wants}`);
  }
  const parameters: string[] = [];
  let text = '';
  let copied = 0;
  for (const [i, { at, inWhere }] of places.entries()) {
    const literal = athenaLiteral(values[i] ?? null);
    const given = inWhere && literal.length <= MAX_PARAMETER_CHARACTERS;
    if (given) parameters.push(literal);
    // A negative number after a minus would begin a comment.
    const written = literal.startsWith('-') ? `(${literal})` : literal;
    text += sql.slice(copied, at) + (given ? '?' : written);
    copied = at + 1;
  }
  text += sql.slice(copied);
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_TEXT_BYTES) {
    const limit = `Athena takes ${MAX_TEXT_BYTES} at most`;
    throw new QueryError('invalid', `the statement has ${bytes} bytes; ${limit}`);
  }
  return { text, parameters };
}

/**
 * A value as a literal of Trino's SQL. A quote is doubled, and nothing else has a meaning inside.
 * @throws {QueryError} `invalid` for a number that is none.
 */
export function athenaLiteral(value: QueryValue): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (!Number.isFinite(value)) throw new QueryError('invalid', `not a number: ${value}`);
  if (Number.isSafeInteger(value)) return String(value);
  // Without an exponent it would be a decimal, whose arithmetic is another.
  const text = String(value).replace('e+', 'e');
  return text.includes('e') ? text : `${text}e0`;
}

interface Placeholder {
  readonly at: number;
  readonly inWhere: boolean;
}

/**
 * Each `?` of the statement, and whether it stands in a WHERE, directly or in brackets that have no
 * clause of their own. CASE counts as a clause until its END.
 */
function placeholders(sql: string): Placeholder[] {
  const found: Placeholder[] = [];
  const open = [''];
  const cases: string[] = [];
  for (const { 0: token, index: at } of sql.matchAll(TOKEN)) {
    const last = open.length - 1;
    const word = token.toUpperCase();
    if (token === '?') found.push({ at, inWhere: open[last] === 'WHERE' });
    else if (token === '(') open.push(open[last] ?? '');
    else if (token === ')') open.pop();
    else if (word === 'END') open[last] = cases.pop() ?? '';
    else if (CLAUSES.has(word)) {
      if (word === 'CASE') cases.push(open[last] ?? '');
      open[last] = word;
    }
  }
  return found;
}
