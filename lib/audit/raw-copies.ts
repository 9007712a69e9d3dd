import type { ObjectStore } from '@/lib/storage/object-store';
import { copyOf } from './copy-of';
import { rawKeys, rawText } from './raw-lines';
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
    for (const id of idsIn(await rawText(store, key), runId)) {
      const stretch = stretches.of(id);
      addTo(stretch.raw, endOf(id));
      reachTo(stretch.segments, place);
      lines += 1;
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
    for (const id of idsIn(await rawText(store, key), runId)) {
      if (!wanted(id)) continue;
      const count = copies.get(id) ?? 0;
      copies.set(count > 0 ? id : copyOf(id), count + 1);
    }
  }
  return copies;
}

/** As lines are written, and as no text inside one can read: there each quote is escaped. */
const BEFORE_ID = '"event_id":"';
const ID = /([0-9a-f-]{36})"/y;

/** The ids of a run's lines; both marks are looked for from line to line, and most lines have them. */
function* idsIn(text: string, runId: string): Generator<string> {
  const mark = Buffer.from(`"run_id":${JSON.stringify(runId)}`).toString('latin1');
  for (let at = 0; at < text.length; ) {
    const marked = text.indexOf(mark, at);
    if (marked < 0) return;
    const start = text.lastIndexOf('\n', marked) + 1;
    const end = text.indexOf('\n', marked);
    for (let before = start; before >= 0 && before < end; ) {
      before = text.indexOf(BEFORE_ID, before);
      if (before < 0 || before >= end) break;
      before += BEFORE_ID.length;
      ID.lastIndex = before;
      const id = ID.exec(text)?.[1];
      if (!id) continue;
      yield id;
      break;
    }
    at = end + 1;
  }
}
