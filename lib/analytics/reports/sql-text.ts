import type { QueryValue } from '../query-engine';

/** A piece of SQL with the values for its `?`, in the order of the text. */
export interface Sql {
  readonly sql: string;
  readonly values: readonly QueryValue[];
}

type Part = Sql | string | number;

/**
 * Writes SQL: a piece stays SQL, anything else becomes a `?` and its value, so that text and values
 * cannot get out of step. Athena takes `?` in WHERE alone; a test over all reports holds that.
 */
export function sql(texts: TemplateStringsArray, ...parts: readonly Part[]): Sql {
  const pieces = parts.map((part) =>
    typeof part === 'object' ? part : { sql: '?', values: [part] },
  );
  return {
    sql: texts.map((text, i) => text + (pieces[i]?.sql ?? '')).join(''),
    values: pieces.flatMap(({ values }) => values),
  };
}

/** Text that is SQL itself: from code and closed lists only, never from outside. */
export function words(text: string): Sql {
  return { sql: text, values: [] };
}

export function joined(pieces: readonly Sql[], separator: string): Sql {
  return {
    sql: pieces.map((piece) => piece.sql).join(separator),
    values: pieces.flatMap(({ values }) => values),
  };
}

export function unionAll(pieces: readonly Sql[]): Sql {
  return joined(pieces, '\n  UNION ALL\n');
}
