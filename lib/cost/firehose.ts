import { PRICES } from './prices';

/** Firehose bills each record rounded up to this. */
const UNIT_BYTES = 5 * 1024;
const GB = 2 ** 30;

/** A stored event as a line, its line break included: the mean of what the collector writes. */
export const EVENT_BYTES = 535;

/** As many as fit into the unit that is paid for anyway. */
export const FULL_RECORD = Math.floor(UNIT_BYTES / EVENT_BYTES);

/** Bytes that Firehose bills for an event, so many of them travelling in one record. */
export function billedBytesPerEvent(eventsPerRecord: number, eventBytes = EVENT_BYTES): number {
  return (Math.ceil((eventsPerRecord * eventBytes) / UNIT_BYTES) * UNIT_BYTES) / eventsPerRecord;
}

export interface FirehoseCost {
  readonly ingest: number;
  readonly conversion: number;
  readonly total: number;
}

/** Dollars for so many events. */
export function firehoseCost(
  events: number,
  eventsPerRecord: number,
  eventBytes = EVENT_BYTES,
): FirehoseCost {
  const gigabytes = (events * billedBytesPerEvent(eventsPerRecord, eventBytes)) / GB;
  const ingest = gigabytes * PRICES.firehoseIngest.usd;
  const conversion = gigabytes * PRICES.firehoseConversion.usd;
  return { ingest, conversion, total: ingest + conversion };
}

/**
 * How many events a record held where `npm run bench -- firehose` sent one event a call to one
 * server. Nothing waits longer than 5 ms for company, so that a quiet server packs little.
 */
const MEASURED = [
  { eventsPerSecond: 1, eventsPerRecord: 1 },
  { eventsPerSecond: 100, eventsPerRecord: 1.12 },
  { eventsPerSecond: 2_000, eventsPerRecord: FULL_RECORD },
] as const;

/**
 * Events in a record at a rate that one server sees: what was measured, straight lines over the
 * logarithm of the rate between. A request's own events travel together, so that it is never fewer.
 */
export function eventsPerRecordAt(eventsPerSecond: number, eventsPerRequest = 1): number {
  const [first] = MEASURED;
  let found: number = first.eventsPerRecord;
  for (const [index, point] of MEASURED.entries()) {
    const before = MEASURED[index - 1];
    if (!before || eventsPerSecond <= before.eventsPerSecond) continue;
    const share = Math.min(
      1,
      Math.log(eventsPerSecond / before.eventsPerSecond) /
        Math.log(point.eventsPerSecond / before.eventsPerSecond),
    );
    found = before.eventsPerRecord + share * (point.eventsPerRecord - before.eventsPerRecord);
  }
  return Math.min(FULL_RECORD, Math.max(found, eventsPerRequest));
}
