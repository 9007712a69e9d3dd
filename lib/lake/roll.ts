import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Clock } from '@/lib/common/clock';
import { EVENT_NAMES, IS_EVENT, LINE_FAULT, READ_LINES } from '@/lib/models/event-lines';
import { count, rows } from './duckdb-rows';
import { PROCESSED_EVENTS } from './layout';
import {
  type BadLine,
  filesHolding,
  LISTED_BAD_LINES,
  type RolledRange,
  type RollOutcome,
  type StoredFile,
} from './manifest';
import {
  CREATE_FRESH,
  DIFFERING_COPIES,
  KEEP_FIRSTS,
  NEW_OF_PARTITION,
  newsWith,
} from './roll-sql';
import { lineSpans, readLines } from './segments';
import { type RollStep, storeFile } from './store-file';
import { withDuckdb } from './with-duckdb';

/** Stretches of raw segments to take in, and the files that readers look at now. */
export interface RollJob {
  readonly root: string;
  readonly ranges: readonly {
    /** Path below the root. */
    readonly segment: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly files: readonly StoredFile[];
}

export interface RollOptions {
  readonly clock: Clock;
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly reached?: (step: RollStep) => void;
}

const MIB = 1024 * 1024;
const CHUNK_BYTES = 8 * MIB;
/** Files below this size are merged once there are so many of them in a partition. */
const SMALL_BYTES = 64 * MIB;
const MERGE_AT = 8;

/**
 * Makes sorted Parquet of raw lines: each event once, in the partition of the date inside its id,
 * small files of a partition merged. Changes nothing that readers look at: the new files count only
 * once the manifest names them, and those of a roll cut off are swept up at the next start.
 */
export async function roll(job: RollJob, options: RollOptions): Promise<RollOutcome> {
  const { clock, reached = () => undefined } = options;
  return withDuckdb(job.root, options, async (connection) => {
    await connection.run(CREATE_FRESH);
    const ranges: RolledRange[] = [];
    for (const [turn, range] of job.ranges.entries()) {
      ranges.push(await readRange(connection, job.root, range, turn));
    }
    reached('read');
    const read = await count(connection, 'SELECT count(*) FROM fresh');
    let collisions = await count(connection, DIFFERING_COPIES);
    await connection.run(KEEP_FIRSTS);
    const dates = await rows(connection, 'SELECT DISTINCT dt FROM firsts ORDER BY dt');
    const files: StoredFile[] = [];
    const replaced: string[] = [];
    let stored = 0;
    for (const [dt] of dates) {
      const made = await rollPartition(connection, job, String(dt), reached);
      stored += made.added;
      collisions += made.collisions;
      if (made.file) files.push(made.file);
      replaced.push(...made.replaced);
    }
    reached('done');
    const copies = read - stored;
    return { files, replaced, ranges, copies, collisions, rolledAt: clock() };
  });
}

/** Reads a stretch into `fresh`; `turn` and offset are a line's place in the order of arrival. */
async function readRange(
  connection: DuckDBConnection,
  root: string,
  { segment, from, to }: RollJob['ranges'][number],
  turn: number,
): Promise<RolledRange> {
  const path = join(root, segment);
  const bad: BadLine[] = [];
  let lines = 0;
  let badLines = 0;
  let at = from;
  while (at < to) {
    const block = await readLines(path, at, to, CHUNK_BYTES);
    if (block.length === 0) break;
    const text = block.toString();
    const { rowsChanged } = await connection.run(
      `INSERT INTO fresh ${READ_LINES} SELECT ${EVENT_NAMES}, dt,
         CAST(? AS BIGINT) AS turn, CAST(? AS BIGINT) + place AS place FROM fields
       WHERE ${IS_EVENT}`,
      [text, BigInt(turn), BigInt(at)],
    );
    const spans = lineSpans(block);
    const full = spans.filter(({ bytes }) => bytes > 0).length;
    lines += rowsChanged;
    if (rowsChanged < full) {
      badLines += full - rowsChanged;
      const faults = await rows(
        connection,
        `${READ_LINES} SELECT place, ${LINE_FAULT} AS reason FROM fields
         WHERE NOT ${IS_EVENT} ORDER BY place LIMIT ${LISTED_BAD_LINES}`,
        [text],
      );
      for (const [place, reason] of faults) {
        const span = spans[Number(place) - 1];
        if (span && bad.length < LISTED_BAD_LINES) {
          bad.push({ offset: at + span.offset, bytes: span.bytes, reason: String(reason) });
        }
      }
    }
    at += block.length;
  }
  const { mtimeMs } = await stat(path);
  return { segment, to: at, lines, badLines, bad, durableAt: Math.round(mtimeMs) };
}

interface MadePartition {
  readonly file: StoredFile | null;
  readonly replaced: readonly string[];
  readonly added: number;
  readonly collisions: number;
}

/** Adds what is new of one date as a file of its own, or in one with the small ones there are. */
async function rollPartition(
  connection: DuckDBConnection,
  job: RollJob,
  dt: string,
  reached: (step: RollStep) => void,
): Promise<MadePartition> {
  const folder = join(job.root, PROCESSED_EVENTS);
  const paths = (files: readonly StoredFile[]) => files.map(({ path }) => join(folder, path));
  const there = job.files.filter((file) => file.dt === dt);
  const [[least, most] = []] = await rows(
    connection,
    'SELECT min(event_id), max(event_id) FROM firsts WHERE dt = ?',
    [dt],
  );
  const near = filesHolding(there, String(least), String(most));
  await connection.run(NEW_OF_PARTITION(paths(near), String(least), String(most)), [dt]);
  const added = await count(connection, 'SELECT count(*) FROM news WHERE NOT known');
  const collisions = await count(connection, 'SELECT count(*) FROM news WHERE differs');
  if (added === 0) return { file: null, replaced: [], added, collisions };

  // What a backfill wrote cannot be made again from raw, and so is never mixed with what can.
  const small = there.filter(({ bytes, source }) => source === 'roll' && bytes < SMALL_BYTES);
  const merged = small.length + 1 >= MERGE_AT ? small : [];
  const source = newsWith(paths(merged));
  const file = await storeFile(connection, job.root, { dt, source, made: 'roll' }, reached);
  return { file, replaced: merged.map((one) => one.path), added, collisions };
}
