import type { StatementDesk } from '@/lib/analytics/statement-desk';
import type { Clock } from '@/lib/common/clock';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import type { ObjectStore } from '@/lib/storage/object-store';
import { eraseLedgers, findInLedgers } from '../erase/ledgers';
import { remainsOf } from '../erase/proof';
import { USER_ID } from '../erase/visitor';
import { holdTables, UNHELD } from './hold';
import { openParquetDesk, type ParquetDesk } from './parquet-objects';
import { type Buckets, placesOf, type Stretch, sourcesOf, tableFiles } from './places';
import { survey } from './survey';
import { countInTables, eraseTables, modelDays } from './tables';
import { addTrace, digestOf, emptyTrace, encodeTrace, type Trace, tokenOf } from './trace';
import { type Walked, walk } from './walk';

export interface EraseCloudOptions {
  readonly user_id: string;
  readonly buckets: Buckets;
  /** The processed bucket again, for the hold and for what an erasure that is cut off had found. */
  readonly notes: ObjectStore;
  readonly desk: StatementDesk;
  /** Folder on this machine with ledgers of runs. */
  readonly dataDir: string;
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
  /** Only looks where they are. */
  readonly dryRun: boolean;
  /** How long the run that keeps the tables is waited for; null where none keeps them. */
  readonly keeperWaitMs: number | null;
  readonly stretch: Stretch | null;
  /** Ends it between two objects; the same call goes on from there. */
  readonly signal?: AbortSignal;
  onStep?(words: string): void;
}

/** What a place holds of them, or held. */
export interface Found {
  readonly place: string;
  /** Objects, and old versions of some; none in a table. */
  readonly objects: number;
  readonly versions: number;
  /** Lines, records or rows. */
  readonly rows: number;
  /** Of some of the objects. */
  readonly keys: readonly string[];
}

export interface CloudErasure {
  /** SHA-256 of the id, by which this erasure may be written down. */
  readonly digest: string;
  readonly events: number;
  readonly sessions: number;
  /** Days of the tables that are touched. */
  readonly days: number;
  /** By place: what a dry run found, or what was taken out. */
  readonly found: readonly Found[];
  /** What still holds them afterwards: nothing, unless something went wrong; null after a dry run. */
  readonly remains: readonly Found[] | null;
}

/** Keys that are named of one place. */
const MOST_KEYS = 10;

/**
 * Takes a visitor out of the buckets, the tables and the ledgers here, and then looks through all of it
 * again. What arrived goes first, since a merge would bring it back; then the tables. Cut off at any
 * step, the same call does the rest: each step passes by what is done, and what was found is kept until
 * nothing is left.
 * @throws {RangeError} for what is no id; {HoldError} where the tables cannot be had to itself.
 */
export async function eraseInCloud(options: EraseCloudOptions): Promise<CloudErasure> {
  const { user_id, notes, dryRun, keeperWaitMs, onStep = () => undefined } = options;
  if (!USER_ID.test(user_id)) {
    throw new RangeError(`${JSON.stringify(user_id)} is no id of a visitor`);
  }
  const token = tokenOf(user_id);
  const journal = `${PREFIXES.keeper}erasure-${token}.json`;
  const held = dryRun || keeperWaitMs === null;
  const hold = held
    ? UNHELD
    : await holdTables({
        ...options,
        objects: notes,
        token,
        waitMs: keeperWaitMs,
        onWaiting: () => onStep('waiting for the run that keeps the tables to give way'),
      });
  const goOn = async () => {
    options.signal?.throwIfAborted();
    await hold.renew();
  };
  const parquet = await openParquetDesk();
  try {
    const trace = emptyTrace(user_id);
    const earlier = await notes.get(journal);
    if (earlier) addTrace(trace, earlier);
    onStep('looking for them');
    const shoppers = await findInLedgers(options.dataDir, user_id, trace);
    const places = { ...options, trace, parquet };
    await survey({
      trace,
      desk: options.desk,
      sources: async () =>
        Promise.all(
          sourcesOf(places).map(async ({ store, versions }) => ({
            store,
            versions: await versions(),
          })),
        ),
    });
    const known = {
      digest: digestOf(user_id),
      events: trace.events.size,
      sessions: trace.sessions.size,
      days: new Set([...trace.eventDays, ...modelDays(trace)]).size,
    };
    if (dryRun) return { ...known, found: await look(options, trace, parquet), remains: null };

    await notes.put(journal, encodeTrace(trace));
    const found: Found[] = [];
    for (const place of placesOf(places)) {
      onStep(place.name);
      const { store } = place;
      const versions = await place.versions();
      const rid = (key: string) => place.rid(key);
      const walked = await walk({ store, versions, rid, dryRun: false, onObject: goOn });
      found.push(foundIn(place.name, walked));
    }
    onStep('tables');
    const before = await countInTables(options.desk, trace);
    await eraseTables({ ...options, trace, onStatement: goOn });
    found.push(...inTables(before));
    found.push(foundIn('old files of tables', await removeOldFiles(options.buckets, trace)));
    const ledgers = await eraseLedgers(options.dataDir, trace, shoppers);
    found.push({ place: 'ledgers here', objects: ledgers, versions: 0, rows: 0, keys: [] });

    onStep('looking through all of it again');
    const remains = (await look(options, trace, parquet)).filter(holds);
    // It names sessions: kept no longer than it is of use.
    if (remains.length === 0) await notes.delete(journal);
    return { ...known, found: found.filter(holds), remains };
  } finally {
    await parquet.close();
    await hold.release();
  }
}

const holds = ({ objects, versions, rows }: Found) => objects + versions + rows > 0;

function foundIn(place: string, { objects, versions, taken, keys }: Walked): Found {
  return { place, objects, versions, rows: taken, keys: keys.slice(0, MOST_KEYS) };
}

const inTables = (counts: readonly { name: string; rows: number }[]): Found[] =>
  counts.map(({ name, rows }) => ({
    place: `table ${name}`,
    objects: 0,
    versions: 0,
    rows,
    keys: [],
  }));

/** Every place, and how much of them is in it; nothing is changed. */
async function look(
  options: EraseCloudOptions,
  trace: Trace,
  parquet: ParquetDesk,
): Promise<readonly Found[]> {
  const found: Found[] = [];
  for (const place of placesOf({ ...options, trace, parquet })) {
    const { store } = place;
    const versions = await place.versions();
    const rid = (key: string) => place.rid(key);
    found.push(foundIn(place.name, await walk({ store, versions, rid, dryRun: true })));
  }
  const { processed } = options.buckets;
  const { latest, old } = await tableFiles(processed, daysOf(trace));
  const files = await walk({
    store: processed,
    versions: latest,
    rid: () => parquet.holds(trace),
    dryRun: true,
  });
  found.push(foundIn('files of tables', { ...files, versions: old.length }));
  found.push(...inTables(await countInTables(options.desk, trace)));
  const keys = await remainsOf(options.dataDir, trace);
  found.push({ place: 'files here', objects: keys.length, versions: 0, rows: 0, keys });
  return found;
}

async function removeOldFiles({ processed }: Buckets, trace: Trace): Promise<Walked> {
  const { old } = await tableFiles(processed, daysOf(trace));
  for (const version of old) await processed.remove(version);
  return { objects: 0, taken: 0, versions: old.length, keys: old.map(({ key }) => key) };
}

const daysOf = (trace: Trace) => new Set([...trace.eventDays, ...modelDays(trace)]);
