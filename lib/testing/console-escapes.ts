/** Where the attempts aim, on the machine of the test. */
export interface EscapeTargets {
  /** The lake. */
  readonly lake: string;
  /** A file beside the lake that nobody may read. */
  readonly secret: string;
  /** A link in the lake's own folder that leads to the secret. */
  readonly link: string;
  /** A folder beside the lake whose name begins with the lake's. */
  readonly sibling: string;
  /** A Parquet file of the lake. */
  readonly segment: string;
}

export interface Escape {
  readonly name: string;
  readonly attempts: readonly string[];
}

/** The twenty known ones; those that are about limits or files are tested where these are. */
export function knownEscapes({
  lake,
  secret,
  link,
  sibling,
  segment,
}: EscapeTargets): readonly Escape[] {
  const inLake = `${lake}/processed/events/escaped`;
  return [
    {
      name: '1 functions that read files',
      attempts: [
        `SELECT * FROM read_text('${secret}')`,
        `SELECT * FROM read_csv('${secret}')`,
        `SELECT * FROM read_blob('/proc/self/environ')`,
        `SELECT * FROM sniff_csv('${secret}')`,
        `SELECT * FROM read_parquet('${segment}')`,
        `SELECT * FROM parquet_metadata('${segment}')`,
      ],
    },
    {
      name: '2 files for tables',
      attempts: [`SELECT * FROM '${secret}'`, `SELECT * FROM query_table('${secret}')`],
    },
    {
      name: '3 ways around the folder',
      attempts: [
        `SELECT * FROM '${lake}/processed/events/../../../secret.csv'`,
        `SELECT * FROM read_csv('${sibling}/secret.csv')`,
        `SELECT * FROM "${link}"`,
      ],
    },
    {
      name: '4 which files there are',
      attempts: [
        `SELECT * FROM glob('${lake}/**')`,
        `SELECT * FROM glob('/etc/*')`,
        `SELECT * FROM '/no/such/file.csv'`,
      ],
    },
    {
      name: '5 writing files',
      attempts: [
        `COPY (SELECT 1) TO '${sibling}/escaped.csv'`,
        `COPY (SELECT 1) TO '${inLake}.parquet' (FORMAT parquet)`,
        `COPY (SELECT 1) TO '${segment}' (FORMAT parquet)`,
        `WITH x AS (SELECT 1) COPY (SELECT 1) TO '${inLake}.csv'`,
      ],
    },
    {
      name: '6 other databases',
      attempts: [
        `ATTACH '${sibling}/x.db'`,
        `ATTACH '${inLake}.db'`,
        `ATTACH ':memory:' AS other`,
        `EXPORT DATABASE '${inLake}'`,
        `IMPORT DATABASE '${inLake}'`,
      ],
    },
    {
      name: '7 extensions',
      attempts: [
        'INSTALL httpfs',
        'LOAD httpfs',
        `INSTALL x FROM 'http://127.0.0.1:9/'`,
        `LOAD './evil.duckdb_extension'`,
        'FORCE INSTALL httpfs',
      ],
    },
    {
      name: '8 other machines',
      attempts: [
        `SELECT * FROM read_csv('http://169.254.169.254/latest/meta-data')`,
        `SELECT * FROM 's3://bucket/file.parquet'`,
        `SELECT * FROM 'http://127.0.0.1:9/x.csv'`,
      ],
    },
    {
      name: '9 settings',
      attempts: [
        'SET enable_external_access = true',
        `SET allowed_directories = ['/']`,
        'RESET lock_configuration',
        `PRAGMA memory_limit = '100GB'`,
        `SELECT * FROM pragma_memory_limit('100GB')`,
      ],
    },
    {
      name: '10 the log, into files',
      attempts: [
        `SELECT * FROM enable_logging(storage = 'file', storage_config = {'path': '${inLake}'})`,
        `SELECT * FROM enable_logging(storage_path = '${inLake}')`,
        `WITH x AS (SELECT * FROM enable_logging(storage = 'file')) SELECT * FROM x`,
        `SELECT (SELECT count(*) FROM enable_logging(storage_path = '${inLake}'))`,
      ],
    },
    {
      name: '11 the log of others',
      attempts: [
        `SELECT * FROM enable_logging('QueryLog', storage = 'stdout')`,
        'SELECT * FROM duckdb_logs()',
        'SELECT * FROM duckdb_logs',
        `SELECT write_log('x')`,
      ],
    },
    {
      name: '12 profiles',
      attempts: [
        `SELECT * FROM enable_profiling(format = 'json', save_location = '${inLake}')`,
        'PRAGMA enable_profiling',
      ],
    },
    {
      name: '13 SQL in texts',
      attempts: [
        `SELECT * FROM query('SELECT * FROM duckdb_settings()')`,
        `SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))`,
        'PREPARE p AS SELECT 1',
        'EXECUTE p',
      ],
    },
    {
      name: '14 two statements',
      attempts: [
        'SELECT 1; DROP VIEW events',
        'SELECT 1; SELECT 2',
        'SELECT 1 --\n; DROP VIEW events',
        'SELECT 1 /* ; */ ; /* */ DROP VIEW events',
        `SELECT ';' ; DROP VIEW events`,
        'SELECT $$;$$; DROP VIEW events',
        'DROP VIEW events',
        ';',
        '',
      ],
    },
    {
      name: '15 what the next one would meet',
      attempts: [
        'CREATE OR REPLACE TEMP VIEW events AS SELECT 1',
        'CREATE MACRO count(x) AS 1',
        'USE lake',
        'SET VARIABLE x = 1',
        'BEGIN',
        'DELETE FROM products',
        `INSERT INTO products VALUES ('x', 'x', 'x', 1)`,
      ],
    },
    {
      name: '16 what the engine knows of itself',
      attempts: [
        'SELECT * FROM duckdb_settings()',
        'SELECT * FROM duckdb_databases()',
        'SELECT * FROM duckdb_views()',
        'SELECT sql FROM duckdb_views',
        `SELECT current_setting('secret_directory')`,
        `SELECT getenv('HOME')`,
        `SELECT getvariable('x')`,
      ],
    },
    {
      name: '17 time, where a function says so',
      attempts: ['SELECT sleep_ms(100000)', 'SELECT * FROM duckdb_functions()'],
    },
    {
      name: '18 memory, where a function says so',
      attempts: [
        `SELECT repeat('a', 2000000000)`,
        `SELECT format('{:>1000000000}', 1)`,
        `SELECT printf('%1000000000d', 1)`,
        'SELECT list(range(1000000000))',
        'SELECT bar(1, 0, 1, 1000000000)',
      ],
    },
    {
      name: '19 statements that are too much',
      attempts: [
        `SELECT ${'(1 + '.repeat(3_000)}1${')'.repeat(3_000)}`,
        `SELECT ${'-'.repeat(3).split('').join(' ').repeat(500)} 1`,
        `SELECT 1 AS a ${', 1'.repeat(10_000)}`,
        `SELECT ${'(SELECT '.repeat(200)}1${')'.repeat(200)}`,
        `SELECT 1 WHERE 1 = 1${' AND 1 = 1'.repeat(3_000)}`,
      ],
    },
    {
      name: '20 values that would be SQL',
      attempts: [
        `SELECT * FROM events ORDER BY (SELECT count(*) FROM duckdb_secrets())`,
        `SELECT 1 AS "x" FROM events LIMIT (SELECT count(*) FROM duckdb_settings())`,
      ],
    },
  ];
}

/** Twenty and some of our own. */
export function inventedEscapes({ secret, lake }: EscapeTargets): readonly Escape[] {
  // The Kelvin sign: JavaScript's lower case makes a k of it, DuckDB's does not.
  const kelvin = '\u212a';
  return [
    {
      name: 'published names, qualified',
      attempts: ['SELECT * FROM "main"."events"', 'SELECT * FROM memory.main.events'],
    },
    {
      name: 'what lies behind the relations',
      attempts: [
        'SELECT * FROM lake.tail',
        'SELECT * FROM "lake"."open_events"',
        'SELECT * FROM lake.kept_sessions',
        'SELECT * FROM incoming',
      ],
    },
    {
      name: 'the standard’s catalog',
      attempts: [
        'SELECT * FROM information_schema.tables',
        'SELECT * FROM information_schema.columns',
        'SELECT * FROM system.information_schema.schemata',
      ],
    },
    {
      name: 'other catalogs',
      attempts: [
        'SELECT * FROM pg_catalog.pg_class',
        'SELECT * FROM pg_views',
        'SELECT * FROM sqlite_master',
        'SELECT * FROM pragma_database_list',
        `SELECT * FROM pragma_table_info('events')`,
      ],
    },
    {
      name: 'a name of WITH that only JavaScript takes for another',
      attempts: [
        `WITH "duc${kelvin}db_views" AS (SELECT 1) SELECT * FROM duckdb_views`,
        `WITH "DUC${kelvin}DB_SETTINGS" AS (SELECT 1) SELECT * FROM "duckdb_settings"`,
      ],
    },
    {
      name: 'a name of WITH that does not reach so far',
      attempts: [
        'SELECT * FROM (WITH sqlite_master AS (SELECT 1) SELECT 1) AS a, sqlite_master',
        'WITH x AS (SELECT * FROM sqlite_master), sqlite_master AS (SELECT 1) SELECT * FROM x',
        'WITH sqlite_master AS (SELECT * FROM sqlite_master) SELECT * FROM sqlite_master',
        'WITH RECURSIVE pg_views AS (SELECT * FROM pg_views UNION ALL SELECT 1) SELECT 1',
        '(WITH pg_views AS (SELECT 1) SELECT 1) UNION ALL SELECT count(*) FROM pg_views',
      ],
    },
    {
      name: 'lateral joins',
      attempts: [
        'SELECT * FROM events, LATERAL (SELECT * FROM duckdb_settings())',
        `SELECT * FROM (VALUES ('${secret}')) AS t(p) CROSS JOIN LATERAL (SELECT * FROM read_text(p))`,
      ],
    },
    {
      name: 'joins of DuckDB’s own',
      attempts: [
        'SELECT * FROM events POSITIONAL JOIN products',
        'SELECT * FROM events ASOF JOIN products ON event_ms >= price',
      ],
    },
    {
      name: 'COLUMNS()',
      attempts: [
        `SELECT COLUMNS('.*') FROM events`,
        'SELECT COLUMNS(c -> true) FROM events',
        'SELECT min(COLUMNS(*)) FROM events',
      ],
    },
    {
      name: 'lambdas',
      attempts: [
        `SELECT list_transform(['secret_directory'], x -> current_setting(x))`,
        'SELECT list_reduce([1, 2], lambda x, y : x + y)',
        `SELECT [current_setting(x) FOR x IN ['threads']]`,
      ],
    },
    {
      name: 'structs and methods',
      attempts: [
        `SELECT struct_pack(a := current_setting('threads'))`,
        `SELECT {'a': getenv('PATH')}.a`,
        `SELECT ('${secret}').read_text()`,
        `SELECT ('SELECT 1').query()`,
      ],
    },
    {
      name: 'FROM first',
      attempts: ['FROM duckdb_settings()', 'FROM events', '/* x */ (FROM events SELECT 1)'],
    },
    {
      name: 'TABLE',
      attempts: [
        'TABLE duckdb_settings',
        `TABLE "${secret}"`,
        'WITH x AS (TABLE pg_views) TABLE x',
      ],
    },
    {
      name: 'SHOW in all its forms',
      attempts: [
        'SHOW ALL TABLES',
        'DESCRIBE events',
        'SUMMARIZE events',
        'SELECT * FROM (SHOW ALL TABLES)',
        'SELECT * FROM (DESCRIBE SELECT * FROM events)',
        `SELECT (SELECT count(*) FROM (SUMMARIZE events))`,
      ],
    },
    {
      name: 'PIVOT',
      attempts: [
        'PIVOT events ON event_type USING count(*)',
        'UNPIVOT events ON page INTO NAME n VALUE v',
        `SELECT * FROM events PIVOT (count(*) FOR event_type IN ('view'))`,
      ],
    },
    {
      name: 'samples and earlier versions',
      attempts: [
        'SELECT * FROM events TABLESAMPLE 10%',
        'SELECT * FROM events USING SAMPLE 10 ROWS',
        'SELECT * FROM events AT (VERSION => 1)',
        `SELECT * FROM events AT (TIMESTAMP => now())`,
      ],
    },
    {
      name: 'dollar quotes and escapes',
      attempts: [
        `SELECT * FROM read_text($$${secret}$$)`,
        'SELECT $x$ $x$; DROP VIEW events; SELECT $x$ $x$',
        `SELECT E'\\''; DROP VIEW events --'`,
      ],
    },
    {
      name: 'letters that look alike',
      attempts: [
        'SELECT 1\uff1b DROP VIEW events',
        'SELECT\u00a0* FROM duckdb_settings()',
        'SELECT * FROM \u202educkdb_settings()',
        'SELECT * FROM duckdb\u200b_settings()',
      ],
    },
    {
      name: 'VALUES in masses',
      attempts: [
        `VALUES ${'(1), '.repeat(6_000)}(1)`,
        `SELECT * FROM (VALUES ${`(${'1, '.repeat(500)}1), `.repeat(10)}(1)) AS t`,
        `VALUES (current_setting('threads'))`,
      ],
    },
    {
      name: 'macros behind the prelude, and functions by their catalog',
      attempts: [
        `SELECT system.main.current_setting('threads')`,
        `SELECT system.main.md5('x')`,
        `SELECT main.mysql_format('%W')`,
        `SELECT unhex('00')`,
        `SELECT memory.main.sequence(1, 2)`,
      ],
    },
    {
      name: 'odd corners of a SELECT',
      attempts: [
        `SELECT count(*) FILTER (WHERE current_setting('threads') = '1') FROM events`,
        'SELECT 1 FROM events QUALIFY row_number() OVER (ORDER BY getvariable(1)) = 1',
        'SELECT 1 FROM events GROUP BY (SELECT count(*) FROM duckdb_types())',
        `SELECT 1 FROM events AS a JOIN events AS b ON EXISTS (SELECT 1 FROM duckdb_tables())`,
        `SELECT * REPLACE (current_setting('threads') AS page) FROM events`,
        `SELECT sum(1) OVER (PARTITION BY nextval('s')) FROM events`,
        'SELECT #1 FROM events',
        'SELECT unnest(duckdb_settings()) FROM events',
        'SELECT * FROM events LIMIT 10 PERCENT',
      ],
    },
    {
      name: 'writing in disguise',
      attempts: [
        'WITH x AS (DELETE FROM products RETURNING *) SELECT * FROM x',
        'SELECT 1 INTO x',
        'EXPLAIN ANALYZE SELECT 1',
        'CHECKPOINT',
        'VACUUM',
        `CALL enable_logging()`,
        'SELECT * FROM events FOR UPDATE',
        `MERGE INTO products USING products AS p ON true WHEN MATCHED THEN DELETE`,
      ],
    },
    {
      name: 'functions that stand in FROM',
      attempts: [
        'SELECT * FROM repeat_row(1, num_rows = 1000000000)',
        'SELECT * FROM summary((SELECT 1))',
        'SELECT * FROM test_all_types()',
        `SELECT * FROM seq_scan('events')`,
        `SELECT * FROM main.range(1)`.replace('main.range', 'memory.main.range'),
        `SELECT * FROM storage_info('products')`,
        `SELECT * FROM pragma_storage_info('${lake}')`,
      ],
    },
  ];
}
