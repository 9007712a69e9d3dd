import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { QueryEngine, QueryValue } from '@/lib/analytics/query-engine';
import { MINUTE_MS } from '@/lib/common/clock';
import { COLUMNS, type ColumnName } from '@/lib/events/columns';
import { duckdbColumns } from '@/lib/events/projections';
import { sqlText } from '@/lib/lake/parquet-relation';
import { withDuckdb } from '@/lib/lake/with-duckdb';
import { dictionary } from './dictionary';

export const FORMATS = ['parquet', 'ndjson', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

export interface ExportOptions {
  readonly engine: QueryEngine;
  /** A folder of its own: it must not exist, or be empty. */
  readonly folder: string;
  readonly formats: readonly Format[];
  /** Columns that give away what is to be found out. */
  readonly without: readonly ColumnName[];
  readonly runId?: string;
  readonly range?: { readonly from: number; readonly to: number };
  readonly onProgress: (events: number) => void;
}

export interface Exported {
  readonly events: number;
  readonly first_ms: number | null;
  readonly last_ms: number | null;
  readonly files: readonly string[];
}

const LOT = 20_000;
const DEADLINE_MS = 10 * MINUTE_MS;

/**
 * Writes the events of a run or of a stretch of time as a data set of its own, in order of event_id.
 * @throws where the folder holds something already, or nothing is to be exported.
 */
export async function exportEvents(options: ExportOptions): Promise<Exported> {
  const { folder, formats, without } = options;
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty`);
  const names = COLUMNS.map(({ name }) => name).filter((name) => !without.includes(name));
  const scratch = await mkdtemp(join(tmpdir(), 'footfall-export-'));
  try {
    const ndjson = join(formats.includes('ndjson') ? folder : scratch, 'events.ndjson');
    const lines = createWriteStream(ndjson);
    const table = formats.includes('csv') ? createWriteStream(join(folder, 'events.csv')) : null;
    table?.write(`${names.join(',')}\n`);
    const found = { events: 0, first_ms: Number.POSITIVE_INFINITY, last_ms: 0 };
    for await (const rows of lots(options, names)) {
      for (const { event_ms, values } of rows) {
        found.first_ms = Math.min(found.first_ms, event_ms);
        found.last_ms = Math.max(found.last_ms, event_ms);
        await put(lines, jsonLine(names, values));
        if (table) await put(table, `${values.map(csvField).join(',')}\n`);
      }
      found.events += rows.length;
      options.onProgress(found.events);
    }
    lines.end();
    table?.end();
    await Promise.all([finished(lines), ...(table ? [finished(table)] : [])]);
    if (found.events === 0) {
      await rm(folder, { recursive: true });
      throw new Error('There are no such events: nothing was written.');
    }
    if (formats.includes('parquet')) await toParquet(scratch, ndjson, names, folder);
    await writeFile(join(folder, 'dictionary.md'), dictionary(names, found));
    const files = (await readdir(folder)).sort();
    return { ...found, files };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

interface Exportable {
  readonly event_ms: number;
  readonly values: readonly QueryValue[];
}

async function* lots(
  { engine, runId, range }: ExportOptions,
  names: readonly string[],
): AsyncGenerator<readonly Exportable[]> {
  const tests = [
    ...(runId === undefined ? [] : ['run_id = ?']),
    ...(range ? ['event_ms >= ?', 'event_ms < ?'] : []),
    'event_id > ?',
  ];
  const fixed = [...(runId === undefined ? [] : [runId]), ...(range ? [range.from, range.to] : [])];
  for (let after = ''; ; ) {
    const { rows } = await engine.query(
      `SELECT event_id, event_ms, ${names.join(', ')} FROM events
       WHERE ${tests.join(' AND ')} ORDER BY event_id LIMIT ${LOT}`,
      { parameters: [...fixed, after], deadlineMs: DEADLINE_MS },
    );
    yield rows.map(([, event_ms, ...values]) => ({ event_ms: Number(event_ms), values }));
    if (rows.length < LOT) return;
    after = String(rows.at(-1)?.[0]);
  }
}

/** Where nothing is, nothing is said, as on the wire. */
function jsonLine(names: readonly string[], values: readonly QueryValue[]): string {
  const fields = names.flatMap((name, at) => {
    const value = values[at] ?? null;
    return value === null ? [] : [[name, value] as const];
  });
  return `${JSON.stringify(Object.fromEntries(fields))}\n`;
}

/** RFC 4180; nothing is an empty field. */
function csvField(value: QueryValue): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Waits where the disk does not keep up. */
async function put(stream: NodeJS.WritableStream, text: string): Promise<void> {
  if (stream.write(text)) return;
  await new Promise<void>((resolve) => stream.once('drain', resolve));
}

async function toParquet(
  scratch: string,
  ndjson: string,
  names: readonly string[],
  folder: string,
): Promise<void> {
  const columns = duckdbColumns().filter(({ name }) => names.includes(name));
  const types = columns.map(({ name, type }) => `${sqlText(name)}: ${sqlText(type)}`).join(', ');
  const read = `read_json(${sqlText(ndjson)}, format = 'newline_delimited', columns = {${types}})`;
  const target = sqlText(join(folder, 'events.parquet'));
  await withDuckdb(scratch, {}, async (connection) => {
    await connection.run(
      `COPY (SELECT ${names.join(', ')} FROM ${read}) TO ${target} (FORMAT parquet, COMPRESSION zstd)`,
    );
  });
}
