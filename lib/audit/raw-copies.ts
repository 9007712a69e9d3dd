import { gunzipSync } from 'node:zlib';
import { HOUR_MS } from '@/lib/common/clock';
import { arrivalPartition, RAW_EVENTS } from '@/lib/lake/layout';
import type { ObjectStore } from '@/lib/storage/object-store';

/** How often a run's events lie in raw, where each delivery leaves its trace. */
export interface RawCopies {
  /** By event_id; those that are not there are absent. */
  readonly copies: ReadonlyMap<string, number>;
  readonly lines: number;
}

/**
 * Counts the lines of a run in the raw segments that arrived in these hours; the prefix is that of a
 * local lake, or whatever a bucket has in its place.
 */
export async function countRaw(
  store: ObjectStore,
  runId: string,
  arrived: { readonly from: number; readonly to: number },
  folder = RAW_EVENTS,
): Promise<RawCopies> {
  const copies = new Map<string, number>();
  const mark = JSON.stringify(runId);
  let lines = 0;
  const first = Math.floor(arrived.from / HOUR_MS) * HOUR_MS;
  for (let hour = first; hour <= arrived.to; hour += HOUR_MS) {
    for (const { key } of await store.list(`${folder}/${arrivalPartition(hour)}/`)) {
      const body = await store.get(key);
      if (!body) continue;
      for (const line of wholeLines(body, key)) {
        // Most lines of a shared segment are somebody else's: only its own are worth reading.
        if (!line.includes(mark)) continue;
        const event = parse(line);
        if (event?.run_id !== runId || !event.event_id) continue;
        lines += 1;
        copies.set(event.event_id, (copies.get(event.event_id) ?? 0) + 1);
      }
    }
  }
  return { copies, lines };
}

function wholeLines(body: Uint8Array, key: string): string[] {
  const text = Buffer.from(key.endsWith('.gz') ? gunzipSync(body) : body).toString('utf8');
  // What follows the last break is still being written.
  return text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
}

/** Null for a line that is no event: `npm run lake -- check` says which those are. */
function parse(line: string): { run_id?: string; event_id?: string } | null {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
