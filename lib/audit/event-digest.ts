import type { QueryEngine } from '@/lib/analytics/query-engine';
import { COMPARED } from './altered';

/**
 * A number that stands for all that is compared of an event, made alike of a ledger's events and of
 * rows of `events`: what has equal sums of it is equal.
 */
const NAMES = ['event_id', ...COMPARED.map(({ name }) => name)];

/** Forty bits: millions of them have a sum that SQL's integers hold. */
const BITS = 40;
/** Sums stay below this: whole numbers here as in SQL. */
export const MODULUS = 2 ** 52;

/**
 * As SQL over columns of the contract's names and types. Where DuckDB has the rows its own hash does,
 * which takes a seventh of the time; the ledger's side is DuckDB always and reads either.
 */
export function digestSql(engine: QueryEngine['name']): string {
  return engine === 'duckdb' ? HASH : MD5;
}

const HASH = `CAST(hash(${NAMES.map((name) => `"${name}"`).join(', ')}) % ${2 ** BITS} AS BIGINT)`;

/** Each value with its length before it, so that none can pass for two. */
const TEXT = NAMES.map((name) => {
  const text = `CAST("${name}" AS varchar)`;
  return `coalesce(concat(CAST(length(${text}) AS varchar), ':', ${text}), '-')`;
});
const MD5 = `from_base(substr(to_hex(md5(to_utf8(concat(${TEXT.join(', ')})))), 1, ${BITS / 4}), 16)`;
