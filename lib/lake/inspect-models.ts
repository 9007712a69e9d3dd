import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { dayInside } from '@/lib/models/day-inside';
import type { Model } from '@/lib/models/model';
import { MODEL_DEFINITION, MODELS } from '@/lib/models/models';
import { CATALOGUE, DAY_SOURCES } from './day-sources';
import { count, rows } from './duckdb-rows';
import type { Finding } from './finding';
import { PROCESSED_EVENTS, tableFolder } from './layout';
import type { Manifest } from './manifest';
import { daysOfFiles, type ModelDay, trueDays } from './model-days';
import { parquet, sqlText } from './parquet-relation';
import { farDays } from './session-days';
import { withDuckdb } from './with-duckdb';

/**
 * Compares each modelled day that readers go by with plain SQL over its events, row by row; its files
 * alone where the day's events have changed since. Changes nothing.
 */
export async function inspectModels(root: string, manifest: Manifest): Promise<readonly Finding[]> {
  const faults = await faultsOf(root, manifest);
  return [...faults.values()].flat().map((what) => ({ kind: 'damage', what }));
}

/** The modelled days without a fault. */
export async function soundModels(root: string, manifest: Manifest): Promise<readonly ModelDay[]> {
  const faults = await faultsOf(root, manifest);
  return manifest.models.filter((day) => !faults.has(day));
}

async function faultsOf(
  root: string,
  { files, models }: Manifest,
): Promise<ReadonlyMap<ModelDay, readonly string[]>> {
  const known = daysOfFiles(files);
  const stored = (paths: readonly string[]) =>
    parquet(
      paths.map((path) => join(root, PROCESSED_EVENTS, path)),
      'dated',
    );
  return withDuckdb(root, {}, async (connection) => {
    await connection.run(CATALOGUE);
    const far =
      known.far.length > 0 ? await rows(connection, farDays(pathsIn(root, known.far))) : [];
    const unsure = new Set(far.map(([day]) => day));
    const read = new Set(trueDays(models, known, MODEL_DEFINITION));
    const faults = new Map<ModelDay, readonly string[]>();
    for (const day of models) {
      const broken = await brokenFiles(connection, root, day);
      const whole = broken.length === 0 && read.has(day) && !unsure.has(day.day);
      const paths = known.days.get(day.day)?.paths ?? [];
      const wrong = whole ? await differences(connection, root, day, stored(paths)) : broken;
      if (wrong.length > 0) faults.set(day, wrong);
    }
    return faults;
  });
}

const pathsIn = (root: string, paths: readonly string[]) =>
  paths.map((path) => join(root, PROCESSED_EVENTS, path));

async function brokenFiles(
  connection: DuckDBConnection,
  root: string,
  { files }: ModelDay,
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const { table, path, rows: expected, bytes } of files) {
    const name = `${tableFolder(table)}/${path}`;
    const found = await stat(join(root, name)).catch(() => null);
    if (!found) faults.push(`${name} is missing`);
    else if (found.size !== bytes)
      faults.push(`${name} has ${found.size} bytes instead of ${bytes}`);
    else {
      const total = await count(connection, `SELECT count(*) FROM ${parquet([join(root, name)])}`)
        .then(String)
        .catch(
          (error: unknown) => `no readable (${error instanceof Error ? error.message : error})`,
        );
      if (total !== String(expected))
        faults.push(`${name} has ${total} rows instead of ${expected}`);
    }
  }
  return faults;
}

async function differences(
  connection: DuckDBConnection,
  root: string,
  { day, files }: ModelDay,
  stored: string,
): Promise<readonly string[]> {
  await connection.run(`CREATE OR REPLACE TABLE day_events AS SELECT * FROM ${stored}
    WHERE ${dayInside('session_id')} = ${sqlText(day)}`);
  const faults: string[] = [];
  for (const model of MODELS) {
    const plain = model.select(DAY_SOURCES);
    await connection.run(`CREATE OR REPLACE TABLE day_${model.name} AS ${plain}`);
    const paths = files.filter(({ table }) => table === model.name).map(({ path }) => path);
    const found = `(${select(model)} FROM ${parquet(paths.map((path) => join(root, tableFolder(model.name), path)))})`;
    const made = `(${select(model)} FROM day_${model.name})`;
    const differing = await count(
      connection,
      `SELECT count(*) FROM ((${made} EXCEPT ALL ${found}) UNION ALL (${found} EXCEPT ALL ${made}))`,
    );
    if (differing > 0) {
      faults.push(
        `${tableFolder(model.name)} of ${day} differs from its events in ${differing} rows`,
      );
    }
  }
  return faults;
}

const select = ({ columns }: Model) => `SELECT ${columns.map(({ name }) => name).join(', ')}`;
