/**
 * Functions that may be asked: names of Trino's that DuckDB, or the prelude on it, serves with the
 * same meaning. What is not here is refused, whatever it does.
 */
const NAMES = {
  aggregates: `count sum avg min max count_if approx_distinct approx_percentile arbitrary any_value
    array_agg map_agg min_by max_by bool_and bool_or stddev stddev_pop stddev_samp variance var_pop
    var_samp corr covar_pop covar_samp regr_slope regr_intercept bitwise_or_agg listagg
    histogram`,
  windows: `row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value
    nth_value`,
  numbers: `abs ceil ceiling floor round sign sqrt cbrt exp ln log log2 log10 power pow mod pi degrees
    radians sin cos tan asin acos atan atan2 greatest least nullif random bitwise_and from_base`,
  texts: `length lower upper concat concat_ws substr substring trim ltrim rtrim replace reverse
    split_part split strpos position starts_with lpad rpad chr codepoint translate to_utf8 md5
    regexp_like regexp_extract regexp_extract_all regexp_replace url_extract_host url_extract_path
    url_extract_parameter json_extract json_extract_scalar json_parse json_array_length`,
  times: `now date date_trunc date_add date_diff date_format format_datetime from_iso8601_timestamp
    from_iso8601_timestamp_nanos from_iso8601_date to_iso8601 at_timezone to_unixtime from_unixtime
    year quarter month week day day_of_week dow day_of_month day_of_year doy week_of_year
    year_of_week hour minute second`,
  arrays: `sequence array_join element_at cardinality contains array_distinct array_intersect
    array_position flatten map map_keys map_values row unnest`,
  // What the parser calls by itself for operators and for syntax such as EXTRACT and INTERVAL.
  syntax: `+ - * / % || ~~ !~~ like_escape not_like_escape count_star date_part timezone list_value
    to_years to_quarters to_months to_weeks to_days to_hours to_minutes to_seconds to_milliseconds
    trunc`,
} as const;

export const ALLOWED_FUNCTIONS: ReadonlySet<string> = new Set(
  Object.values(NAMES).flatMap((names) => names.split(/\s+/)),
);

/** Those that may stand in FROM. */
export const ALLOWED_TABLE_FUNCTIONS: ReadonlySet<string> = new Set([
  'range',
  'generate_series',
  'unnest',
]);
