import { DAY_MS, toIso } from '@/lib/common/clock';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import type { ObjectVersion, ObjectVersions } from '@/lib/storage/object-versions';
import type { ParquetDesk } from './parquet-objects';
import {
  answer,
  errorRecords,
  eventLines,
  failedLines,
  type Rid,
  savedText,
} from './their-objects';
import { arrivalFolders, type Trace } from './trace';

/** The buckets, and the folder of saved state. */
export interface Buckets {
  readonly raw: ObjectVersions;
  readonly processed: ObjectVersions;
  readonly state: ObjectVersions;
}

/** UTC dates of arrival, both included. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
}

/** A part of the buckets that may hold the visitor, and how its objects are rid of them. */
export interface Place {
  readonly name: string;
  readonly store: ObjectVersions;
  versions(): Promise<readonly ObjectVersion[]>;
  rid(key: string): Rid;
}

export interface PlacesOptions {
  readonly buckets: Buckets;
  readonly trace: Trace;
  readonly parquet: ParquetDesk;
  /** Arrivals whose raw events are all read; else the hours in which the visitor is known to have come. */
  readonly stretch: Stretch | null;
}

/** Where events come from: what the survey reads, too. */
export function sourcesOf(options: PlacesOptions): readonly Place[] {
  const { buckets, trace, stretch } = options;
  const { raw, processed } = buckets;
  const undelivered = (name: string, store: ObjectVersions): Place => ({
    name,
    store,
    versions: () => store.list(PREFIXES.undelivered),
    rid: (key) => errorRecords(trace, streamOf(key)),
  });
  return [
    {
      name: 'raw events',
      store: raw,
      async versions() {
        const folders = stretch
          ? daysOf(stretch).map((day) => `dt=${day}/`)
          : arrivalFolders(trace);
        return await listAll(
          raw,
          folders.map((one) => `${PREFIXES.rawEvents}${one}`),
        );
      },
      rid: () => eventLines(trace),
    },
    {
      name: 'failed events',
      store: raw,
      versions: () => raw.list(PREFIXES.rawFailed),
      rid: () => failedLines(trace),
    },
    undelivered('undelivered, raw', raw),
    undelivered('undelivered, processed', processed),
  ];
}

/** All that is rid of them object by object. */
export function placesOf(options: PlacesOptions): readonly Place[] {
  const { buckets, trace, parquet } = options;
  const { processed, state } = buckets;
  return [
    ...sourcesOf(options),
    {
      name: 'landed events',
      store: processed,
      async versions() {
        const found = await listAll(processed, [...trace.landed]);
        return found.filter(({ key }) => trace.landed.has(key));
      },
      rid: () => parquet.landed(trace),
    },
    {
      name: 'answers of Athena',
      store: processed,
      versions: () => processed.list(PREFIXES.queryResults),
      rid: () => answer(trace),
    },
    {
      name: 'saved texts',
      store: state,
      versions: () => state.list(''),
      rid: () => savedText(trace),
    },
  ];
}

const PARTITION = /\/[a-z_]+=(\d{4}-\d{2}-\d{2})\//;
const DATA = /\.parquet$/;

/**
 * Files below the tables, which only Athena writes: `latest` are looked at, to prove that it did; `old`
 * versions of a bucket that keeps them are read by no snapshot, and go.
 */
export async function tableFiles(processed: ObjectVersions, days: ReadonlySet<string>) {
  const all = (await processed.list(PREFIXES.tables)).filter(({ key }) => {
    const day = PARTITION.exec(key)?.[1];
    return day === undefined || days.has(day);
  });
  return {
    latest: all.filter(({ key, isLatest }) => isLatest && DATA.test(key)),
    old: all.filter(({ isLatest }) => !isLatest),
  };
}

async function listAll(store: ObjectVersions, prefixes: readonly string[]) {
  const found: ObjectVersion[] = [];
  for (const prefix of prefixes) found.push(...(await store.list(prefix)));
  return found;
}

/** By the folder that the stack delivers its errors to, and a redrive copies them below. */
const streamOf = (key: string) =>
  key.split('/').slice(0, -1).includes('failed') ? 'failed' : 'events';

function daysOf({ from, to }: Stretch): string[] {
  const days: string[] = [];
  for (let at = Date.parse(`${from}T00:00:00.000Z`); ; at += DAY_MS) {
    const day = toIso(at).slice(0, 10);
    if (day > to) return days;
    days.push(day);
  }
}
