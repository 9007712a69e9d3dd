import type { ObjectStore } from '@/lib/storage/object-store';
import { copyOf } from './copy-of';
import { rawKeys, rawTexts } from './raw-lines';
import { addTo, endOf, reachTo, type Stretches } from './stretches';

/** How often some of a run's events lie in raw; those that are not there are absent. */
export type RawCopies = ReadonlyMap<string, number>;

/** What raw holds of a run. */
export interface RawSums {
  readonly lines: number;
  /** Keys of its segments, by which stretches say where they lie. */
  readonly segments: readonly string[];
}

/** Sums a run's lines in the segments that arrived in these hours; the store begins at `raw/`. */
export async function sumRaw(
  store: ObjectStore,
  runId: string,
  arrived: { readonly from: number; readonly to: number },
  stretches: Stretches,
): Promise<RawSums> {
  const segments: string[] = [];
  let lines = 0;
  for await (const key of rawKeys(store, 'events', arrived)) {
    const place = segments.push(key) - 1;
    for await (const text of rawTexts(store, key)) {
      for (const id of idsIn(text, runId)) {
        const stretch = stretches.of(id);
        addTo(stretch.raw, endOf(id));
        reachTo(stretch.segments, place);
        lines += 1;
      }
    }
  }
  return { lines, segments };
}

/** Counts the lines of each of some events in these segments, in their order. */
export async function countCopies(
  store: ObjectStore,
  runId: string,
  segments: readonly string[],
  wanted: (id: string) => boolean,
): Promise<RawCopies> {
  const copies = new Map<string, number>();
  for (const key of segments) {
    for await (const text of rawTexts(store, key)) {
      for (const id of idsIn(text, runId)) {
        if (!wanted(id)) continue;
        const count = copies.get(id) ?? 0;
        copies.set(count > 0 ? id : copyOf(id), count + 1);
      }
    }
  }
  return copies;
}

/** As lines are written, and as no text inside one can read: there each quote is escaped. */
const EVENT_ID = /"event_id":"([0-9a-f-]{36})"/g;

/** The ids of a run's lines, the first of each line. */
function* idsIn(text: string, runId: string): Generator<string> {
  const mark = Buffer.from(`"run_id":${JSON.stringify(runId)}`).toString('latin1');
  const ids = new RegExp(EVENT_ID);
  /** How far before a line's end the mark was last: in most lines it is as far. */
  let before = mark.length;
  for (let found = ids.exec(text); found; found = ids.exec(text)) {
    const end = text.indexOf('\n', found.index);
    ids.lastIndex = end + 1;
    if (!text.startsWith(mark, end - before)) {
      const line = text.slice(text.lastIndexOf('\n', found.index) + 1, end);
      const at = line.indexOf(mark);
      if (at < 0) continue;
      before = line.length - at;
    }
    yield found[1] ?? '';
  }
}
