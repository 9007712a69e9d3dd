/*
 * Pieces of JSONata, the language of expressions in Step Functions. Dates are text, `2026-11-22`, and
 * all arithmetic is in UTC.
 */

const DAY_MS = 86_400_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** A value of the definition that is worked out when its state is reached. */
export const expression = (jsonata: string): string => `{% ${jsonata} %}`;

/** The UTC date of an expression of epoch milliseconds. */
export const dateOf = (ms: string): string => `$fromMillis(${ms}, '[Y0001]-[M01]-[D01]')`;
export const hourOf = (ms: string): string => `$fromMillis(${ms}, '[H01]')`;

/** So many days after the date of an expression. */
export function shifted(date: string, days: number): string {
  return dateOf(`$toMillis(${date} & 'T00:00:00.000Z') + ${days * DAY_MS}`);
}

/** So many days before a moment, as a date. */
export const daysBefore = (ms: string, days: number): string => dateOf(`${ms} - ${days * DAY_MS}`);

/** A statement with its places filled in, each by an expression. */
export function filled(statement: string, places: Readonly<Record<string, string>>): string {
  return Object.entries(places).reduce(
    (text, [place, value]) => `$replace(${text}, '{${place}}', ${value})`,
    statement,
  );
}

/** The rows of an Athena answer without its header, each made into what `row` says of its `Data`. */
export function answered(row: string): string {
  const rows = '$filter($states.result.ResultSet.Rows, function($row, $i) { $i > 0 })';
  // In brackets, or one row would be no list and none would be nothing.
  return `[${rows}.(${row})]`;
}

export const cell = (column: number): string => `Data[${column}].VarCharValue`;
