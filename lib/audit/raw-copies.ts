import { gunzipSync } from 'node:zlib';
import { HOUR_MS } from '@/lib/common/clock';
import { arrivalPartition } from '@/lib/lake/layout';
import type { ObjectStore } from '@/lib/storage/object-store';

/** What compressed content begins with; no line does. */
const GZIP = [0x1f, 0x8b];
/** As lines are written, and as no text inside one can read: there each quote is escaped. */
const EVENT_ID = /"event_id":"([0-9a-f-]{36})"/;

/** How often a run's events lie in raw, where each delivery leaves its trace. */
export interface RawCopies {
  /** By event_id; those that are not there are absent. */
  readonly copies: ReadonlyMap<string, number>;
  readonly lines: number;
}

/** Counts the lines of a run in the raw segments that arrived in these hours; the store begins at `raw/`. */
export async function countRaw(
  store: ObjectStore,
  runId: string,
  arrived: { readonly from: number; readonly to: number },
): Promise<RawCopies> {
  const copies = new Map<string, number>();
  const mark = `"run_id":${JSON.stringify(runId)}`;
  let lines = 0;
  const first = Math.floor(arrived.from / HOUR_MS) * HOUR_MS;
  for (let hour = first; hour <= arrived.to; hour += HOUR_MS) {
    for (const { key } of await store.list(`events/${arrivalPartition(hour)}/`)) {
      const body = await store.get(key);
      if (!body) continue;
      for (const line of wholeLines(body)) {
        if (!line.includes(mark)) continue;
        const found = EVENT_ID.exec(line)?.[1];
        if (!found) continue;
        // A copy: a part of the segment's text would keep all of it.
        const id = Buffer.from(found, 'latin1').toString('latin1');
        lines += 1;
        copies.set(id, (copies.get(id) ?? 0) + 1);
      }
    }
  }
  return { copies, lines };
}

function wholeLines(body: Uint8Array): string[] {
  const packed = body[0] === GZIP[0] && body[1] === GZIP[1];
  const text = Buffer.from(packed ? gunzipSync(body) : body).toString('utf8');
  // What follows the last break is still being written.
  return text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
}
