/** What Athena would run and DuckDB cannot be taught by a macro: a sign of it in the SQL, and words. */
const LIMITS: readonly (readonly [sign: RegExp, words: string])[] = [
  [/->/, 'lambdas (x -> …) cannot be run here; write the expression with UNNEST or CASE'],
  [/\bMATCH_RECOGNIZE\b/i, 'MATCH_RECOGNIZE cannot be run here; write it with window functions'],
  [/^\s*UNLOAD\b/i, 'UNLOAD writes to S3, which there is none of here; download the rows instead'],
  [
    /\bdate_parse\s*\(/i,
    'date_parse cannot be run here; use from_iso8601_timestamp, or compute with event_ms',
  ],
  [/\bIGNORE\s+NULLS\s+OVER\b/i, 'IGNORE NULLS cannot be run here; use max(…) OVER with a CASE'],
  [
    /\bARRAY\s*\(\s*[a-z]/i,
    'a cast to ARRAY(type) cannot be run here; the relations have no arrays',
  ],
  [/\bVALUES\s+[^(\s]/i, 'VALUES without parentheses cannot be run here; write VALUES (1), (2)'],
];

/** Texts, quoted names and comments: what they hold is not SQL. */
const NOT_CODE = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g;

/** Why a statement of Trino's SQL cannot be run by DuckDB, in words; null where nothing is known. */
export function beyondMacros(sql: string): string | null {
  const code = sql.replace(NOT_CODE, (text) => (text.startsWith("'") ? "''" : ' '));
  return LIMITS.find(([sign]) => sign.test(code))?.[1] ?? null;
}
