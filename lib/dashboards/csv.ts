import { csvFormat } from 'd3-dsv';

/** What spreadsheets take for a formula when it begins a cell of text. */
const FORMULA = /^[=+\-@\t\r]/;

/** Rows as CSV (RFC 4180) with a header; text that a spreadsheet would run is made text for it too. */
export function toCsv(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const plain = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)])),
  );
  return `${csvFormat(plain)}\n`;
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return FORMULA.test(value) ? `'${value}` : value;
  return String(value);
}
