import type { ObjectStore } from '@/lib/storage/object-store';
import { rawLines } from './raw-lines';

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
  let count = 0;
  for await (const lines of rawLines(store, 'events', arrived)) {
    for (const line of lines) {
      if (!line.includes(mark)) continue;
      const found = EVENT_ID.exec(line)?.[1];
      if (!found) continue;
      // A copy: a part of the segment's text would keep all of it.
      const id = Buffer.from(found, 'latin1').toString('latin1');
      count += 1;
      copies.set(id, (copies.get(id) ?? 0) + 1);
    }
  }
  return { copies, lines: count };
}
