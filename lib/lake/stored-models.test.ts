import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ProductRow } from '@/lib/analytics/events-relation';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import type { ClickstreamEvent } from '@/lib/events/event';
import { storedEvent } from '@/lib/testing/lake-events';
import { MIDNIGHT, sessionId } from '@/lib/testing/model-lake';
import { differing, SAME, storedLake } from '@/lib/testing/stored-lake';
import { lakeStats } from './inspect';
import { MODEL_TABLES, TABLES, tableFolder } from './layout';
import { MODEL_STEPS, makeModels } from './make-models';
import { knownFiles } from './manifest';
import { makeLakeModels, repairLake } from './repair';
import { roll } from './roll';

const visit = (n: number, ms: number, fields: Partial<ClickstreamEvent> = {}) =>
  storedEvent(n, { event_ms: ms, session_id: sessionId(MIDNIGHT - HOUR_MS, 1), ...fields });

describe('what rolling keeps up', () => {
  test('a session over midnight lies in the day of its id, with all that it did', async () => {
    const lake = storedLake();
    lake.write('a', visit(1, MIDNIGHT - 1), visit(2, MIDNIGHT + 1, { page: 'cart' }));
    const keeper = lake.keeper();
    await keeper.rollAll();
    await keeper.makeAllModels();
    const { models } = await lake.manifest();
    expect(models.map(({ day, rows }) => [day, rows])).toEqual([['2026-11-21', 2]]);
    expect(models[0]?.files.map(({ table, rows }) => [table, rows])).toEqual([
      ['sessions', 1],
      ['rollup', 2],
      ['rollup_daily', 2],
      ['products_rollup', 0],
      ['products_daily', 0],
      ['products_totals', 0],
      ['searches', 0],
      ['order_lines', 0],
      ['lengths', 1],
    ]);
    expect(models[0]?.files.map(({ path }) => path.split('/')[0])).toEqual([
      'dt=2026-11-21',
      ...Array(5).fill('session_dt=2026-11-21'),
      'dt=2026-11-21',
      'dt=2026-11-21',
      'session_dt=2026-11-21',
    ]);
    const engine = lake.engine();
    const { rows } = await engine.query('SELECT dt, events, exit_page FROM sessions');
    expect(rows).toEqual([['2026-11-21', 2, 'cart']]);
    expect(await differing(engine)).toEqual(SAME);
  });

  test('closed days are read from the table, not from events', async () => {
    const lake = storedLake();
    lake.write('a', visit(1, MIDNIGHT - 1));
    const keeper = lake.keeper();
    await keeper.rollAll();
    await keeper.makeAllModels();
    const { rows } = await lake
      .engine()
      .query(
        `SELECT sql FROM duckdb_views() WHERE schema_name = 'main' AND view_name = 'sessions'`,
      );
    const [{ path } = { path: '' }] = (await lake.manifest()).models[0]?.files ?? [];
    expect(rows[0]?.[0]).toContain(path);
    expect(rows[0]?.[0]).not.toContain('open_sessions');
    const open = await lake.engine().query('SELECT count(*) FROM lake.open_events');
    expect(open.rows).toEqual([[0]]);
  });

  test('days are those of the catalogue that they were made by', async () => {
    const lake = storedLake();
    const [first] = PRODUCTS;
    if (!first) throw new Error('the catalogue has products');
    lake.write('a', visit(1, MIDNIGHT - 1, { page: 'product', product_id: first.id }));
    const keeper = lake.keeper();
    await keeper.rollAll();
    await keeper.makeAllModels();
    const categories = [...new Set(PRODUCTS.map(({ category }) => category))].sort();
    const bits = async (products: readonly ProductRow[]) =>
      (await lake.engine({ products }).query('SELECT category_bits FROM sessions')).rows;
    expect(await bits(PRODUCTS)).toEqual([[2 ** categories.indexOf(first.category)]]);
    // It has moved, to what is now the first category of all.
    const moved = PRODUCTS.map((one) => (one === first ? { ...one, category: 'a' } : one));
    expect(await bits(moved)).toEqual([[1]]);
  });

  test('a late event makes its day plain at once, and stored again in the next turn', async () => {
    const lake = storedLake();
    const engine = lake.engine();
    const keeper = lake.keeper();
    const asked = async () =>
      (await engine.query('SELECT events FROM sessions ORDER BY 1')).rows.map(([n]) => n);
    lake.write('a', visit(1, MIDNIGHT - 1));
    await keeper.rollAll();
    await keeper.makeAllModels();
    expect(await asked()).toEqual([1]);
    lake.write('b', visit(2, MIDNIGHT + 1));
    expect(await asked()).toEqual([2]); // from the tail
    await keeper.rollAll();
    expect(await lake.days()).toEqual([]);
    expect(await asked()).toEqual([2]); // from both files
    await keeper.makeAllModels();
    expect(await lake.days()).toEqual(['2026-11-21']);
    expect(await asked()).toEqual([2]);
    expect((await lake.manifest()).retired.map(({ table }) => table)).toEqual([...MODEL_TABLES]);
  });

  test('merging event files leaves the days as they are', async () => {
    const lake = storedLake();
    const keeper = lake.keeper();
    for (let n = 0; n < 7; n++) {
      lake.write(`${n}`, visit(n, MIDNIGHT - MINUTE_MS * n - 1));
      await keeper.rollAll();
    }
    await keeper.makeAllModels();
    // The eighth file is a merge, of events of another day's session.
    lake.write(
      '8',
      visit(9, MIDNIGHT - 1, { session_id: sessionId(MIDNIGHT - DAY_MS - HOUR_MS, 2) }),
    );
    await keeper.rollAll();
    expect((await lake.manifest()).files).toHaveLength(1);
    // A slow machine has made the other session's day by now.
    expect(await lake.days()).toContain('2026-11-21');
    expect(await differing(lake.engine())).toEqual(SAME);
  });

  test('files that do not list their days are looked through first', async () => {
    const lake = storedLake();
    const keeper = lake.keeper();
    lake.write('a', visit(1, MIDNIGHT - 1));
    await keeper.rollAll();
    const { files, ...rest } = await lake.manifest();
    const bare = files.map(({ sessions: _, ...file }) => file);
    const path = join(lake.root, 'local/manifest.json');
    writeFileSync(path, JSON.stringify({ ...rest, files: bare }));
    expect(await differing(lake.engine())).toEqual(SAME);
    await keeper.makeAllModels();
    expect((await lake.manifest()).files).toEqual(files);
    expect(await lake.days()).toEqual(['2026-11-21']);
  });

  test('days whose events are gone go too', async () => {
    const lake = storedLake();
    lake.write('a', visit(1, MIDNIGHT - 1), visit(2, MIDNIGHT + DAY_MS, { session_id: 's1' }));
    const keeper = lake.keeper();
    await keeper.rollAll();
    await keeper.makeAllModels();
    const manifest = await lake.manifest();
    const kept = manifest.files.filter(({ dt }) => dt > '2026-11-22');
    writeFileSync(
      join(lake.root, 'local/manifest.json'),
      JSON.stringify({ ...manifest, files: kept }),
    );
    const { rows } = await lake.engine().query('SELECT session_id FROM sessions');
    expect(rows).toEqual([['s1']]);
    await keeper.makeAllModels();
    expect((await lake.manifest()).models).toEqual([]);
  });
});

describe('a crash while making models', () => {
  test.each(MODEL_STEPS)('at "%s" changes nothing, and is swept up', async (step) => {
    const lake = storedLake();
    lake.write('a', visit(1, MIDNIGHT - 1));
    const early = lake.keeper();
    await early.rollAll();
    await early.makeAllModels();
    lake.write('b', visit(2, MIDNIGHT + 1));
    await early.rollAll();
    await early.close();
    const before = await lake.manifest();
    const dying = lake.keeper({
      modelReached(at) {
        if (at === step) throw new Error('the power went');
      },
    });
    await expect(dying.makeAllModels()).rejects.toThrow('the power went');
    await dying.close();
    expect(await lake.manifest()).toEqual(before);
    expect(await differing(lake.engine())).toEqual(SAME);
    const next = lake.keeper();
    await next.makeAllModels();
    await next.close();
    expect(await lake.days()).toEqual(['2026-11-21']);
    const known = knownFiles(await lake.manifest());
    const there = TABLES.flatMap((table) =>
      readdirSync(join(lake.root, tableFolder(table)), { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.parquet'))
        .map((path) => `${table}/${path}`),
    );
    expect(there.sort()).toEqual([...known].sort());
  });
});

describe('check and repair', () => {
  async function checkedLake() {
    const lake = storedLake();
    lake.write('a', visit(1, MIDNIGHT - 1), visit(2, MIDNIGHT + 1));
    const keeper = lake.keeper();
    await keeper.rollAll();
    await keeper.makeAllModels();
    await keeper.close();
    return lake;
  }

  test('a sound lake has nothing to say, and its figures', async () => {
    const lake = await checkedLake();
    expect(await lake.findings()).toEqual([]);
    expect(await lakeStats(lake.root, await lake.manifest())).toMatchObject({
      modelDays: 1,
      daysToMake: 0,
      modelRows: 6, // a session and its length, and a bucket and a day on each side of midnight
    });
  });

  test.each([
    ['is missing', (path: string) => rmSync(path)],
    ['bytes instead of', (path: string) => writeFileSync(path, 'x')],
    ['no readable', (path: string) => writeFileSync(path, Buffer.alloc(readFileSync(path).length))],
  ])('a file that %s is found and made anew', async (says, damage) => {
    const lake = await checkedLake();
    const [file] = (await lake.manifest()).models[0]?.files ?? [];
    damage(join(lake.root, tableFolder('sessions'), file?.path ?? ''));
    const damages = (await lake.findings()).map(({ what }) => what);
    expect(damages).toEqual([expect.stringContaining(says)]);
    await repairLake({
      root: lake.root,
      clock: lake.clock,
      roll: (job) => roll(job, lake),
      makeModels: (job) => makeModels(job, lake),
    });
    expect((await lake.findings()).filter(({ kind }) => kind === 'damage')).toEqual([]);
    expect(await lake.days()).toEqual(['2026-11-21']);
  });

  test('whoever wrote event files beside no server has their days made', async () => {
    const lake = await checkedLake();
    const { models: _, ...rest } = await lake.manifest();
    writeFileSync(join(lake.root, 'local/manifest.json'), JSON.stringify(rest));
    expect(await lake.days()).toEqual([]);
    await makeLakeModels({
      root: lake.root,
      clock: lake.clock,
      roll: (job) => roll(job, lake),
      makeModels: (job) => makeModels(job, lake),
    });
    expect(await lake.days()).toEqual(['2026-11-21']);
  });

  test('rows that differ from their events are found', async () => {
    const lake = await checkedLake();
    const manifest = await lake.manifest();
    const other = storedLake();
    other.write('a', visit(1, MIDNIGHT - 1), visit(2, MIDNIGHT + 1, { page: 'cart' }));
    const keeper = other.keeper();
    await keeper.rollAll();
    await keeper.makeAllModels();
    const sessionsOf = (day: typeof manifest) => day.models[0]?.files[0]?.path ?? '';
    const wrong = join(other.root, tableFolder('sessions'), sessionsOf(await other.manifest()));
    const path = join(lake.root, tableFolder('sessions'), sessionsOf(manifest));
    writeFileSync(path, readFileSync(wrong));
    const [day] = manifest.models;
    const bytes = readFileSync(wrong).length;
    const files = day?.files.map((file) => (file.table === 'sessions' ? { ...file, bytes } : file));
    const claimed = { ...manifest, models: [{ ...day, files }] };
    writeFileSync(join(lake.root, 'local/manifest.json'), JSON.stringify(claimed));
    expect((await lake.findings()).map(({ what }) => what)).toEqual([
      'processed/sessions of 2026-11-21 differs from its events in 2 rows',
    ]);
  });
});
