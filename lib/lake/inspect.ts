import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { IS_EVENT, PARTITION_DATE, READ_LINES } from '@/lib/models/event-lines';
import { MODEL_DEFINITION } from '@/lib/models/models';
import { count, idsOf, rows } from './duckdb-rows';
import type { Finding } from './finding';
import { inspectModels } from './inspect-models';
import { PROCESSED_EVENTS, RAW_EVENTS, SPILL, TABLES, tableFolder } from './layout';
import { knownFiles, type Manifest, type StoredFile } from './manifest';
import { modelWork } from './model-days';
import { parquet } from './parquet-relation';
import { foldersIn, partitionsFrom, readLines, segmentsIn } from './segments';

/** The lake in figures. */
export interface LakeStats {
  readonly segments: number;
  readonly rawBytes: number;
  readonly rolledBytes: number;
  readonly badLines: number;
  readonly partitions: number;
  readonly files: number;
  readonly events: number;
  readonly parquetBytes: number;
  readonly copies: number;
  readonly collisions: number;
  readonly retired: number;
  /** Days of the modelled tables, and how many of the lake's are not as their events are. */
  readonly modelDays: number;
  readonly daysToMake: number;
  readonly modelRows: number;
  readonly modelBytes: number;
}

interface RawSegment {
  /** Below the root. */
  readonly segment: string;
  readonly bytes: number;
}

const CHUNK_BYTES = 8 * 1024 * 1024;

export async function lakeStats(root: string, manifest: Manifest): Promise<LakeStats> {
  const segments = await rawSegments(root);
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const rolled = Object.values(manifest.segments);
  const models = manifest.models.flatMap(({ files }) => files);
  return {
    segments: segments.length,
    rawBytes: sum(segments.map(({ bytes }) => bytes)),
    rolledBytes: sum(rolled.map(({ bytes }) => bytes)),
    badLines: sum(rolled.map(({ bad_lines }) => bad_lines)),
    partitions: new Set(manifest.files.map(({ dt }) => dt)).size,
    files: manifest.files.length,
    events: sum(manifest.files.map(({ rows: events }) => events)),
    parquetBytes: sum(manifest.files.map(({ bytes }) => bytes)),
    ...manifest.totals,
    retired: manifest.retired.length,
    modelDays: manifest.models.length,
    daysToMake: modelWork(manifest.files, manifest.models, MODEL_DEFINITION).make.length,
    modelRows: sum(models.map(({ rows }) => rows)),
    modelBytes: sum(models.map(({ bytes }) => bytes)),
  };
}

/**
 * Compares everything with everything: each file with what the manifest says of it, ids with each
 * other, and every raw line that counts as rolled with Parquet. Changes nothing.
 */
export async function inspectLake(root: string, manifest: Manifest): Promise<readonly Finding[]> {
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '1GB',
    temp_directory: join(root, SPILL),
    preserve_insertion_order: 'false',
  });
  const connection = await instance.connect();
  try {
    const files = await inspectFiles(connection, root, manifest);
    const raw = await inspectRaw(connection, root, manifest, files.sound);
    const models = await inspectModels(root, { ...manifest, files: files.sound });
    return [...files.findings, ...raw, ...models, ...(await strangers(root, manifest))];
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The files that are not what the manifest says, by path. */
export async function damagedFiles(root: string, manifest: Manifest): Promise<readonly string[]> {
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '1GB' });
  const connection = await instance.connect();
  try {
    const { sound } = await inspectFiles(connection, root, manifest);
    const good = new Set(sound);
    return manifest.files.filter((file) => !good.has(file)).map(({ path }) => path);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

async function inspectFiles(
  connection: DuckDBConnection,
  root: string,
  { files }: Manifest,
): Promise<{ findings: Finding[]; sound: StoredFile[] }> {
  const findings: Finding[] = [];
  const sound: StoredFile[] = [];
  for (const file of files) {
    const fault = await faultOf(connection, join(root, PROCESSED_EVENTS, file.path), file);
    if (fault) findings.push({ kind: 'damage', what: `${PROCESSED_EVENTS}/${file.path} ${fault}` });
    else sound.push(file);
  }
  for (const dt of new Set(sound.map((file) => file.dt))) {
    const paths = sound
      .filter((file) => file.dt === dt)
      .map(({ path }) => join(root, PROCESSED_EVENTS, path));
    const { rows: total, distinct } = await idsOf(connection, parquet(paths));
    if (total === distinct) continue;
    const what = `partition dt=${dt} holds ${total - distinct} events more than once`;
    findings.push({ kind: 'damage', what });
    // All of its files are made again from raw.
    for (const file of [...sound]) if (file.dt === dt) sound.splice(sound.indexOf(file), 1);
  }
  return { findings, sound };
}

async function faultOf(
  connection: DuckDBConnection,
  path: string,
  file: StoredFile,
): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (!found) return 'is missing';
  if (found.size !== file.bytes) return `has ${found.size} bytes instead of ${file.bytes}`;
  try {
    const ids = await idsOf(connection, parquet([path]));
    const same = (['rows', 'min_id', 'max_id', 'id_sum'] as const).every(
      (fact) => ids[fact] === file[fact],
    );
    if (!same || ids.rows !== ids.distinct) return 'holds other events than the manifest says';
    const elsewhere = await count(
      connection,
      `SELECT count(*) FROM ${parquet([path])} WHERE ${PARTITION_DATE} IS DISTINCT FROM '${file.dt}'`,
    );
    return elsewhere > 0 ? `holds ${elsewhere} events of other dates` : null;
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : error}`;
  }
}

/** Every event of the rolled stretches must be in a sound file, unless retention took its date. */
async function inspectRaw(
  connection: DuckDBConnection,
  root: string,
  manifest: Manifest,
  sound: readonly StoredFile[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  await connection.run('CREATE TABLE raw_ids (event_id VARCHAR, dt VARCHAR)');
  for (const { segment, bytes } of await rawSegments(root)) {
    const rolled = manifest.segments[segment];
    if (rolled && rolled.bytes > bytes) {
      const what = `${segment} has ${bytes} bytes, ${rolled.bytes} of it were rolled`;
      findings.push({ kind: 'note', what });
    }
    for (const { offset, bytes: length, reason } of rolled?.bad ?? []) {
      const what = `${segment} at ${offset}: ${length} bytes are no event (${reason})`;
      findings.push({ kind: 'note', what });
    }
    const end = Math.min(rolled?.bytes ?? 0, bytes);
    for (let at = 0; at < end; ) {
      const block = await readLines(join(root, segment), at, end, CHUNK_BYTES);
      if (block.length === 0) break;
      await connection.run(
        `INSERT INTO raw_ids ${READ_LINES} SELECT event_id, dt FROM fields WHERE ${IS_EVENT}`,
        [block.toString()],
      );
      at += block.length;
    }
  }
  const paths = sound.map(({ path }) => join(root, PROCESSED_EVENTS, path));
  const stored = paths.length > 0 ? `ANTI JOIN ${parquet(paths)} USING (event_id)` : '';
  const missing = await rows(
    connection,
    `SELECT dt, count(DISTINCT event_id) FROM raw_ids ${stored}
     WHERE dt >= '${manifest.kept_from ?? ''}' GROUP BY dt ORDER BY dt`,
  );
  for (const [dt, events] of missing) {
    const what = `${events} events of ${dt} are in raw and count as rolled, but are in no sound file`;
    findings.push({ kind: 'damage', what });
  }
  return findings;
}

/** Files of the tables that no manifest names: readers pass them by. */
async function strangers(root: string, manifest: Manifest): Promise<Finding[]> {
  const known = knownFiles(manifest);
  const findings: Finding[] = [];
  for (const table of TABLES) {
    const base = join(root, tableFolder(table));
    for (const day of await foldersIn(base, '')) {
      for (const name of await readdir(join(base, day))) {
        if (known.has(`${table}/${day}/${name}`)) continue;
        const what = `${tableFolder(table)}/${day}/${name} is in no manifest and is not read`;
        findings.push({ kind: 'note', what });
      }
    }
  }
  return findings;
}

async function rawSegments(root: string): Promise<RawSegment[]> {
  const found: RawSegment[] = [];
  for (const partition of await partitionsFrom(join(root, RAW_EVENTS), '')) {
    for (const name of await segmentsIn(join(root, RAW_EVENTS, partition))) {
      const segment = join(RAW_EVENTS, partition, name);
      found.push({ segment, bytes: (await stat(join(root, segment))).size });
    }
  }
  return found;
}
