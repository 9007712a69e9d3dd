import type { AnswerRow, AnswerValue, Lesson } from './lesson';

/** Rows as somebody handed them in: whatever was in the file. */
export type GivenRow = Readonly<Record<string, unknown>>;

export interface Verdict {
  readonly right: boolean;
  readonly rows: number;
  readonly rightRows: number;
  /** What is wrong, in words that do not say what would be right. */
  readonly differences: readonly string[];
}

/** Rows named at most; the rest is counted. */
const NAMED = 5;
/** Half a cent: sums of money may be rounded. */
const TOLERANCE = 0.005;

/** Compares an answer with the true one: by its keys, whatever the order of rows. */
export function judge(
  { columns, keys }: Pick<Lesson, 'columns' | 'keys'>,
  truth: readonly AnswerRow[],
  given: readonly GivenRow[],
): Verdict {
  const rows = given.map(lowered);
  const names = Object.keys(columns);
  const lacking = names.filter((name) => rows.some((row) => !(name in row)));
  const none = { right: false, rows: rows.length, rightRows: 0 };
  if (rows.length === 0) return { ...none, differences: ['The answer has no rows.'] };
  if (lacking.length > 0) {
    const has = Object.keys(rows[0] ?? {}).join(', ');
    const words = `It lacks ${lacking.join(', ')}: it has ${has}, and ${names.join(', ')} are asked for.`;
    return { ...none, differences: [words] };
  }
  const byKey = new Map(truth.map((row) => [keyOf(row, keys), row]));
  const seen = new Set<string>();
  const differences: string[] = [];
  let rightRows = 0;
  for (const row of rows) {
    const key = keyOf(row, keys);
    const expected = byKey.get(key);
    if (seen.has(key)) differences.push(`${named(row, keys)} is there more than once.`);
    else if (!expected) differences.push(`There should be no row ${named(row, keys)}.`);
    else {
      const wrong = names.filter((name) => !isSame(expected[name] ?? '', row[name]));
      if (wrong.length === 0) rightRows += 1;
      else {
        const words = wrong.map((name) => how(expected[name] ?? '', row[name], name));
        differences.push(`${named(row, keys)}: ${words.join(', ')}.`);
      }
    }
    seen.add(key);
  }
  const missing = truth.some((row) => !seen.has(keyOf(row, keys))) ? ['Rows are missing.'] : [];
  return {
    right: differences.length + missing.length === 0,
    rows: rows.length,
    rightRows,
    differences: [...firstOf(differences), ...missing],
  };
}

function firstOf(differences: readonly string[]): readonly string[] {
  const more = differences.length - NAMED;
  return more > 0 ? [...differences.slice(0, NAMED), `And ${more} more differences.`] : differences;
}

function lowered(row: GivenRow): GivenRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.trim().toLowerCase(), value]),
  );
}

/** Numbers by their value, whether they came as numbers or as text; text without blanks around it. */
function plain(value: unknown): string {
  const text = String(value ?? '').trim();
  return text !== '' && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}

function keyOf(row: GivenRow, keys: readonly string[]): string {
  return JSON.stringify(keys.map((key) => plain(row[key])));
}

function named(row: GivenRow, keys: readonly string[]): string {
  return keys.map((key) => `${key} ${plain(row[key])}`).join(', ');
}

function isSame(expected: AnswerValue, value: unknown): boolean {
  if (typeof expected !== 'number') return plain(value) === plain(expected);
  const number = Number(value ?? Number.NaN);
  return String(value).trim() !== '' && Math.abs(number - expected) <= TOLERANCE;
}

function how(expected: AnswerValue, value: unknown, name: string): string {
  const number = Number(value);
  if (typeof expected !== 'number') return `${name} is another`;
  if (String(value ?? '').trim() === '' || Number.isNaN(number)) return `${name} is no number`;
  return `${name} is too ${number > expected ? 'high' : 'low'}`;
}
