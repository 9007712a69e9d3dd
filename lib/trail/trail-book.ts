import { type Clock, DAY_MS, MINUTE_MS, SECOND_MS, toIso } from '@/lib/common/clock';
import { logError } from '@/lib/common/log-error';
import type { Rng } from '@/lib/common/rng';
import { uuidV7 } from '@/lib/common/uuid';
import type { ObjectStore } from '@/lib/storage/object-store';
import { createDamper } from './damper';
import type { TrailBook, TrailEntry, TrailNote } from './trail';
import { ALL_DAYS, cleaned, dayFolder, encoded, keyParts, minuteOf } from './trail-entry';
import { readPage } from './trail-page';

export interface TrailOptions {
  readonly objects: ObjectStore;
  readonly clock: Clock;
  readonly rng?: Rng;
}

/** As long as the stacks keep events: what was done to them can be looked up for as long. */
const KEPT_DAYS = 400;
/** Entries of one gesture go into one object; all are written within a second. */
const GATHER_MS = 300;
const RETRY_MS = 5 * SECOND_MS;
const MOST_IN_OBJECT = 500;
/** More than that waits only where the store has been away for long. */
const MOST_WAITING = 5_000;
/** Anybody may be refused, as often as they like. */
const REFUSED = { most: 60, stretchMs: 15 * MINUTE_MS };

/** The audit log over a store of objects: small ones, by day, never written again. */
export function createTrail({ objects, clock, rng }: TrailOptions): TrailBook {
  const refused = createDamper({ clock, ...REFUSED });
  const waiting: TrailEntry[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> = Promise.resolve();
  let lastIdMs = 0;
  let lost = 0;
  let sweptDay = '';

  function add(note: TrailNote): void {
    if (waiting.length >= MOST_WAITING) {
      if (lost === 0)
        logError('audit log', new Error(`${MOST_WAITING} entries wait: more is lost`));
      lost += 1;
      return;
    }
    const atMs = clock();
    // Those of one millisecond keep their order, unless the clock was set back.
    lastIdMs = atMs > lastIdMs || lastIdMs - atMs > SECOND_MS ? atMs : lastIdMs + 1;
    const id = uuidV7(lastIdMs, rng && ((bytes) => fill(bytes, rng)));
    waiting.push({ id, atMs, ...cleaned(note) });
    schedule(GATHER_MS);
  }

  function tellRefused(inAny = false): void {
    const more = refused.turnedAway(inAny);
    if (more > 0) add({ who: '', act: 'sign_in_refused', subject: '', detail: { more } });
  }

  function schedule(ms: number): void {
    if (timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void flush();
    }, ms);
    timer.unref();
  }

  function flush(): Promise<void> {
    writing = writing.then(writeAll);
    return writing;
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = firstBatch(waiting);
      try {
        await objects.put(keyOf(batch), encoded(batch));
      } catch (error) {
        logError('audit log', error);
        schedule(RETRY_MS);
        return;
      }
      waiting.splice(0, batch.length);
    }
    if (lost > 0) logError('audit log', new Error(`${lost} entries are lost`));
    lost = 0;
    await sweep();
  }

  /** Once a day. */
  async function sweep(): Promise<void> {
    const today = dateOf(clock());
    if (today === sweptDay) return;
    sweptDay = today;
    const oldest = dateOf(clock() - KEPT_DAYS * DAY_MS);
    try {
      for (const { key } of await objects.list(ALL_DAYS)) {
        const parts = keyParts(key);
        if (parts && parts.day < oldest) await objects.delete(key);
      }
    } catch (error) {
      logError('audit log', error);
    }
  }

  const page: TrailBook['page'] = async (options) => {
    tellRefused();
    await flush();
    return readPage({ objects, clock, unwritten: waiting.slice() }, options);
  };

  return {
    note(note) {
      try {
        tellRefused();
        if (note.act !== 'sign_in_refused' || refused.admits()) add(note);
      } catch (error) {
        logError('audit log', error);
      }
    },
    page,
    list: async (options) => (await page(options)).entries,
    async close() {
      tellRefused(true);
      await flush();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

/** Those of the first one's minute that stand together. */
function firstBatch(waiting: readonly TrailEntry[]): readonly TrailEntry[] {
  const [first] = waiting;
  const end = first ? waiting.findIndex((entry) => minuteOf(entry) !== minuteOf(first)) : 0;
  return waiting.slice(0, Math.min(end < 0 ? waiting.length : end, MOST_IN_OBJECT));
}

function keyOf(batch: readonly TrailEntry[]): string {
  const last = batch.reduce((greatest, { id }) => (id > greatest ? id : greatest), '');
  return `${dayFolder(dateOf(minuteOf({ id: last }) * MINUTE_MS))}${last}.json`;
}

const dateOf = (ms: number) => toIso(ms).slice(0, 10);

function fill(bytes: Uint8Array, rng: Rng): void {
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(rng() * 256);
}
