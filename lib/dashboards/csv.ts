export type CsvValue = string | number | boolean | null;

/** What a spreadsheet takes for a formula where a text begins with it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/**
 * Rows as RFC 4180 has them, with a byte order mark so that spreadsheets read UTF-8. A text that
 * would be a formula gets an apostrophe before it; numbers are written as they are, minus included.
 */
export function toCsv(columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return `\ufeff${csvRows([columns])}${csvRows(rows)}`;
}

/** More rows of a file that `toCsv` began. */
export function csvRows(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** A text that no spreadsheet takes for a formula. */
export function formulaSafe(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function cell(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  return `"${formulaSafe(value).replaceAll('"', '""')}"`;
}
