import { type Clock, DAY_MS, toIso } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import { UUID_V7, uuidV7Time } from '@/lib/common/uuid';
import type { ObjectStore } from '@/lib/storage/object-store';
import type { TrailBook, TrailEntry, TrailPage } from './trail';
import { ALL_DAYS, dayFolder, decoded, keyParts, minuteOf } from './trail-entry';

interface Kept {
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly unwritten: readonly TrailEntry[];
}

type Asked = Parameters<TrailBook['page']>[0];

/** Objects read for one page: with a filter that few entries pass, the next page goes on from there. */
const MOST_OBJECTS = 400;
/** Asked for one by one; what is older is listed at once. */
const DAYS_ONE_BY_ONE = 7;
/** An entry's id, or one with a letter behind it, which comes right after it. */
const CURSOR_CHARS = 36;

/** Whether a text is what a page gave as its `next`. */
export function isTrailCursor(text: string): boolean {
  return UUID_V7.test(text.slice(0, CURSOR_CHARS)) && /^0?$/.test(text.slice(CURSOR_CHARS));
}

/** Entries newest first. An object that cannot be read hides no other. */
export async function readPage(kept: Kept, { limit, before, who, act }: Asked): Promise<TrailPage> {
  const fits = (entry: TrailEntry) =>
    (before === undefined || entry.id < before) &&
    (who === undefined || entry.who === who) &&
    (act === undefined || entry.act === act);
  // By id, since an object may have been written twice.
  const found = new Map(kept.unwritten.filter(fits).map((entry) => [entry.id, entry]));
  let read = 0;
  let end: string | null = null;
  for await (const { key, last } of newestFirst(kept, before)) {
    // No object to come holds anything after `last`.
    if ([...found.keys()].filter((id) => id > last).length > limit) break;
    if (read === MOST_OBJECTS) {
      end = last;
      break;
    }
    read += 1;
    for (const entry of (await entriesOf(kept.objects, key)).filter(fits)) {
      found.set(entry.id, entry);
    }
  }
  const sure = [...found.values()]
    .filter(({ id }) => end === null || id > end)
    .sort((a, b) => (a.id < b.id ? 1 : -1));
  const entries = sure.slice(0, limit);
  if (sure.length > limit) return { entries, next: entries.at(-1)?.id ?? null };
  return { entries, next: end === null ? null : `${end}0` };
}

async function entriesOf(objects: ObjectStore, key: string): Promise<readonly TrailEntry[]> {
  const body = await objects.get(key);
  if (!body) return [];
  try {
    return decoded(body);
  } catch (error) {
    logError(`audit log, ${key}`, error);
    return [];
  }
}

/** Objects that may hold an entry before the given one, by the greatest id in them. */
async function* newestFirst({ objects, clock }: Kept, before?: string) {
  const id = before?.slice(0, CURSOR_CHARS);
  // Another server's clock may be ahead.
  const newest = id === undefined ? clock() + DAY_MS : uuidV7Time(id);
  let day = '';
  const parts = (listed: Awaited<ReturnType<ObjectStore['list']>>, olderThan = '~') =>
    listed
      .flatMap(({ key }) => {
        const known = keyParts(key);
        return known && known.day < olderThan ? [{ key, ...known }] : [];
      })
      .filter(({ last }) => id === undefined || minuteOf({ id: last }) <= minuteOf({ id }))
      .sort((a, b) => (a.last < b.last ? 1 : -1));
  for (let back = 0; back < DAYS_ONE_BY_ONE; back++) {
    day = toIso(newest - back * DAY_MS).slice(0, 10);
    yield* parts(await objects.list(dayFolder(day)));
  }
  yield* parts(await objects.list(ALL_DAYS), day);
}
