import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createDuckdbEngine } from '@/lib/analytics/duckdb';
import { createRng, type Rng } from '@/lib/common/rng';
import { toLine } from '@/lib/events/complete';
import { fileSystem, formatDisk, start } from '@/lib/testing/forgetful-io';
import { NO_FILES, storedEvent } from '@/lib/testing/lake-events';
import { createLakeTail } from './lake-tail';
import { arrivalPartition, RAW_EVENTS, segmentName } from './layout';

// In memory: ten thousand real files would take a busy machine a minute.
vi.mock('node:fs/promises', async () => (await import('@/lib/testing/forgetful-io')).fileSystem);

const ROOT = '/lake';
const NOW = Date.parse('2026-11-22T08:15:40.000Z');
const MUTATIONS = 10_000;
/** In one folder, and in one call of the engine. */
const PER_FOLDER = 10;
const PER_LOAD = 500;
const NEWLINE = 0x0a;

type Mutation = (segment: Buffer, rng: Rng) => Buffer;

const at = (segment: Buffer, rng: Rng) => Math.floor(rng() * (segment.length + 1));
const insert = (segment: Buffer, place: number, bytes: Buffer) =>
  Buffer.concat([segment.subarray(0, place), bytes, segment.subarray(place)]);
const noise = (rng: Rng, length: number) =>
  Buffer.from(Array.from({ length }, () => Math.floor(rng() * 256)));

const MUTATION: Readonly<Record<string, Mutation>> = {
  'torn tail': (segment, rng) => segment.subarray(0, at(segment, rng)),
  'torn head': (segment, rng) => segment.subarray(at(segment, rng)),
  'flipped byte': (segment, rng) => {
    const place = Math.min(segment.length - 1, at(segment, rng));
    segment[place] = (segment[place] ?? 0) ^ (1 << Math.floor(rng() * 8));
    return segment;
  },
  'zero page': (segment, rng) => {
    const place = at(segment, rng);
    return segment.fill(0, place, Math.min(segment.length, place + 512));
  },
  'zeros at the end': (segment) => Buffer.concat([segment, Buffer.alloc(4096)]),
  'lost page': (segment, rng) => {
    const place = at(segment, rng);
    return Buffer.concat([segment.subarray(0, place), segment.subarray(place + 512)]);
  },
  'page written twice': (segment, rng) => {
    const place = at(segment, rng);
    return insert(segment, place, Buffer.from(segment.subarray(place, place + 512)));
  },
  'invalid UTF-8': (segment, rng) =>
    insert(segment, at(segment, rng), Buffer.from([0xff, 0xc0, 0xaf, 0xed, 0xa0, 0x80])),
  'line breaks': (segment, rng) => insert(segment, at(segment, rng), Buffer.from('\n\n\r\n')),
  'foreign JSON': (segment, rng) =>
    insert(segment, at(segment, rng), Buffer.from('\n[1]\nnull\n{"event_id":1e400}\n"\\ud800"\n')),
  'foreign file': (_, rng) => noise(rng, 700),
  'Parquet file': (_, rng) => Buffer.concat([Buffer.from('PAR1'), noise(rng, 300)]),
  empty: () => Buffer.alloc(0),
};
/** Rare, since each costs as much as a hundred others. */
const HUGE: Mutation = (segment, rng) =>
  insert(segment, at(segment, rng), Buffer.alloc(300_000, 'x'));

function lineOf(n: number): string {
  const search_term = `žluťoučký ${n} 🫖 "quoted" \\ text`;
  return toLine(storedEvent(n, { event_ms: NOW + n, page_url: `/search/${n}`, search_term }));
}

/** Lines that are as they were written: between two line breaks, byte for byte. */
function intactLines(segment: Buffer, written: ReadonlySet<string>): string[] {
  const intact: string[] = [];
  for (let from = 0; ; ) {
    const end = segment.indexOf(NEWLINE, from);
    if (end === -1) return intact;
    // Latin-1 keeps bytes apart that UTF-8 would repair into the same text.
    const line = segment.subarray(from, end).toString('latin1');
    if (written.has(line)) intact.push(Buffer.from(line, 'latin1').toString());
    from = end + 1;
  }
}

async function readFolder(): Promise<string[]> {
  const tail = createLakeTail({
    root: ROOT,
    folder: RAW_EVENTS,
    clock: () => NOW,
  });
  const lines: string[] = [];
  for (let calls = 0; ; calls++) {
    expect(calls, 'the reader comes to an end').toBeLessThan(PER_FOLDER * 100);
    const chunk = await tail.next(64 * 1024);
    if (chunk.length === 0) return lines;
    lines.push(...chunk);
  }
}

test('whatever happens to a segment, each line that is whole is read and the others harm none', {
  timeout: 120_000,
}, async () => {
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const rng = createRng(7);
  const kinds = Object.values(MUTATION);
  let pending: string[] = [];
  const engine = createDuckdbEngine({
    lake: {
      snapshot: async () => NO_FILES,
      mark: async () => undefined,
      async next() {
        const lines = pending;
        pending = [];
        return lines;
      },
    },
  });
  const intact: string[] = [];
  const read: string[] = [];
  let n = 0;
  for (let done = 0; done < MUTATIONS; done += PER_LOAD) {
    const lines: string[] = [];
    for (let folder = 0; folder < PER_LOAD / PER_FOLDER; folder++) {
      formatDisk(folder);
      start();
      const place = join(ROOT, RAW_EVENTS, arrivalPartition(NOW));
      await fileSystem.mkdir(place, { recursive: true });
      for (let file = 0; file < PER_FOLDER; file++) {
        const written = Array.from({ length: 1 + Math.floor(rng() * 8) }, () => lineOf(n++));
        const kind = rng() < 0.005 ? HUGE : kinds[(done + file) % kinds.length];
        const segment = (kind ?? HUGE)(Buffer.from(`${written.join('\n')}\n`), rng);
        const path = join(place, segmentName(NOW, `${file}`.padStart(4, '0')));
        await (await fileSystem.open(path, 'wx')).writeFile(segment);
        const bytes = new Set(written.map((line) => Buffer.from(line).toString('latin1')));
        intact.push(...intactLines(segment, bytes));
      }
      lines.push(...(await readFolder()));
    }
    read.push(...lines);
    pending = lines;
    await engine.query('SELECT 1');
  }
  const { rows } = await engine.query(
    'SELECT event_id, event_ms, page_url, search_term, schema_version FROM events',
  );
  const loaded = new Map(rows.map(([id, ...fields]) => [id, fields]));
  // Without a checksum nobody can tell a torn copy that still reads as the event from the event.
  const whole = new Set(intact);
  const doubtful = new Set(read.filter((line) => !whole.has(line)).map(idOf));
  for (const line of intact) {
    const { event_id, event_ms, page_url, search_term, schema_version } = JSON.parse(line);
    const fields = [event_ms, page_url, search_term, schema_version];
    if (doubtful.has(event_id)) expect(loaded.has(event_id), line).toBe(true);
    else expect(loaded.get(event_id), line).toEqual(fields);
  }
  // Every line that became no event was counted, and no whole one with them.
  const noEvent = read.filter((line) => !loaded.has(idOf(line))).length;
  expect(engine.skippedLines()).toBeGreaterThanOrEqual(noEvent);
  expect(engine.skippedLines()).toBeLessThanOrEqual(read.length - intact.length);
  expect(intact.length).toBeGreaterThan(MUTATIONS);
  expect(engine.skippedLines()).toBeGreaterThan(MUTATIONS / 4);
  expect(warned.mock.calls.length).toBe(MUTATIONS / PER_LOAD);
  expect(doubtful.size).toBeLessThan(MUTATIONS / 4);
  warned.mockClear();
  await engine.close();
});

/** The id that the engine sees: of a line torn into another it is the first, as DuckDB has it. */
function idOf(line: string): string {
  try {
    JSON.parse(line);
    return /"event_id":"([^"]*)"/.exec(line)?.[1] ?? '';
  } catch {
    return '';
  }
}
