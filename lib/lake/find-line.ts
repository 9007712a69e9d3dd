import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { MINUTE_MS, SECOND_MS } from '@/lib/common/clock';
import { arrivalPartition, SEGMENT_PREFIX } from './layout';
import { segmentsIn } from './segments';

/** A line of a raw segment. */
export interface FoundLine {
  /** Path below the data folder. */
  readonly segment: string;
  /** Bytes before the line, and of the line without its break. */
  readonly offset: number;
  readonly bytes: number;
  readonly text: string;
}

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;
/** A segment is open for a quarter of an hour; more is for clocks that jump. */
const OPEN_MS = 20 * MINUTE_MS;
/** A line is written some moments after it was received at the most. */
const WRITTEN_MS = 30 * SECOND_MS;

/**
 * The lines of one event that were received around a time, read from the segments that were open then.
 * @param folder `raw/events` or `raw/failed`
 */
export async function findLines(
  root: string,
  folder: string,
  eventId: string,
  receivedMs: number,
): Promise<readonly FoundLine[]> {
  const hours = new Set([receivedMs, receivedMs + WRITTEN_MS].map(arrivalPartition));
  const found: FoundLine[] = [];
  for (const hour of hours) {
    for (const name of await segmentsIn(join(root, folder, hour))) {
      const openedMs = openedAt(name);
      if (openedMs > receivedMs + WRITTEN_MS || openedMs < receivedMs - OPEN_MS) continue;
      const segment = `${folder}/${hour}/${name}`;
      for await (const line of linesWith(join(root, segment), eventId)) {
        found.push({ segment, ...line });
      }
    }
  }
  return found;
}

/** `footfall-1-2026-11-22-08-15-40-<uuid>`, with or without a suffix. */
function openedAt(name: string): number {
  const [year, month, day, hour, minute, second] = name
    .slice(SEGMENT_PREFIX.length)
    .split('-')
    .map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
}

/** Whole lines in which the id stands as an event's own. */
async function* linesWith(path: string, eventId: string) {
  const needle = Buffer.from(`"event_id":${JSON.stringify(eventId)}`);
  const file = await open(path, 'r');
  try {
    let rest = Buffer.alloc(0);
    let offset = 0;
    for (;;) {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(CHUNK_BYTES),
        0,
        CHUNK_BYTES,
        offset + rest.length,
      );
      if (bytesRead === 0) return;
      const block = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
      const end = block.lastIndexOf(NEWLINE) + 1;
      for (
        let at = block.indexOf(needle);
        at >= 0 && at < end;
        at = block.indexOf(needle, at + 1)
      ) {
        const start = block.lastIndexOf(NEWLINE, at) + 1;
        const stop = block.indexOf(NEWLINE, at);
        const text = block.toString('utf8', start, stop);
        yield { offset: offset + start, bytes: stop - start, text };
        at = stop;
      }
      rest = block.subarray(end);
      offset += end;
    }
  } finally {
    await file.close();
  }
}
