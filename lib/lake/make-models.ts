import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Clock } from '@/lib/common/clock';
import { dayInside, sessionIdRange } from '@/lib/models/day-inside';
import type { Model } from '@/lib/models/model';
import { MODEL_DEFINITION, MODELS } from '@/lib/models/models';
import { CATALOGUE, DAY_SOURCES } from './day-sources';
import { count, rows } from './duckdb-rows';
import { PROCESSED_EVENTS, tableFolder } from './layout';
import type { ModelOutcome } from './manifest';
import type { DayContent, DayToMake, ModelDay } from './model-days';
import { parquet, sqlText } from './parquet-relation';
import { PLACE_STEPS, placeParquet } from './place-parquet';
import { sessionDaysIn } from './session-days';
import { type DuckdbLimits, withDuckdb } from './with-duckdb';

/** Event files to look through for the days of their sessions, and days to make. */
export interface ModelJob {
  readonly root: string;
  readonly list: readonly { readonly path: string; readonly dt: string }[];
  readonly days: readonly DayToMake[];
}

/** Where making models can be cut off; tests do so at each. */
export const MODEL_STEPS = ['listed', 'read', ...PLACE_STEPS, 'made'] as const;
export type ModelStep = (typeof MODEL_STEPS)[number];

export interface ModelOptions extends DuckdbLimits {
  readonly clock: Clock;
  readonly reached?: (step: ModelStep) => void;
}

/** Of zstd: a tenth less than with 3. Days are small beside their events, and made once. */
const LEVEL = 9;

/** In which order a table's rows lie: by what reports choose them. */
export const MODEL_ORDERS: Readonly<Record<Model['name'], string>> = {
  sessions: 'started_ms, session_id',
  rollup: 'bucket_ms, actor, device_type, channel, country, user_type',
  rollup_daily: 'dt, actor, device_type, channel, country, user_type',
  products_rollup: 'bucket_ms, product_id, actor, device_type, channel, country, user_type',
  products_daily: 'dt, product_id, actor, device_type, channel, country, user_type',
  products_totals: 'dt, product_id, actor',
  searches: 'started_ms, term',
  order_lines: 'event_ms, event_id',
  lengths: 'dt, span, seconds, actor',
};

/**
 * Makes the modelled tables of some days from the events of their sessions, a day at a time. Changes
 * nothing that readers look at, like a roll.
 */
export async function makeModels(job: ModelJob, options: ModelOptions): Promise<ModelOutcome> {
  const { clock, reached = () => undefined } = options;
  return withDuckdb(job.root, options, async (connection) => {
    await connection.run(CATALOGUE);
    const listed: Record<string, readonly DayContent[]> = {};
    for (const { path, dt } of job.list) {
      const full = join(job.root, PROCESSED_EVENTS, path);
      listed[path] = await sessionDaysIn(connection, full, dt);
    }
    reached('listed');
    const days: ModelDay[] = [];
    for (const day of job.days) {
      const files = await makeDay(connection, job.root, day, reached);
      const { paths: _, ...content } = day;
      days.push({ ...content, definition: MODEL_DEFINITION, made_at: clock(), files });
    }
    reached('made');
    return { listed, days };
  });
}

async function makeDay(
  connection: DuckDBConnection,
  root: string,
  { day, rows: expected, id_sum, paths }: DayToMake,
  reached: (step: ModelStep) => void,
): Promise<ModelDay['files']> {
  const [from, before] = sessionIdRange(day);
  const stored = parquet(paths.map((path) => join(root, PROCESSED_EVENTS, path)));
  await connection.run(`CREATE OR REPLACE TABLE day_events AS SELECT * FROM ${stored}
    WHERE session_id >= ${sqlText(from)} AND session_id < ${sqlText(before)}
      AND ${dayInside('session_id')} = ${sqlText(day)}`);
  const [[found, sum] = []] = await rows(
    connection,
    'SELECT count(*), CAST(bit_xor(md5_number_lower(event_id)) AS VARCHAR) FROM day_events',
  );
  if (Number(found) !== expected || sum !== id_sum) {
    throw new Error(`the sessions of ${day} have ${found} events instead of ${expected}`);
  }
  reached('read');
  const files: ModelDay['files'] = [];
  for (const model of MODELS) {
    // The first one's rows are what the others are made of.
    const relation = `day_${model.name}`;
    const select = model.select(DAY_SOURCES);
    await connection.run(`CREATE OR REPLACE TABLE ${relation} AS ${select}`);
    const made = await count(connection, `SELECT count(*) FROM ${relation}`);
    const { path, bytes } = await placeParquet(connection, {
      root,
      folder: tableFolder(model.name),
      partition: [model.partition, day],
      source: `SELECT * FROM ${relation}`,
      order: MODEL_ORDERS[model.name],
      level: LEVEL,
      verify: async (written) => {
        const read = await count(connection, `SELECT count(*) FROM ${parquet([written])}`);
        if (read === made) return;
        await rm(written, { force: true });
        throw new Error(`${written} has ${read} rows instead of ${made}`);
      },
      reached,
    });
    files.push({ table: model.name, path, rows: made, bytes });
  }
  return files;
}
