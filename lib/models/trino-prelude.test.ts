import { afterAll, describe, expect, test } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import type { QueryValue } from '@/lib/analytics/query-engine';
import { createFakeLake } from '@/lib/testing/lake-events';

const engine = createDuckdbEngine({ lake: createFakeLake() });
afterAll(() => engine.close());

const LATE = `TIMESTAMP '2026-11-20 23:50:09'`;
const EARLY = `TIMESTAMP '2026-11-21 00:06:00'`;

/** Expressions with the value Trino's documentation gives them, by family. */
const FAMILIES: Readonly<Record<string, readonly (readonly [string, QueryValue])[]>> = {
  settings: [
    ['1/2', 0],
    ['7/2', 3],
    ['-7/2', -3],
    ['CAST(1 AS double)/2', 0.5],
    ["from_iso8601_timestamp('2026-11-20T23:50:00')", '2026-11-20T23:50:00.000Z'],
  ],
  counting: [
    ['count_if(CAST(NULL AS boolean))', 0],
    ['count_if(true)', 1],
  ],
  bits: [
    ['bitwise_and(12, 10)', 8],
    ['bitwise_or_agg(5)', 5],
    ['CAST(power(2, 40) AS bigint)', 1_099_511_627_776],
  ],
  'ISO times': [
    ["from_iso8601_timestamp('2026-11-20T23:50:00+01:00')", '2026-11-20T22:50:00.000Z'],
    ["from_iso8601_timestamp_nanos('2026-11-20T23:50:00.250Z')", '2026-11-20T23:50:00.250Z'],
    ["from_iso8601_date('2026-11-20')", '2026-11-20'],
    ["to_iso8601(from_iso8601_timestamp('2026-11-20T23:50:00.25Z'))", '2026-11-20T23:50:00.250Z'],
    [
      "at_timezone(from_iso8601_timestamp('2026-11-20T23:50:00Z'), 'America/New_York')",
      '2026-11-20T18:50:00.000',
    ],
  ],
  'Unix times': [
    ["to_unixtime(from_iso8601_timestamp('2026-11-20T00:00:00Z'))", 1_795_132_800],
    ['from_unixtime(0)', '1970-01-01T00:00:00.000Z'],
    ['from_unixtime(1795132800250 / 1000e0)', '2026-11-20T00:00:00.250Z'],
  ],
  'differences count complete units': [
    [`date_diff('hour', ${LATE}, ${EARLY})`, 0],
    [`date_diff('day', ${LATE}, ${EARLY})`, 0],
    [`date_diff('minute', ${LATE}, ${EARLY})`, 15],
    [`date_diff('second', ${LATE}, ${EARLY})`, 951],
    [`date_diff('minute', ${EARLY}, ${LATE})`, -15],
  ],
  date_add: [
    ["CAST(date_add('day', -7, DATE '2026-11-22') AS date)", '2026-11-15'],
    ["date_add('hour', 2, TIMESTAMP '2026-11-22 00:00:00')", '2026-11-22T02:00:00.000'],
    ["date_add('millisecond', 5, TIMESTAMP '2026-11-22 00:00:00')", '2026-11-22T00:00:00.005'],
    ["date_add('second', 61, TIMESTAMP '2026-11-22 00:00:00')", '2026-11-22T00:01:01.000'],
    ["date_add('minute', -1, TIMESTAMP '2026-11-22 00:00:00')", '2026-11-21T23:59:00.000'],
    ["CAST(date_add('week', 1, DATE '2026-11-22') AS date)", '2026-11-29'],
    ["CAST(date_add('month', 1, DATE '2026-01-31') AS date)", '2026-02-28'],
    ["CAST(date_add('quarter', 1, DATE '2026-11-22') AS date)", '2027-02-22'],
    ["CAST(date_add('year', 1, DATE '2024-02-29') AS date)", '2025-02-28'],
  ],
  formats: [
    [
      "date_format(TIMESTAMP '2026-11-20 23:55:30', '%Y-%m-%d %H:%i:%s %W %b %e')",
      '2026-11-20 23:55:30 Friday Nov 20',
    ],
    ["date_format(TIMESTAMP '2026-03-05 09:07:00', '%M %c %k %l %h')", 'March 3 9 9 09'],
    ["date_format(TIMESTAMP '2026-11-20 23:55:30', '%T')", '23:55:30'],
    ["date_format(DATE '2026-01-01', '%v')", '01'],
    [
      "format_datetime(TIMESTAMP '2026-11-20 23:50:07', 'yyyy-MM-dd HH:mm:ss EEE')",
      '2026-11-20 23:50:07 Fri',
    ],
  ],
  'parts of a date': [
    ["day_of_week(DATE '2026-11-22')", 7],
    ["dow(DATE '2026-11-23')", 1],
    ["day_of_month(DATE '2026-11-22')", 22],
    ["day_of_year(DATE '2026-02-01')", 32],
    ["week_of_year(DATE '2026-12-31')", 53],
    ["year_of_week(DATE '2027-01-01')", 2026],
  ],
  sequence: [
    ["array_join(sequence(1, 4), '-')", '1-2-3-4'],
    ["array_join(sequence(0, 9, 3), '-')", '0-3-6-9'],
    ["cardinality(sequence(DATE '2026-11-20', DATE '2026-11-22', INTERVAL '1' DAY))", 3],
  ],
  'arrays and maps': [
    ['element_at(ARRAY[1, 2, 3], 2)', 2],
    ['element_at(ARRAY[1, 2, 3], 9)', null],
    ['element_at(ARRAY[1, 2, 3], -1)', 3],
    ['cardinality(ARRAY[1, 5, 7])', 3],
  ],
  patterns: [
    ["regexp_like('/p/12', '^/p/')", true],
    ["regexp_extract('/p/12', '[0-9]+')", '12'],
    ["regexp_extract('/p/12', '/p/([0-9]+)', 1)", '12'],
    ["regexp_extract('abc', '[0-9]+')", null],
    ["regexp_replace('a1b22', '[0-9]+', 'N')", 'aNbN'],
  ],
  JSON: [
    ['json_extract_scalar(\'{"ab":"A","tags":["x"]}\', \'$.ab\')', 'A'],
    ['json_extract_scalar(\'{"tags":["x"]}\', \'$.tags[0]\')', 'x'],
    ["json_extract_scalar('not json', '$.ab')", null],
    ["json_extract_scalar(json_parse('{\"n\":7}'), '$.n')", '7'],
  ],
  addresses: [
    ["url_extract_host('https://www.google.com:443/search?q=shoes#x')", 'www.google.com'],
    ["url_extract_path('https://www.google.com/search?q=shoes')", '/search'],
    ["url_extract_parameter('https://t.co/?a=1&q=shoes#x', 'q')", 'shoes'],
    ["url_extract_parameter('https://t.co/?a=1', 'q')", null],
    ["url_extract_host('/relative')", null],
  ],
  letters: [["codepoint('A')", 65]],
};

describe.each(Object.entries(FAMILIES))('%s', (_, cases) => {
  test.each(cases)('%s', async (expression, expected) => {
    const { rows } = await engine.query(`SELECT ${expression}`);
    expect(rows).toEqual([[expected]]);
  });
});

test('aggregates are exact where Trino estimates', async () => {
  const { rows } = await engine.query(`SELECT approx_distinct(k), approx_distinct(k, 0.01),
    approx_percentile(v, 0.5), arbitrary(w), element_at(map_agg(v, k), 4),
    count_if(v > 2), max_by(k, v)
    FROM (VALUES ('a', 1, 'z'), ('a', 2, 'z'), ('b', 3, 'z'), ('c', 4, 'z'), ('c', 5, 'z'))
      AS t(k, v, w)`);
  expect(rows).toEqual([[3, 3, 3, 'z', 'c', 3, 'c']]);
});
