import { expect, onTestFinished, test } from 'vitest';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import { A_RUN } from '@/lib/cost/monthly';
import {
  createLiveEvents,
  createProducts,
  createTable,
  LIVE_EVENTS,
  storedTables,
} from '@/lib/models/athena-ddl';
import { DATABASE_TABLES } from '@/lib/models/athena-statements';
import { upkeepTemplates } from '@/lib/models/athena-upkeep';
import { MODELS } from '@/lib/models/models';
import { storedEvent } from '@/lib/testing/lake-events';
import { MIDNIGHT, sessionId } from '@/lib/testing/model-lake';
import { createKeeperCloud } from '../testing/keeper-cloud';
import { runStates } from '../testing/run-states';
import { keeperDefinition, MOST_DAYS } from './keeper-definition';

const TABLES = storedTables(DATABASE_TABLES);
const DEFINITION = keeperDefinition({
  partition: 'aws',
  workgroup: 'footfall-tables',
  database: 'footfall',
  templates: upkeepTemplates(DATABASE_TABLES),
  tables: TABLES.map((table) => ({ table, create: createTable(table, 's3://bucket/tables/') })),
  views: [
    createProducts(PRODUCTS.slice(0, 2).map((one) => ({ ...one, name: "a 'pot'" }))),
    createLiveEvents(DATABASE_TABLES),
  ],
  lastView: LIVE_EVENTS,
  recentHours: 3,
  retentionDays: 400,
  lateMinutes: 60,
  holdBucket: 'processed',
});
/** The morning after MIDNIGHT. */
const NINE = '2026-11-22T09:00:00.000Z';
const TODAY = '2026-11-22';
const YESTERDAY = '2026-11-21';
const EVERYTHING = { from: '2026-01-01', to: TODAY };

async function cloud() {
  const made = await createKeeperCloud();
  onTestFinished(made.close);
  const keep = async (input: object = {}, wait?: () => void) => {
    made.statements.length = 0;
    return runStates(
      DEFINITION,
      { time: NINE, ...input },
      {
        calls: made.calls,
        startedAt: NINE,
        ...(wait && { wait }),
      },
    );
  };
  const counts = async () =>
    Object.fromEntries(
      await Promise.all(
        TABLES.map(async ({ name }) => {
          const [[rows]] = (await made.run(`SELECT count(*) FROM "${name}"`)) as [[unknown]];
          return [name, Number(rows)];
        }),
      ),
    );
  return { ...made, keep, counts };
}

const session = sessionId(MIDNIGHT + 8 * HOUR_MS, 1);
const visit = (n: number, ms: number, fields: object = {}) =>
  storedEvent(n, { event_ms: ms, session_id: session, ...fields });
const eight = MIDNIGHT + 8 * HOUR_MS;
const NIGHT_BEFORE = { session_id: sessionId(eight - DAY_MS, 9) };

test('the first run declares everything, and the tables follow what arrived', async () => {
  const { keep, arrive, run, counts, differing, statements } = await cloud();
  const pot = { page: 'product', product_id: 'pot' };
  await arrive(TODAY, '08', visit(1, eight), visit(2, eight + 1000, pot));
  expect(await keep()).toMatchObject({ status: 'SUCCEEDED', error: null });
  expect(await counts()).toMatchObject({ events: 2, sessions: 1 });
  expect(await differing()).toEqual([]);
  expect(await run('SELECT count(*), min(name), min(price) > 0 FROM products')).toEqual([
    [2n, "a 'pot'", true],
  ]);
  // Nothing declares again what is there, and only the hours that are recent are looked at.
  const declared = statements.filter((sql) => sql.startsWith('CREATE')).length;
  expect(declared).toBe(TABLES.length + 2);
  await keep();
  expect(statements.filter((sql) => sql.startsWith('CREATE'))).toEqual([]);
  expect(statements[0]).toContain(
    `dt BETWEEN '${TODAY}' AND '${TODAY}' AND hour BETWEEN '06' AND '09'`,
  );
});

test('copies, late events and a day that they touch: each event once, and a second run changes nothing', async () => {
  const { keep, arrive, counts, differing, statements } = await cloud();
  const before = MIDNIGHT - HOUR_MS;
  const night = { session_id: sessionId(before, 2) };
  await arrive(YESTERDAY, '23', visit(1, before, night));
  await keep(EVERYTHING);
  // The same event again, one after midnight of the same session, and late the session's true first.
  await arrive(TODAY, '08', visit(1, before, night), visit(2, MIDNIGHT + 1, night));
  await arrive(TODAY, '08', visit(3, before - 1000, { ...night, location: 'IE' }));
  await keep();
  expect(await counts()).toMatchObject({ events: 3, sessions: 1 });
  expect(await differing()).toEqual([]);
  const models = statements.filter((sql) => sql.startsWith('MERGE INTO') && sql.includes('gone'));
  expect(models).toHaveLength(MODELS.length);
  for (const sql of models) expect(sql).toContain(`'${YESTERDAY}'`);
  const stood = await counts();
  await keep();
  expect(await counts()).toEqual(stood);
});

test('the run of the night takes in what a failed day left, deletes what is too old, and packs', async () => {
  const { keep, arrive, run, counts, statements } = await cloud();
  await keep();
  await arrive('2026-11-20', '05', visit(1, MIDNIGHT - 2 * DAY_MS));
  await keep();
  expect(await counts()).toMatchObject({ events: 0 });
  await run(
    `INSERT INTO sessions (session_id, dt) VALUES ('old', '2025-10-17'), ('young', '2025-10-19')`,
  );
  expect(await keep({ daily: true })).toMatchObject({ status: 'SUCCEEDED' });
  expect(await counts()).toMatchObject({ events: 1 });
  expect(await run(`SELECT session_id FROM sessions WHERE dt < '2026-01-01'`)).toEqual([['young']]);
  for (const { name, partition } of TABLES) {
    expect(statements).toContain(`DELETE FROM "${name}" WHERE ${partition} < '2025-10-18'`);
    expect(statements).toContain(
      `OPTIMIZE "${name}" REWRITE DATA USING BIN_PACK WHERE ${partition} >= '2026-10-18'`,
    );
    expect(statements).toContain(`VACUUM "${name}"`);
  }
});

test('a table that lacks a column of the contract grows, and keeps its rows', async () => {
  const { keep, run } = await cloud();
  const [events] = TABLES;
  const older = (events?.columns ?? [])
    .filter(({ name }) => name !== 'variant' && name !== 'extra')
    .map(({ name, type }) => `"${name}" ${type === 'string' ? 'VARCHAR' : type}`);
  await run(`CREATE TABLE events (${older.join(', ')})`);
  await run(`INSERT INTO events (event_id) VALUES ('e1')`);
  await keep();
  expect(await run('SELECT event_id, variant, extra FROM events')).toEqual([['e1', null, null]]);
});

test('a year that arrives at once is merged in stretches that Athena can write', async () => {
  const { keep, arrive, counts, statements } = await cloud();
  const year = Array.from({ length: 200 }, (_, i) => visit(i, MIDNIGHT - i * DAY_MS));
  await arrive(TODAY, '08', ...year);
  await keep();
  const merges = statements.filter((sql) => sql.startsWith('MERGE INTO events AS t'));
  expect(merges).toHaveLength(3);
  // Each names the days of the table that it has to look at: what it reads is what is paid.
  for (const sql of merges) {
    const [, days] = / AND (dt BETWEEN '[\d-]+' AND '[\d-]+')\n\) AS s/.exec(sql) ?? [];
    expect(sql).toContain(`t.event_id = s.event_id AND t.${days}\n`);
  }
  expect(await counts()).toMatchObject({ events: 200, sessions: 1 });
});

test('a forged session id makes no day, and stops nobody', async () => {
  const { keep, arrive, counts } = await cloud();
  const forged = sessionId(MIDNIGHT - 900 * DAY_MS, 7);
  await arrive(TODAY, '08', visit(1, eight), visit(2, eight, { session_id: forged }));
  await keep();
  expect(await counts()).toMatchObject({ events: 2, sessions: 1 });
});

test('one run at a time: the frequent one gives way, the others wait', async () => {
  const { keep, setOthers, statements } = await cloud();
  setOthers(['2026-11-22T08:59:00.000Z']);
  expect(await keep()).toMatchObject({ status: 'SUCCEEDED' });
  expect(statements).toEqual([]);
  let waited = 0;
  const until = () => {
    waited += 1;
    if (waited === 2) setOthers([]);
  };
  await keep({ daily: true }, until);
  expect(waited).toBe(2);
  expect(statements.length).toBeGreaterThan(0);
  // A run that began later gives way to this one.
  setOthers(['2026-11-22T09:00:01.000Z']);
  expect((await keep()).entered).toContain('Done');
});

test('a frequent run that finds one under way for too long fails, so that an alarm sees it', async () => {
  const { keep, setOthers, statements } = await cloud();
  setOthers(['2026-11-22T07:59:00.000Z']);
  expect(await keep()).toMatchObject({ status: 'FAILED', error: expect.stringMatching(/^Late: /) });
  expect(statements).toEqual([]);
  // Who waits does not give up.
  expect((await keep({ daily: true }, () => setOthers([]))).status).toBe('SUCCEEDED');
});

test('whoever holds the tables is told so by a run that is alone, and no statement is run', async () => {
  const { keep, objects, setOthers, statements } = await cloud();
  objects.set('keeper/hold/a1', '2026-11-22T08:00:00Z');
  setOthers(['2026-11-22T08:59:00.000Z']);
  await keep();
  expect([...objects.keys()]).toEqual(['keeper/hold/a1']);
  setOthers([]);
  expect(await keep()).toMatchObject({ status: 'SUCCEEDED' });
  expect([...objects.keys()]).toEqual(['keeper/hold/a1', 'keeper/held/a1']);
  expect(statements).toEqual([]);
  // Who waits goes on when the hold is gone.
  let waited = 0;
  await keep({ daily: true }, () => {
    waited += 1;
    if (waited === 3) objects.delete('keeper/hold/a1');
  });
  expect(waited).toBe(3);
  expect(statements.length).toBeGreaterThan(0);
});

test('a hold of two hours ago is of somebody who died', async () => {
  const { keep, objects, statements } = await cloud();
  objects.set('keeper/hold/a1', '2026-11-22T06:59:59Z');
  await keep();
  expect(statements.length).toBeGreaterThan(0);
  expect([...objects.keys()]).toEqual(['keeper/hold/a1']);
});

test('more days than the history of an execution holds are refused before their models begin', async () => {
  const { keep, arrive, counts, statements } = await cloud();
  const days = Array.from({ length: MOST_DAYS + 1 }, (_, i) => {
    const at = MIDNIGHT - i * DAY_MS;
    return visit(i, at, { session_id: sessionId(at, i) });
  });
  await arrive(TODAY, '08', ...days);
  expect((await keep()).error).toMatch(/^TooManyDays: .*from and to/);
  expect(await counts()).toMatchObject({ events: MOST_DAYS + 1, sessions: 0 });
  expect(statements.filter((sql) => sql.includes('gone'))).toEqual([]);
});

test('the history of the longest run is one that Step Functions keeps', async () => {
  const { keep, arrive } = await cloud();
  await keep();
  await arrive(TODAY, '08', visit(1, eight));
  const { events } = await keep({ daily: true });
  await arrive(TODAY, '08', visit(2, eight), visit(3, eight - DAY_MS, NIGHT_BEFORE));
  const twoDays = (await keep({ daily: true })).events;
  const aDay = twoDays - events;
  // Each model is a statement at least.
  expect(aDay).toBeGreaterThan(6 * MODELS.length);
  // Statements that are tried again write some more.
  expect(events + MOST_DAYS * aDay).toBeLessThan(0.9 * 25_000);
});

test('what a run is reckoned to cost is what it does', async () => {
  const { keep, arrive, statements } = await cloud();
  await keep();
  const idle = await keep();
  expect(statements).toHaveLength(A_RUN.idle.statements);
  expect(idle.entered).toHaveLength(A_RUN.idle.transitions);
  await arrive(TODAY, '08', visit(1, eight));
  const busy = await keep();
  const { statements: few, transitions } = A_RUN.merge;
  expect(statements).toHaveLength(few + A_RUN.day.statements);
  expect(busy.entered).toHaveLength(transitions + A_RUN.day.transitions);
  const scans = statements.slice(few).flatMap((sql) => sql.match(/\bFROM events\b/g) ?? []);
  expect(scans).toHaveLength(A_RUN.day.scansOfEvents);
});

test('what is no date reaches no statement', async () => {
  const { keep, statements } = await cloud();
  for (const input of [{ from: "' OR true --", to: TODAY }, { from: TODAY }, { from: 7, to: 8 }]) {
    expect(await keep(input)).toMatchObject({ status: 'FAILED' });
  }
  expect(statements).toEqual([]);
});

test('a statement that fails ends the run as failed, with its words', async () => {
  const { keep, run, arrive } = await cloud();
  await keep();
  await run('DROP TABLE "rollup"');
  await arrive(TODAY, '08', visit(1, eight));
  expect((await keep()).error).toMatch(/States.TaskFailed.*rollup/s);
});
