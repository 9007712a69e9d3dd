import { HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { PREFIXES } from '@/lib/lake/bucket-layout';
import type { FoundLine } from '@/lib/lake/find-line';
import { arrivalPartition } from '@/lib/lake/layout';
import type { ObjectStore, StoredObject } from '@/lib/storage/object-store';
import { unpacked } from '@/lib/storage/packed';
import { type EventPlaces, FAILED_WITHIN_MS, NOT_IN_RAW, type RawLine } from './event-places';
import type { TraceStep } from './event-trace';

export interface BucketPlacesOptions {
  /** The raw bucket, and how it is called in words. */
  readonly raw: { readonly store: ObjectStore; readonly name: string };
  /** The processed one; null where this server does not know it. */
  readonly processed: { readonly store: ObjectStore; readonly name: string } | null;
}

/** What Firehose names its objects by: the stream, its version, the second of the first record. */
const NAMED_AT = /-\d+-(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-[^/]*$/;
/** An object is gathered for a minute, and its name tells when that began; more is for retries. */
const GATHERED_MS = 5 * MINUTE_MS;
/** A record reaches Firehose some moments after its events were received. */
const SENT_MS = MINUTE_MS;
/** Packed bytes that are fetched for one look: an object of a busy minute has as many. */
const MOST_BYTES = 24 * 1024 * 1024;
const NEWLINE = 0x0a;

interface Named extends StoredObject {
  readonly openedMs: number;
}

/** What Firehose laid in S3: the lines as they came, and Parquet of them. */
export function createBucketPlaces({ raw, processed }: BucketPlacesOptions): EventPlaces {
  async function objects(
    store: ObjectStore,
    prefix: string,
    fromMs: number,
    toMs: number,
  ): Promise<readonly Named[]> {
    const found: Named[] = [];
    const hours = new Set<string>();
    for (let at = fromMs; at < toMs + HOUR_MS; at += HOUR_MS) {
      hours.add(arrivalPartition(Math.min(at, toMs)));
    }
    for (const hour of hours) {
      for (const one of await store.list(`${prefix}${hour}/`)) {
        const openedMs = openedAt(one.key);
        if (openedMs === null || openedMs < fromMs || openedMs > toMs) continue;
        found.push({ ...one, openedMs });
      }
    }
    return found;
  }

  /** Looks through them in their order until there is a line, or too much was read. */
  async function linesIn(
    candidates: readonly Named[],
    eventId: string,
  ): Promise<readonly RawLine[]> {
    const needle = Buffer.from(`"event_id":${JSON.stringify(eventId)}`);
    let bytes = 0;
    for (const { key, bytes: size, modifiedAt: putAtMs } of candidates) {
      bytes += size;
      if (bytes > MOST_BYTES) throw new RangeError(TOO_MUCH);
      const body = await raw.store.get(key);
      const found = body ? linesWith(await unpacked(body), needle) : [];
      const segment = `${raw.name}${key}`;
      if (found.length > 0) return found.map((line) => ({ segment, putAtMs, ...line }));
    }
    return [];
  }

  const around = (receivedMs: number) => [receivedMs - GATHERED_MS, receivedMs + SENT_MS] as const;

  /** The one that was being gathered at that moment first, then by how far they are from it. */
  const nearest = (found: readonly Named[], receivedMs: number) =>
    found.toSorted((a, b) => distance(a, receivedMs) - distance(b, receivedMs));

  return {
    blind:
      'Firehose gathers events for up to a minute, and failed events as long: ask again a little later.',

    async raw(eventId, receivedMs) {
      const found = await objects(raw.store, PREFIXES.rawEvents, ...around(receivedMs));
      return linesIn(nearest(found, receivedMs), eventId);
    },

    async failed(eventId, madeMs) {
      const [fromMs] = around(madeMs);
      const until = madeMs + FAILED_WITHIN_MS;
      const found = await objects(raw.store, PREFIXES.rawFailed, fromMs, until);
      const [line] = await linesIn(nearest(found, madeMs), eventId);
      return line ?? null;
    },

    async way(_, receivedMs, line) {
      const acked: TraceStep = {
        name: 'Acknowledged',
        atMs: null,
        words: 'Once Firehose had answered that it keeps this very record.',
      };
      const inRaw: TraceStep = line
        ? {
            name: 'In S3, as it came',
            atMs: line.putAtMs ?? null,
            words: `In ${line.segment}, ${line.bytes} bytes from byte ${line.offset} on once it is unpacked.`,
          }
        : { name: 'In S3, as it came', atMs: null, words: NOT_IN_RAW };
      const visible: TraceStep = {
        name: 'Visible in Athena',
        atMs: null,
        words:
          'The question of this page found it: in the table, or in what landed since the last merge.',
      };
      return [acked, inRaw, ...(await landed(receivedMs)), visible];
    },
  };

  /** Which Parquet it is in is known by names alone: nothing of it is read. */
  async function landed(receivedMs: number): Promise<readonly TraceStep[]> {
    if (!processed) return [];
    const found = await objects(processed.store, PREFIXES.landingEvents, ...around(receivedMs));
    const before = nearest(found, receivedMs);
    const [first] = before;
    if (!first) return [];
    const others = before.filter(({ openedMs }) => openedMs === first.openedMs).length - 1;
    const words = `By its name in ${processed.name}${first.key}${others > 0 ? `, or in one of ${others} more of that second` : ''}.`;
    return [{ name: 'In Parquet', atMs: first.modifiedAt, words }];
  }
}

const TOO_MUCH = `more than ${MOST_BYTES / 1024 / 1024} MB of objects lie around the time it was received, which is more than this page looks through`;

/** An object that began after it was received holds it only where sending was retried. */
function distance({ openedMs }: Named, receivedMs: number): number {
  return openedMs <= receivedMs ? receivedMs - openedMs : GATHERED_MS + openedMs - receivedMs;
}

function openedAt(key: string): number | null {
  const [, ...parts] = NAMED_AT.exec(key) ?? [];
  if (parts.length === 0) return null;
  const [year = 0, month = 1, day, hour, minute, second] = parts.map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Whole lines in which the id stands as an event's own. */
function linesWith(body: Buffer, needle: Buffer): Omit<FoundLine, 'segment'>[] {
  const found: Omit<FoundLine, 'segment'>[] = [];
  for (let at = body.indexOf(needle); at >= 0; at = body.indexOf(needle, at + 1)) {
    const offset = body.lastIndexOf(NEWLINE, at) + 1;
    const stop = body.indexOf(NEWLINE, at);
    if (stop < 0) return found;
    const text = body.toString('utf8', offset, stop);
    found.push({ offset, bytes: stop - offset, text });
    at = stop;
  }
  return found;
}
