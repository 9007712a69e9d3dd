/**
 * Settings that give DuckDB Trino's arithmetic and clock. GLOBAL, since every query has a connection
 * of its own.
 */
const SETTINGS = [
  `SET GLOBAL TimeZone = 'UTC'`,
  // Trino: 1/2 = 0. DuckDB alone answers 0.5.
  `SET GLOBAL integer_division = true`,
];

const TIME = [
  `from_iso8601_timestamp(s) AS CAST(s AS TIMESTAMPTZ)`,
  `from_iso8601_timestamp_nanos(s) AS CAST(s AS TIMESTAMPTZ)`,
  `from_iso8601_date(s) AS CAST(s AS DATE)`,
  `to_iso8601(t) AS strftime(t, '%Y-%m-%dT%H:%M:%S.%gZ')`,
  `at_timezone(t, z) AS timezone(z, CAST(t AS TIMESTAMPTZ))`,
  `to_unixtime(t) AS epoch(t)`,
  `from_unixtime(s) AS to_timestamp(s)`,
  // Trino counts complete units; DuckDB's own date_diff counts boundaries crossed.
  `date_diff(u, a, b) AS date_sub(u, a, b)`,
  `date_add(u, n, d) AS d + CASE lower(u)
     WHEN 'millisecond' THEN to_milliseconds(n) WHEN 'second' THEN to_seconds(n)
     WHEN 'minute' THEN to_minutes(n) WHEN 'hour' THEN to_hours(n)
     WHEN 'day' THEN to_days(n) WHEN 'week' THEN to_weeks(n)
     WHEN 'month' THEN to_months(n) WHEN 'quarter' THEN to_months(3 * n)
     WHEN 'year' THEN to_years(n) END`,
  `date_format(t, f) AS strftime(t, mysql_format(f))`,
  `format_datetime(t, f) AS strftime(t, joda_format(f))`,
  `day_of_week(d) AS isodow(d)`,
  `dow(d) AS isodow(d)`,
  `day_of_month(d) AS day(d)`,
  `day_of_year(d) AS dayofyear(d)`,
  `week_of_year(d) AS weekofyear(d)`,
  `year_of_week(d) AS isoyear(d)`,
  `sequence(a, b) AS generate_series(a, b), (a, b, s) AS generate_series(a, b, s)`,
];

const AGGREGATES = [
  // Exact where Trino estimates, so that answers are the same twice. Audited reports use neither.
  `approx_distinct(x) AS count(DISTINCT x), (x, e) AS count(DISTINCT x)`,
  `approx_percentile(x, p) AS quantile_disc(x, p)`,
  `arbitrary(x) AS any_value(x)`,
  `map_agg(k, v) AS map(list(k), list(v))`,
  // 0 where the test is never true nor false; DuckDB's own answers NULL.
  `count_if(x) AS count(CASE WHEN x THEN 1 END)`,
  // A NULL x counts, as in Trino; DuckDB's own would take the next row that has one.
  `min_by(x, y) AS arg_min_null(x, y), (x, y, n) AS arg_min(x, y, n)`,
  `max_by(x, y) AS arg_max_null(x, y)`,
];

const TEXT = [
  `regexp_like(s, p) AS regexp_matches(s, p)`,
  // NULL where nothing matches; DuckDB's own answers ''.
  `regexp_extract(s, p) AS list_extract(regexp_extract_all(s, p), 1),
     (s, p, g) AS list_extract(regexp_extract_all(s, p, g), 1)`,
  // Replaces all matches, as Trino does; without $1 back-references.
  `regexp_replace(s, p, r) AS array_to_string(string_split_regex(s, p), r),
     (s, p, r, o) AS array_to_string(string_split_regex(s, p), r)`,
  `json_extract_scalar(j, p) AS CASE WHEN json_valid(j) THEN json_extract_string(j, p) END`,
  `json_parse(j) AS CAST(j AS JSON)`,
  `url_extract_host(u) AS
     nullif(regexp_extract_all(u, '^[a-zA-Z][a-zA-Z0-9+.-]*://([^/:?#]*)', 1)[1], '')`,
  `url_extract_path(u) AS
     regexp_extract_all(u, '^[a-zA-Z][a-zA-Z0-9+.-]*://[^/?#]*([^?#]*)', 1)[1]`,
  `url_extract_parameter(u, n) AS regexp_extract_all(u, '[?&]' || n || '=([^&#]*)', 1)[1]`,
  `codepoint(s) AS unicode(s)`,
  `to_utf8(s) AS encode(s)`,
  // Bytes, as in Trino; DuckDB's own answers their hexadecimal text.
  `md5(b) AS unhex(system.main.md5(b))`,
  `sha256(b) AS unhex(system.main.sha256(b))`,
  // Another base than 16 fails as a conversion error that says so.
  `from_base(s, r) AS CAST(CASE r WHEN 16 THEN '0x' || s ELSE 'only base 16 is known here' END AS BIGINT)`,
];

const BITS = [`bitwise_and(a, b) AS a & b`, `bitwise_or_agg(x) AS bit_or(x)`];

const ARRAYS = [
  `array_join(a, s) AS array_to_string(a, s)`,
  `element_at(x, k) AS x[k]`,
  `cardinality(a) AS len(a)`,
];

/** Nested `replace(…)` over a macro's parameter `f`, applied in the order given. */
function replacing(pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((text, [from, to]) => `replace(${text}, '${from}', '${to}')`, 'f');
}

const FORMATS = [
  // The order matters: %M (month name) moves away before %i (minute) becomes %M.
  `mysql_format(f) AS ${replacing([
    ['%W', '%A'],
    ['%M', '%B'],
    ['%i', '%M'],
    ['%s', '%S'],
    ['%e', '%-d'],
    ['%c', '%-m'],
    ['%k', '%-H'],
    ['%l', '%-I'],
    ['%h', '%I'],
    ['%T', '%H:%M:%S'],
    ['%v', '%V'],
  ])}`,
  `joda_format(f) AS ${replacing([
    ['yyyy', '%Y'],
    ['MM', '%m'],
    ['dd', '%d'],
    ['HH', '%H'],
    ['mm', '%M'],
    ['ss', '%S'],
    ['EEE', '%a'],
  ])}`,
];

/**
 * DuckDB statements, in order, after which reports written in Trino's SQL (Athena engine v3) mean the
 * same there. What no macro can serve, trino-limits refuses in words. Division by zero is an error in Trino and Infinity here: use nullif.
 */
export const TRINO_PRELUDE: readonly string[] = [
  ...SETTINGS,
  ...[...FORMATS, ...TIME, ...AGGREGATES, ...TEXT, ...BITS, ...ARRAYS].map(
    (macro) => `CREATE OR REPLACE MACRO ${macro}`,
  ),
];
