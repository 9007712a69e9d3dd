import { expect, onTestFinished, test, vi } from 'vitest';
import { type AthenaStandInOptions, startAthenaStandIn } from '@/e2e/fixtures/athena-stand-in';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import {
  CONTRACT_LIMITS,
  describeConsoleEngine,
  question,
  whole,
} from '@/lib/testing/console-engine-contract';
import { createFakeLake } from '@/lib/testing/lake-events';
import { createAthenaConsole } from './athena-console';

async function opened(more: Partial<AthenaStandInOptions> = {}) {
  const duckdb = createDuckdbEngine({ lake: createFakeLake() });
  const standIn = await startAthenaStandIn({ engine: duckdb, ...more });
  vi.stubEnv('AWS_ENDPOINT_URL_ATHENA', standIn.url);
  const engine = createAthenaConsole({
    region: 'eu-west-1',
    database: 'footfall',
    workgroup: 'primary',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    // No retry waits long.
    rng: () => 0.01,
    limits: CONTRACT_LIMITS,
  });
  const close = async () => {
    await engine.close();
    vi.unstubAllEnvs();
    await standIn.close();
    await duckdb.close();
  };
  return { engine, standIn, close };
}

describeConsoleEngine('athena', async () => {
  const { engine, close } = await opened();
  return { ...engine, close };
});

async function fresh(more?: Partial<AthenaStandInOptions>) {
  const under = await opened(more);
  onTestFinished(under.close);
  return under;
}

test('values are literals, wherever they stand, and never SQL', async () => {
  const { engine, standIn } = await fresh();
  const values = ["it's '' -- ?", -1, true, null];
  const sql = `SELECT ? AS a, 1 - ? AS b, ? AS c, ? AS d, '?' AS e`;
  expect((await whole(engine.ask(question(sql, values)))).rows).toEqual([
    ["it's '' -- ?", 2, true, null, '?'],
  ]);
  expect(standIn.queries().map(({ parameters }) => parameters)).toEqual([[]]);
});

test('says what was read, and the place that Athena names, in the SQL as it was given', async () => {
  const { engine, standIn } = await fresh({ scanned: () => 12_345 });
  expect((await whole(engine.ask(question('SELECT 1')))).end).toMatchObject({
    bytesScanned: 12_345,
  });
  const reason = "SYNTAX_ERROR: line 2:16: Column 'nope' cannot be resolved";
  standIn.script([{ on: 'query', do: 'FAILED', reason, category: 2 }]);
  // Athena sees the text in the place of the mark, and so the name six characters later.
  const sql = 'SELECT 1,\n ? AS a, nope FROM events';
  await expect(whole(engine.ask(question(sql, ['longe'])))).rejects.toMatchObject({
    code: 'invalid',
    message: expect.stringContaining('nope'),
    at: sql.indexOf('nope'),
  });
});

test('gives Parquet of what Athena answered, and its words where it does not', async () => {
  const { engine } = await fresh();
  const parts: Uint8Array[] = [];
  const sql = 'SELECT x, ? AS name FROM UNNEST(sequence(1, 2)) AS t(x)';
  for await (const part of engine.parquet(question(sql, ["it's"]))) parts.push(part);
  const bytes = Buffer.concat(parts);
  expect([bytes.subarray(0, 4), bytes.subarray(-4)].map(String)).toEqual(['PAR1', 'PAR1']);
  const wrong = engine.parquet(question('SELECT 1 FROM'))[Symbol.asyncIterator]();
  await expect(wrong.next()).rejects.toMatchObject({ code: 'invalid' });
});

test('refuses what is no SELECT before anything is sent', async () => {
  const { engine, standIn } = await fresh();
  for (const sql of [
    `UNLOAD (SELECT 1) TO 's3://elsewhere/' WITH (format = 'PARQUET')`,
    `EXPLAIN ANALYZE SELECT 1`,
    `/* SELECT */ CREATE TABLE t WITH (external_location = 's3://x/') AS SELECT 1`,
    `EXECUTE IMMEDIATE 'SELECT 1'`,
    `USING EXTERNAL FUNCTION f(x INT) RETURNS INT LAMBDA 'f' SELECT f(1)`,
    'MSCK REPAIR TABLE events',
    'SHOW CREATE VIEW events',
  ]) {
    await expect(whole(engine.ask(question(sql)))).rejects.toMatchObject({ code: 'refused' });
  }
  expect(standIn.calls()).toEqual([]);
});
