import { hash } from 'node:crypto';
import { COLUMNS, type Column, type ColumnName } from '@/lib/events/columns';
import { COMPARED, type Fields } from './altered';

/**
 * One text of an event that holds all that is compared, written alike by whoever has the ledger and by
 * SQL over `events`, so that sums of digests tell whether a thousand events are as they were captured.
 * What was sent is in it as the ledger has it, JSON in the contract's order, and before it what the
 * collector adds. Equal texts are equal events: nothing in them is escaped, and how many of the
 * nullable columns are there is said first, so that no value can pass for another column.
 */
export const SENT: readonly Column[] = (COLUMNS as readonly Column[]).filter(
  ({ name, source }) => source !== 'collector' && name !== 'flags',
);
export const NULLABLE = SENT.filter(({ nullable }) => nullable);
const ADDED = COMPARED.filter(({ source }) => source === 'collector');

/** Sums of digests stay below this: whole numbers here as in SQL. */
export const MODULUS = 2 ** 52;
/** Forty bits: millions of them have a sum that SQL's integers hold. */
const DIGEST_LETTERS = 10;

export function digestOf(text: string): number {
  return Number.parseInt(hash('md5', text, 'hex').slice(0, DIGEST_LETTERS), 16);
}

/** null where the event's text would have to be escaped: such events are looked at one by one. */
export function textOf(event: Fields): string | null {
  const parts: string[] = [];
  for (const { name, core } of SENT) {
    const value = fieldOf(event, name);
    if (value !== null || core) parts.push(`"${name}":${JSON.stringify(value)}`);
  }
  const present = NULLABLE.filter(({ name }) => fieldOf(event, name) !== null).length;
  const text = `${present}${addedText(event)}{${parts.join(',')}}`;
  return text.includes('\\') ? null : text;
}

/** What the collector adds to an event, as it stands in the text. */
export function addedText(event: Fields): string {
  const values = ADDED.map(({ name, kind }) => {
    const value = fieldOf(event, name);
    if (value === null) return '';
    return kind === 'decimal' ? Number(value).toFixed(2) : String(value);
  });
  return `|${values.join('|')}|`;
}

function fieldOf(event: Fields, name: string): unknown {
  return event[name as ColumnName] ?? null;
}

/** The digest of a row of `events`, in Trino's SQL; NULL where a column is that must not be. */
export const DIGEST_SQL = `from_base(substr(to_hex(md5(to_utf8(${textSql()}))), 1, ${DIGEST_LETTERS}), 16)`;

function textSql(): string {
  const present = NULLABLE.map(({ name }) => `CASE WHEN "${name}" IS NULL THEN 0 ELSE 1 END`);
  const added = ADDED.map(({ name }) => `'|', coalesce(CAST("${name}" AS varchar), '')`);
  const sent = SENT.map((column, at) => sentSql(column, at === 0 ? '' : ','));
  return `concat(CAST(${present.join(' + ')} AS varchar), ${added.join(', ')}, '|{', ${sent.join(', ')}, '}')`;
}

function sentSql({ name, kind, core, nullable }: Column, comma: string): string {
  const quote = kind === 'string' ? '"' : '';
  const value = kind === 'string' ? `"${name}"` : `CAST("${name}" AS varchar)`;
  const key = `${comma}"${name}":`;
  if (!nullable) return `'${key}${quote}', ${value}, '${quote}'`;
  const whole = `concat('${key}${quote}', ${value}, '${quote}')`;
  return `CASE WHEN "${name}" IS NULL THEN '${core ? `${key}null` : ''}' ELSE ${whole} END`;
}
