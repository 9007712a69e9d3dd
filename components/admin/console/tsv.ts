import type { QueryValue } from '@/lib/analytics/query-engine';
import { formulaSafe } from '@/lib/dashboards/csv';
import type { ResultRows } from './result-rows';

/**
 * All rows for a spreadsheet's clipboard, headings first. What would break a row is quoted; a text that
 * would be a formula gets an apostrophe before it, as in our CSV.
 */
export function toTsv(rows: ResultRows, order: Uint32Array | null): string {
  const lines = [rows.columns.map(({ name }) => cell(name)).join('\t')];
  for (let at = 0; at < rows.length; at += 1) {
    const row = order?.[at] ?? at;
    lines.push(rows.columns.map((_, column) => cell(rows.value(row, column))).join('\t'));
  }
  return lines.join('\n');
}

function cell(value: QueryValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = formulaSafe(value);
  return /[\t\n\r"]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
