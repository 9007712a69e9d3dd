import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PRODUCTS } from '@/lib/catalog/catalog';
import { DAY_MS, systemClock, toIso } from '@/lib/common/clock';
import { COLUMNS } from '@/lib/events/columns';
import { idsOf } from '@/lib/lake/duckdb-rows';
import { createKeeper } from '@/lib/lake/keeper';
import { nodeIo } from '@/lib/lake/lake-io';
import { PROCESSED_EVENTS } from '@/lib/lake/layout';
import { makeModels } from '@/lib/lake/make-models';
import { EMPTY_MANIFEST, type StoredFile } from '@/lib/lake/manifest';
import { writeManifest } from '@/lib/lake/manifest-file';
import { parquet } from '@/lib/lake/parquet-relation';
import { placeParquet } from '@/lib/lake/place-parquet';
import { EVENT_ORDER } from '@/lib/lake/roll-sql';
import { sessionDaysIn } from '@/lib/lake/session-days';
import { type LakeConnection, withDuckdb } from '@/lib/lake/with-duckdb';
import { EVENT_DEFINITIONS, EVENT_NAMES } from '@/lib/models/event-lines';
import { copyLake } from './copied-lake';

/** The lake ends here, so that it is the same whenever it is made. */
export const LAKE_END = Date.UTC(2026, 10, 22);
const DAYS = 30;
export const LAKE_START = LAKE_END - DAYS * DAY_MS;
const EVENTS_A_SESSION = 7.9;
const STAMP = 'bench-stamp';
/** Millions of events that are made in minutes; larger lakes hold copies of this one. */
const LARGEST_MADE = 10;

/** A whole number below `n` that follows from some values. */
const hashed = (values: string, n: number | string) =>
  `CAST(hash(${values}) % CAST(${n} AS UBIGINT) AS BIGINT)`;
/** A number from 0 to below 1 that follows from a row's session and a salt. */
const drawn = (salt: string) => `(${hashed(`session_id, '${salt}'`, 1000003)} / 1000003e0)`;

/**
 * One day's sessions: most are short, a few see a product, add it, reach the checkout and buy, in
 * shares that a shop has. What a session draws follows from its id alone.
 */
const SESSIONS_OF_DAY = `CREATE OR REPLACE TABLE visits AS
  WITH ids AS (
    SELECT started, format('{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}', started // 65536, started % 65536,
      n % 4096, (n // 4096) % 4096, n) AS session_id
    FROM (SELECT n, CAST(? AS BIGINT) + ${hashed('n, ?', DAY_MS)} AS started
      FROM (SELECT unnest(range(CAST(? AS BIGINT))) AS n))
  )
  SELECT session_id, started,
    CASE WHEN ${drawn('bounce')} < 0.38 THEN 1
      ELSE 2 + CAST(floor(-10.3 * ln(1 - ${drawn('length')})) AS BIGINT) END AS length,
    ${drawn('depth')} AS depth,
    'u' || ${hashed("session_id, 'user'", '?')} AS user_id,
    CASE WHEN ${drawn('device')} < 0.6 THEN 'mobile' WHEN ${drawn('device')} < 0.97 THEN 'desktop'
      ELSE 'tablet' END AS device_type,
    CASE WHEN ${drawn('browser')} < 0.6 THEN 'Chrome' WHEN ${drawn('browser')} < 0.85 THEN 'Safari'
      WHEN ${drawn('browser')} < 0.94 THEN 'Edge' ELSE 'Firefox' END AS browser,
    CASE WHEN ${drawn('user_type')} < 0.65 THEN 'new' ELSE 'returning' END AS user_type,
    ['US', 'IE', 'GB', 'DE', 'FR', 'IN', 'CA', 'IE-D', 'US-CA', 'NL', 'SE', 'PL', 'ES', 'IT'][
      1 + CAST(floor(14 * ${drawn('place')} * ${drawn('place')}) AS BIGINT)] AS location,
    CASE WHEN ${drawn('from')} < 0.45 THEN 'https://www.google.com/'
      WHEN ${drawn('from')} < 0.55 THEN 'https://www.instagram.com/'
      WHEN ${drawn('from')} < 0.63 THEN 'https://blog.example/best' END AS referrer_url,
    CASE WHEN ${drawn('campaign')} < 0.15 THEN '?utm_source=google&utm_medium=cpc&utm_campaign=autumn'
      WHEN ${drawn('campaign')} < 0.22 THEN '?utm_source=list&utm_medium=email&utm_campaign=week47'
      ELSE '' END AS campaign
  FROM ids`;

/** Their events, in the shop's words; the deeper a session goes, the more of its acts it reaches. */
const EVENTS_OF_DAY = `INSERT INTO made BY NAME
  WITH acts AS (
    SELECT *, started + k * (4000 + ${hashed("session_id, k, 'pause'", 50000)}) AS event_ms,
      ${hashed("session_id, k, 'act'", 1000003)} / 1000003e0 AS luck
    FROM (SELECT *, unnest(range(length)) AS k FROM visits)
  ), typed AS (
    SELECT *, CASE
      WHEN depth < 0.025 AND k = length - 1 AND length > 5 THEN 'purchase'
      WHEN depth < 0.05 AND k = length - 2 AND length > 5 THEN 'checkout'
      WHEN depth < 0.13 AND k = length - 3 AND length > 3 THEN 'add_to_cart'
      WHEN k > 0 AND luck < 0.33 THEN 'click'
      WHEN depth < 0.13 AND k = 1 OR luck < 0.62 THEN 'product'
      WHEN luck < 0.8 THEN 'category' WHEN luck < 0.86 THEN 'search' ELSE 'home' END AS act,
      CAST(floor(len(goods) * luck * luck) AS BIGINT) + 1 AS pick
    FROM acts CROSS JOIN (SELECT list(product_id ORDER BY product_id) AS goods,
      list(price ORDER BY product_id) AS prices FROM products)
  )
  SELECT user_id, session_id,
    CASE WHEN act IN ('purchase', 'add_to_cart', 'click') THEN act ELSE 'view' END AS event_type,
    CASE act WHEN 'purchase' THEN 'confirmation' WHEN 'add_to_cart' THEN 'product'
      WHEN 'click' THEN 'category' ELSE act END AS page,
    CASE WHEN act IN ('purchase', 'add_to_cart', 'product', 'click') THEN goods[pick] END AS product_id,
    strftime(make_timestamp_ms(event_ms), '%Y-%m-%dT%H:%M:%S.%gZ') AS "timestamp",
    device_type, referrer_url, location, browser, user_type,
    format('{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}', event_ms // 65536, event_ms % 65536, k % 4096,
      ${hashed('session_id', 4096)}, ${hashed('session_id, k', 281474976710656)}) AS event_id,
    event_ms, substr(system.main.md5(session_id), 1, 8) AS tab_id,
    CASE WHEN act <> 'purchase' THEN k + 1 END AS seq,
    CASE act WHEN 'product' THEN '/product/' || goods[pick] WHEN 'home' THEN '/' ELSE '/' || act END
      || CASE WHEN k = 0 THEN campaign ELSE '' END AS page_url,
    CASE WHEN act = 'click' THEN 'product_tile' END AS element,
    CASE WHEN act = 'click' THEN 1 + k % 24 END AS "position",
    CASE WHEN act = 'search' THEN ['lamp', 'mug', 'chair', 'oak'][1 + k % 4] END AS search_term,
    CASE WHEN act = 'purchase' THEN 'o-' || system.main.md5(session_id) END AS order_id,
    CASE WHEN act IN ('purchase', 'add_to_cart') THEN 1 + k % 2 END AS quantity,
    CASE WHEN act IN ('purchase', 'add_to_cart') THEN prices[pick] END AS unit_price,
    CASE WHEN act IN ('purchase', 'add_to_cart') THEN 'EUR' END AS currency,
    strftime(make_timestamp_ms(event_ms + 80), '%Y-%m-%dT%H:%M:%S.%gZ') AS received_at,
    'producer' AS actor, 'bench' AS run_id,
    CASE WHEN ${hashed('user_id', 2)} = 0 THEN 'hero:a' ELSE 'hero:b' END AS variant, 1 AS schema_version
  FROM typed`;

/** The lake's folder, made where it is not there yet; the stamp says of what. */
export async function reportLake(
  folder: string,
  millions: number,
  report: (text: string) => void,
): Promise<string> {
  const root = join(folder, `reports-${millions}m`);
  const recipe = createHash('sha256')
    .update(JSON.stringify([SESSIONS_OF_DAY, EVENTS_OF_DAY, DAYS, millions]))
    .digest('hex');
  const stamp = join(root, STAMP);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== recipe) {
    await rm(root, { recursive: true, force: true });
    await mkdir(root, { recursive: true });
    if (millions > LARGEST_MADE) {
      const copies = Math.round(millions / LARGEST_MADE);
      await copyLake(await reportLake(folder, LARGEST_MADE, report), root, copies, report);
    } else {
      await makeEvents(root, millions * 1e6, report);
    }
    await writeFile(stamp, recipe);
  }
  const startedAt = performance.now();
  const keeper = createKeeper({
    root,
    clock: systemClock,
    io: nodeIo,
    roll: () => Promise.reject(new Error('this lake has no raw events')),
    makeModels: (job) => {
      report(`making the models of ${job.days.map(({ day }) => day).join(', ')}`);
      return makeModels(job, { clock: systemClock, memoryLimit: '4GB' });
    },
  });
  await keeper.makeAllModels();
  await keeper.close();
  report(`models are up to date after ${Math.round(performance.now() - startedAt)} ms`);
  return root;
}

async function makeEvents(root: string, events: number, report: (text: string) => void) {
  const sessions = Math.round(events / DAYS / EVENTS_A_SESSION);
  const startedAt = performance.now();
  const files: StoredFile[] = [];
  let total = 0;
  await withDuckdb(root, { memoryLimit: '4GB' }, async (connection) => {
    await connection.run('CREATE TABLE products (product_id VARCHAR, price DECIMAL(10,2))');
    for (const { id, price_cents } of PRODUCTS) {
      await connection.run('INSERT INTO products VALUES (?, ? / 100.0)', [id, price_cents]);
    }
    await connection.run(`CREATE TABLE made (${EVENT_DEFINITIONS})`);
    for (let day = LAKE_START; day < LAKE_END; day += DAY_MS) {
      const salt = toIso(day);
      const users = BigInt(Math.round(events / 40));
      await connection.run(SESSIONS_OF_DAY, [BigInt(day), salt, BigInt(sessions), users]);
      await connection.run(EVENTS_OF_DAY);
      files.push(await storeDay(connection, root, day));
      total += files.at(-1)?.rows ?? 0;
      const seconds = (performance.now() - startedAt) / 1000;
      report(`${salt.slice(0, 10)}: ${total.toLocaleString('en')} events, ${seconds.toFixed(0)} s`);
    }
  });
  await writeManifest(root, { ...EMPTY_MANIFEST, generation: 1, files }, nodeIo);
}

/** Stores what lies before the day's end and keeps what lies after it for the next. */
async function storeDay(connection: LakeConnection, root: string, day: number) {
  const dt = toIso(day).slice(0, 10);
  const end = day + DAY_MS;
  const { path, bytes } = await placeParquet(connection, {
    root,
    folder: PROCESSED_EVENTS,
    partition: ['dt', dt],
    source: `SELECT ${EVENT_NAMES} FROM made WHERE event_ms < ${end}`,
    order: EVENT_ORDER,
    verify: async () => undefined,
    reached: () => undefined,
  });
  await connection.run(`CREATE OR REPLACE TABLE kept AS FROM made WHERE event_ms >= ${end}`);
  await connection.run('DROP TABLE made');
  await connection.run('ALTER TABLE kept RENAME TO made');
  const full = join(root, PROCESSED_EVENTS, path);
  const { distinct, ...ids } = await idsOf(connection, parquet([full]));
  if (distinct !== ids.rows) throw new Error(`${path} has events of one id`);
  const sessions = [...(await sessionDaysIn(connection, full, dt))];
  const columns = COLUMNS.length;
  return { path, dt, bytes, source: 'backfill' as const, columns, ...ids, sessions };
}
