import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { eventually } from '@/lib/testing/eventually';
import { storedEvent } from '@/lib/testing/lake-events';
import { LAKE_NOW, lakeUnderTest } from '@/lib/testing/lake-under-test';
import { parseManifest } from './manifest';
import { ROLL_STEPS } from './store-file';

const DAY = 24 * 60 * 60 * 1000;
const event = (n: number, fields = {}) => storedEvent(n, { event_ms: LAKE_NOW, ...fields });
const events = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => event(from + i));

const ALL = 'SELECT count(*), count(DISTINCT event_id) FROM events';
const manifestOf = (root: string) =>
  parseManifest(readFileSync(join(root, 'local/manifest.json'), 'utf8'));
const parquetFiles = (root: string) =>
  readdirSync(join(root, 'processed/events'), { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.parquet'),
  );

describe('rolling', () => {
  test('puts each event once into the partition of the date inside its id', async () => {
    const lake = lakeUnderTest();
    const late = event(3, { event_ms: LAKE_NOW - DAY });
    lake.write('a', event(1), event(2), late);
    lake.write('b', event(2), event(4));
    await lake.keeper().rollAll();
    const { files, totals, segments } = manifestOf(lake.root);
    expect(files.map(({ dt, rows }) => [dt, rows]).sort()).toEqual([
      ['2026-11-21', 1],
      ['2026-11-22', 3],
    ]);
    expect(totals).toEqual({ copies: 1, collisions: 0 });
    expect(Object.values(segments).map(({ lines }) => lines)).toEqual([3, 2]);
    expect((await lake.engine().query(ALL)).rows).toEqual([[4, 4]]);
  });

  test('reads every field back from Parquet as it was given', async () => {
    const lake = lakeUnderTest();
    const given = event(1, {
      unit_price: 19.99,
      quantity: 2,
      search_term: 'ünïcödé 🫖 "quoted"',
      extra: '{"a":[1]}',
    });
    lake.write('a', given);
    const before = await lake.engine().query('SELECT * FROM events');
    await lake.keeper().rollAll();
    const after = await lake.engine().query('SELECT * FROM events');
    expect(after.columns).toEqual(before.columns);
    expect(after.rows).toEqual(before.rows);
  });

  test('a copy that comes after its event was rolled is left out, before and after it is rolled', async () => {
    const lake = lakeUnderTest();
    const engine = lake.engine();
    const keeper = lake.keeper();
    lake.write('a', event(1));
    expect((await engine.query(ALL)).rows).toEqual([[1, 1]]);
    await keeper.rollAll();
    lake.write('b', event(1), event(2));
    expect((await engine.query(ALL)).rows).toEqual([[2, 2]]);
    await keeper.rollAll();
    expect((await engine.query(ALL)).rows).toEqual([[2, 2]]);
    expect(manifestOf(lake.root).totals).toEqual({ copies: 1, collisions: 0 });
  });

  test('an id that comes again with other content keeps the first and counts a collision', async () => {
    const lake = lakeUnderTest();
    const keeper = lake.keeper();
    lake.write('a', event(1), event(1, { user_id: 'somebody else' }));
    await keeper.rollAll();
    lake.write('b', event(1, { page: 'cart' }));
    await keeper.rollAll();
    expect(manifestOf(lake.root).totals).toEqual({ copies: 2, collisions: 2 });
    const { rows } = await lake.engine().query('SELECT user_id, page FROM events');
    expect(rows).toEqual([['u1', 'home']]);
  });

  test('a growing segment is rolled as far as its last whole line, and on from there', async () => {
    const lake = lakeUnderTest();
    const keeper = lake.keeper();
    const path = lake.write('a', event(1));
    writeFileSync(path, `${readFileSync(path, 'utf8')}{"torn`);
    await keeper.rollAll();
    await keeper.rollAll();
    expect((await lake.engine().query(ALL)).rows).toEqual([[1, 1]]);
    truncateSync(path, readFileSync(path).indexOf('{"torn'));
    lake.write('a', event(2));
    await keeper.rollAll();
    expect((await lake.engine().query(ALL)).rows).toEqual([[2, 2]]);
    expect(manifestOf(lake.root).files.map(({ rows }) => rows)).toEqual([1, 1]);
  });

  test('bad lines stay where they lie and are listed with their place; their neighbours go on', async () => {
    const lake = lakeUnderTest();
    const first = JSON.stringify(event(1));
    const odd = { ...event(2), event_id: 'zzzz' };
    lake.write('a', first, '{"event_id":', '', JSON.stringify({ a: 1 }), odd, event(3));
    await lake.keeper().rollAll();
    const [segment] = Object.values(manifestOf(lake.root).segments);
    expect(segment).toMatchObject({ lines: 2, bad_lines: 3 });
    const at = Buffer.byteLength(first) + 1;
    expect(segment?.bad).toEqual([
      { offset: at, bytes: 12, reason: 'not JSON' },
      { offset: at + 14, bytes: 7, reason: 'lacks a required field' },
      { offset: at + 22, bytes: JSON.stringify(odd).length, reason: 'event_id holds no time' },
    ]);
    expect((await lake.engine().query(ALL)).rows).toEqual([[2, 2]]);
  });

  test('small files of a partition are merged, and deleted once nobody can be reading them', async () => {
    const lake = lakeUnderTest();
    const keeper = lake.keeper();
    const engine = lake.engine();
    for (let n = 0; n < 9; n++) {
      lake.write(`${n}`, ...events(n * 10, n * 10 + 10));
      await keeper.rollAll();
      expect((await engine.query(ALL)).rows).toEqual([[n * 10 + 10, n * 10 + 10]]);
    }
    expect(manifestOf(lake.root).files.map(({ rows }) => rows)).toEqual([80, 10]);
    expect(parquetFiles(lake.root)).toHaveLength(9);
    await keeper.close();
    vi.useFakeTimers();
    const later = lake.keeper();
    lake.time.now += 11 * 60_000;
    await vi.advanceTimersByTimeAsync(2_000);
    await eventually(() => expect(parquetFiles(lake.root)).toHaveLength(2));
    vi.useRealTimers();
    await later.close();
    expect((await lake.engine().query(ALL)).rows).toEqual([[90, 90]]);
  });

  test('a query that began before sees each event once while files change under it', async () => {
    const lake = lakeUnderTest();
    const keeper = lake.keeper();
    const engine = lake.engine();
    lake.write('0', ...events(0, 500));
    let rolls = 0;
    let asked = 0;
    let rolling = true;
    const rolled = (async () => {
      // However slow either is, there are enough of both.
      while (rolls < 11 || (asked < 6 && rolls < 60)) {
        rolls += 1;
        lake.write(`${rolls}`, ...events(rolls * 100, rolls * 100 + 500));
        await keeper.rollAll();
      }
      rolling = false;
    })();
    let least = 0;
    while (rolling) {
      const [[total, distinct] = []] = (await engine.query(ALL)).rows;
      expect(total).toBe(distinct);
      expect(Number(total)).toBeGreaterThanOrEqual(least);
      least = Number(total);
      asked += 1;
    }
    await rolled;
    expect(asked).toBeGreaterThan(5);
    const all = rolls * 100 + 500;
    expect((await engine.query(ALL)).rows).toEqual([[all, all]]);
  });
});

describe('a crash while rolling', () => {
  test.each(ROLL_STEPS)('at "%s" loses and doubles nothing, and is swept up', async (step) => {
    const lake = lakeUnderTest();
    // Eight files make the next roll a merge.
    const early = lake.keeper();
    for (let n = 0; n < 7; n++) {
      lake.write(`${n}`, event(n));
      await early.rollAll();
    }
    await early.close();
    lake.write('new', event(6), event(7), event(8, { event_ms: LAKE_NOW - DAY }));
    const engine = lake.engine();
    const dying = lake.keeper({
      reached(at) {
        if (at === step) throw new Error('the power went');
      },
    });
    await expect(dying.rollAll()).rejects.toThrow('the power went');
    await dying.close();
    expect((await engine.query(ALL)).rows).toEqual([[9, 9]]);
    const next = lake.keeper();
    await next.rollAll();
    await next.close();
    expect((await engine.query(ALL)).rows).toEqual([[9, 9]]);
    expect((await lake.engine().query(ALL)).rows).toEqual([[9, 9]]);
    const { files, retired } = manifestOf(lake.root);
    const known = [...files, ...retired].map(({ path }) => path);
    expect(parquetFiles(lake.root).sort()).toEqual(known.sort());
  });

  test('before the manifest is replaced leaves the old one, and the next roll makes it good', async () => {
    const lake = lakeUnderTest();
    lake.write('a', event(1));
    const dying = lake.keeper({
      io: {
        create: () => Promise.reject(new Error('no segments here')),
        replace: () => Promise.reject(new Error('ENOSPC')),
      },
    });
    await expect(dying.rollAll()).rejects.toThrow('ENOSPC');
    await dying.close();
    expect(existsSync(join(lake.root, 'local/manifest.json'))).toBe(false);
    await lake.keeper().rollAll();
    expect((await lake.engine().query(ALL)).rows).toEqual([[1, 1]]);
    expect(readdirSync(join(lake.root, 'local/trash'))).toHaveLength(1);
  });

  test('what rolling did not make is left alone', async () => {
    const lake = lakeUnderTest();
    const folder = join(lake.root, 'processed/events/dt=2026-11-22');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'mine.parquet'), 'x');
    lake.write('a', event(1));
    await lake.keeper().rollAll();
    expect(existsSync(join(folder, 'mine.parquet'))).toBe(true);
    expect((await lake.engine().query(ALL)).rows).toEqual([[1, 1]]);
  });
});

test('a damaged manifest is said in words, to the keeper and to who asks', async () => {
  const complaint = vi.spyOn(console, 'error').mockReturnValue(undefined);
  const lake = lakeUnderTest();
  mkdirSync(join(lake.root, 'local'), { recursive: true });
  writeFileSync(join(lake.root, 'local/manifest.json'), '{"v":1,');
  await expect(lake.engine().query(ALL)).rejects.toThrow(/npm run lake -- repair/);
  await expect(lake.keeper().rollAll()).rejects.toThrow(/npm run lake -- repair/);
  complaint.mockClear();
});

test('retention takes whole partitions, raw and Parquet', async () => {
  const lake = lakeUnderTest();
  const old = event(1, { event_ms: LAKE_NOW - 10 * DAY });
  lake.write('a', old, event(2));
  vi.useFakeTimers();
  const keeper = lake.keeper({ retentionDays: 5 });
  await keeper.rollAll();
  await vi.advanceTimersByTimeAsync(2_000);
  await eventually(() => expect(manifestOf(lake.root).files).toHaveLength(1));
  vi.useRealTimers();
  expect((await lake.engine().query(ALL)).rows).toEqual([[1, 1]]);
  expect(manifestOf(lake.root).retired).toHaveLength(1);
});
