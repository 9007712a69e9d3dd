import { expect, onTestFinished, test, vi } from 'vitest';
import { type AthenaStandInOptions, startAthenaStandIn } from '@/e2e/fixtures/athena-stand-in';
import { eventually } from '@/lib/testing/eventually';
import { createFakeLake } from '@/lib/testing/lake-events';
import { CONTRACT_CASES, describeQueryEngine, SLOW_SQL } from '@/lib/testing/query-engine-contract';
import { type AthenaOptions, createAthenaEngine } from './athena';
import { createDuckdbEngine } from './duckdb';
import { createMemoryEngine } from './memory';
import { QueryError } from './query-engine';

/** A loaded machine may take its time; nothing here is a statement about speed. */
const ARRIVAL = { timeout: 30_000, interval: 1 };
const CREDENTIALS = { accessKeyId: 'test', secretAccessKey: 'test' };

function driver(more: Partial<AthenaOptions> = {}) {
  return createAthenaEngine({
    region: 'eu-west-1',
    database: 'footfall',
    workgroup: 'primary',
    credentials: CREDENTIALS,
    // No retry waits long.
    rng: () => 0.01,
    ...more,
  });
}

/** A stand-in over DuckDB and a driver that speaks to it. */
async function athena(
  more: Partial<AthenaOptions> = {},
  standInOptions: Partial<AthenaStandInOptions> = {},
) {
  const duckdb = createDuckdbEngine({ lake: createFakeLake() });
  const standIn = await startAthenaStandIn({ engine: duckdb, ...standInOptions });
  vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', standIn.url);
  const engine = driver(more);
  const close = async () => {
    await engine.close();
    vi.unstubAllEnvs();
    await standIn.close();
    await duckdb.close();
  };
  return { standIn, engine, close };
}

async function opened(...args: Parameters<typeof athena>) {
  const under = await athena(...args);
  onTestFinished(under.close);
  return under;
}

const closers = new Set<() => Promise<void>>();
describeQueryEngine('athena', async () => {
  for (const close of closers) await close();
  closers.clear();
  const { engine, close } = await athena();
  closers.add(close);
  return engine;
});

const states = (standIn: { queries(): readonly { state: string }[] }) =>
  standIn.queries().map(({ state }) => state);

test('names columns and types as Athena does', async () => {
  const { engine } = await opened();
  const { columns } = await engine.query(CONTRACT_CASES.values.sql);
  expect(columns.map(({ type }) => type)).toEqual([
    ...['bigint', 'decimal', 'double', 'varchar', 'boolean', 'varchar', 'date'],
    ...['timestamp with time zone', 'timestamp'],
  ]);
});

test('an empty text is not null', async () => {
  const { engine } = await opened();
  const sql = `SELECT * FROM (VALUES ('', CAST(NULL AS varchar)), ('a', '')) AS t(x, y)`;
  const { rows } = await engine.query(sql);
  expect(rows).toEqual([
    ['', null],
    ['a', ''],
  ]);
});

test.each([0, 1, 998, 999, 1000, 1999, 2500])(
  'reads %i rows, page by page, without the header',
  async (n) => {
    const { engine, standIn } = await opened();
    const { rows } = await engine.query(
      `SELECT x FROM UNNEST(sequence(1, 3000)) AS t(x) WHERE x <= ? ORDER BY x`,
      { parameters: [n] },
    );
    expect(rows).toEqual(Array.from({ length: n }, (_, i) => [i + 1]));
    const pages = standIn.calls().filter((call) => call === 'GetQueryResults');
    expect(pages).toHaveLength(Math.ceil((n + 1) / 1000));
  },
);

test('parameters stay out of the text where Athena takes them', async () => {
  const { engine, standIn } = await opened();
  const sql = 'SELECT ? AS a WHERE 1 = ? AND ? <> ?';
  const parameters = ['?', 1, "it's '' -- ?", 'x'.repeat(2000)];
  expect((await engine.query(sql, { parameters })).rows).toEqual([['?']]);
  expect(standIn.queries()).toMatchObject([
    {
      sql: `SELECT '?' AS a WHERE 1 = ? AND ? <> '${'x'.repeat(2000)}'`,
      parameters: ['1', "'it''s '''' -- ?'"],
    },
  ]);
});

test('what the stand-in refuses, it refuses: a parameter outside WHERE, or without quotes', async () => {
  const { standIn } = await opened();
  const start = (sql: string, ...parameters: string[]) =>
    fetch(standIn.url, {
      method: 'POST',
      headers: {
        'x-amz-target': 'AmazonAthena.StartQueryExecution',
        'content-type': 'application/x-amz-json-1.1',
        authorization: 'AWS4-HMAC-SHA256 Credential=test',
      },
      body: JSON.stringify({ QueryString: sql, ExecutionParameters: parameters }),
    });
  await start('SELECT ?', '1');
  await start('SELECT 1 WHERE 1 = ?', 'one');
  await start('SELECT 1 WHERE 1 = ?', '1', '2');
  await start('SELECT 1 WHERE 1 = ?', '1');
  const ends = ['FAILED', 'FAILED', 'FAILED', 'SUCCEEDED'];
  await eventually(() => expect(states(standIn)).toEqual(ends));
});

test('a query that nobody waits for is stopped in Athena', async () => {
  const { engine, standIn } = await opened();
  await expect(engine.query(SLOW_SQL, { deadlineMs: 300 })).rejects.toMatchObject({
    code: 'timeout',
  });
  await eventually(() => expect(states(standIn)).toEqual(['CANCELLED']));
  expect(standIn.calls()).toContain('StopQueryExecution');
});

test('one given up while it was being begun is stopped too', async () => {
  const { engine, standIn } = await opened();
  const caller = new AbortController();
  const asked = engine.query(SLOW_SQL, { signal: caller.signal });
  // The call is on its way: the id comes back to nobody.
  await vi.waitFor(() => expect(standIn.calls()).toEqual(['StartQueryExecution']), ARRIVAL);
  caller.abort();
  await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
  await eventually(() => expect(states(standIn)).toEqual(['CANCELLED']));
});

test('a lost answer to the start begins no second query', async () => {
  const { engine, standIn } = await opened();
  standIn.script([{ on: 'StartQueryExecution', do: 'destroy-after' }]);
  expect((await engine.query('SELECT 1 AS one')).rows).toEqual([[1]]);
  expect(standIn.calls().filter((call) => call === 'StartQueryExecution')).toHaveLength(2);
  expect(standIn.queries()).toHaveLength(1);
});

const throttled = { status: 400, type: 'ThrottlingException', message: 'Rate exceeded' } as const;
const tooMany = {
  status: 400,
  type: 'TooManyRequestsException',
  message: 'You have exceeded the limit for the number of queries you can run concurrently.',
} as const;

test('throttled calls are made again, whichever they are', async () => {
  const { engine, standIn } = await opened();
  standIn.script([
    { on: 'StartQueryExecution', do: 'error', ...tooMany },
    { on: 'StartQueryExecution', do: 'error', ...throttled },
    { on: 'GetQueryExecution', do: 'error', ...throttled },
    { on: 'GetQueryResults', do: 'error', status: 500, type: 'InternalServerException' },
  ]);
  expect((await engine.query('SELECT 1 AS one')).rows).toEqual([[1]]);
  expect(standIn.queries()).toHaveLength(1);
});

test('a quota that stays used up is said in words, after some tries', async () => {
  const { engine, standIn } = await opened();
  standIn.script(
    Array.from({ length: 50 }, () => ({ on: 'StartQueryExecution', do: 'error', ...tooMany })),
  );
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/concurrently.*Ask again in a minute/),
  });
  expect(standIn.calls()).toHaveLength(8);
});

test('a silent endpoint is given up at the deadline', async () => {
  const { engine, standIn } = await opened();
  standIn.script([{ on: 'GetQueryExecution', do: 'hang' }]);
  const asked = engine.query('SELECT 1', { deadlineMs: 500 });
  await expect(asked).rejects.toMatchObject({ code: 'timeout' });
});

test('what Athena failed by its own fault is run once more where it says that this may help', async () => {
  const { engine, standIn } = await opened();
  const reason = 'GENERIC_INTERNAL_ERROR: x';
  const fault = { on: 'query', do: 'FAILED', reason, category: 1 } as const;
  const retryable = { ...fault, retryable: true } as const;
  standIn.script([retryable]);
  expect((await engine.query('SELECT 1 AS one')).rows).toEqual([[1]]);
  standIn.script([retryable, retryable, retryable]);
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({ code: 'failed' });
  standIn.script([{ ...retryable, retryable: false }]);
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({ code: 'failed' });
  expect(states(standIn)).toEqual(['FAILED', 'SUCCEEDED', 'FAILED', 'FAILED', 'FAILED']);
});

test('wrong SQL is the caller’s, in Athena’s words', async () => {
  const { engine } = await opened();
  await expect(engine.query('SELECT FROM WHERE')).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('SYNTAX_ERROR'),
  });
});

test.each([
  'DELETE FROM events',
  'INSERT INTO events SELECT 1',
  '-- SELECT\nDROP TABLE events',
  '/* SELECT */ UNLOAD (SELECT 1)',
  'EXPLAIN ANALYZE SELECT 1',
  'EXECUTE x',
  '',
])('only SELECT reaches Athena: %j', async (sql) => {
  const { engine, standIn } = await opened();
  await expect(engine.query(sql)).rejects.toMatchObject({ code: 'invalid' });
  expect(standIn.calls()).toEqual([]);
});

test('tells the bytes scanned, and takes an earlier answer only where that is asked for', async () => {
  const scanned = () => 12_345;
  const fresh = await opened({}, { scanned });
  expect((await fresh.engine.query('SELECT 1 AS one')).bytesScanned).toBe(12_345);
  expect((await fresh.engine.query('SELECT 1 AS one')).bytesScanned).toBe(12_345);
  const reusing = await opened({ reuseMinutes: 10 }, { scanned });
  await reusing.engine.query('SELECT 1 AS one');
  const again = await reusing.engine.query('SELECT 1 AS one');
  expect([again.rows, again.bytesScanned]).toEqual([[[1]], 0]);
  expect(reusing.standIn.queries().map(({ reused }) => reused)).toEqual([false, true]);
});

test('a limit of the workgroup is said in words', async () => {
  const workgroups = { primary: { outputLocation: 's3://r/', bytesCutoff: 10_000_000 } };
  const { engine } = await opened({}, { workgroups, scanned: () => 10_000_001 });
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({
    code: 'failed',
    message: expect.stringMatching(/Bytes scanned limit was exceeded.*ask for fewer days/),
  });
});

test('a wrong set-up says which setting is meant', async () => {
  const workgroups = { bare: {}, primary: { outputLocation: 's3://r/' } };
  const { engine } = await opened({ workgroup: 'nope' }, { workgroups });
  await expect(engine.query('SELECT 1')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('FOOTFALL_ATHENA_WORKGROUP'),
  });
  const bare = driver({ workgroup: 'bare' });
  await expect(bare.query('SELECT 1')).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('FOOTFALL_ATHENA_OUTPUT'),
  });
  await bare.close();
  const given = driver({ workgroup: 'bare', outputLocation: 's3://results/x/' });
  expect((await given.query('SELECT 1 AS one')).rows).toEqual([[1]]);
  await given.close();
});

test('a queue is waited out', async () => {
  const { engine } = await opened({}, { queuedMs: 300 });
  const { rows, elapsedMs } = await engine.query('SELECT 1 AS one');
  expect(rows).toEqual([[1]]);
  expect(elapsedMs).toBeGreaterThan(290);
});

test('an engine that is no DuckDB can stand behind it, and its trouble is Athena’s', async () => {
  const engine = createMemoryEngine(() => {
    throw new QueryError('failed', 'disk full');
  });
  const under = await opened({}, { engine });
  await expect(under.engine.query('SELECT 1')).rejects.toMatchObject({
    code: 'failed',
    message: 'Athena: GENERIC_INTERNAL_ERROR: disk full',
  });
});
