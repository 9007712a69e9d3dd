import type { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import { type Granularity, granularityOf, type Scope } from './scope';
import { type Sql, sql, words } from './sql-text';

/** Where a zone's clocks stand from a moment on. */
interface Offset {
  readonly since: number;
  readonly offset: number;
}

/** Morocco's clocks are set back for a month only. */
const SEARCH_STEP_MS = 7 * DAY_MS;
const WEEK_MS = 7 * DAY_MS;
/** 1 January 1970 was a Thursday; weeks start on Monday. */
const MONDAY_MS = 3 * DAY_MS;

/**
 * The zone's offsets over a stretch of time, the first one being in force at its start. Computed
 * here, so that SQL only adds and compares: zone functions are where engines differ most.
 */
function offsetsOf(zone: string, from: number, to: number): readonly [Offset, ...Offset[]] {
  const clock = zoneClock(zone);
  const found: [Offset, ...Offset[]] = [{ since: from, offset: clock(from) }];
  let last = from;
  while (last < to) {
    const next = Math.min(last + SEARCH_STEP_MS, to);
    if (clock(next) !== clock(last)) {
      let [before, after] = [last, next];
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (clock(middle) === clock(before)) before = middle;
        else after = middle;
      }
      found.push({ since: after, offset: clock(after) });
    }
    last = next;
  }
  return found;
}

/** Local minus universal time of a zone at a moment. */
function zoneClock(zone: string): (ms: number) => number {
  if (zone === 'UTC') return () => 0;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (ms) => {
    const parts = format.formatToParts(ms);
    const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
    const local = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
    );
    return local - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  };
}

/** Epoch milliseconds as the zone's wall clock shows them. */
export function localMs(zone: string, from: number, to: number, ms: Sql): Sql {
  const offsets = offsetsOf(zone, from, to);
  const [{ offset: only }] = offsets;
  if (offsets.length === 1) return only === 0 ? ms : sql`(${ms} + ${words(String(only))})`;
  const cases = offsets.slice(1).map(({ since }, i) => {
    return `WHEN ${ms.sql} < ${since} THEN ${ms.sql} + ${offsets[i]?.offset}`;
  });
  return words(`CASE ${cases.join(' ')} ELSE ${ms.sql} + ${offsets.at(-1)?.offset} END`);
}

/** Monday is 1; 1 January 1970 was a Thursday, the fourth day of its week. */
export const weekdayOf = (local: Sql) => sql`((${local}) / 86400000 + 3) % 7 + 1`;

/** Of the day, from 0. */
export const hourOf = (local: Sql) => sql`(${local}) / 3600000 % 24`;

/** Start of the bucket that a moment lies in, by the wall clock; a repeated hour is one bucket. */
export function localBucket(scope: Scope, { from, to }: Span, ms: Sql): Sql {
  const local = localMs(scope.time_zone, from, to, ms);
  switch (granularityOf(scope)) {
    case 'hour':
      return sql`(${local}) / ${words(`${HOUR_MS} * ${HOUR_MS}`)}`;
    case 'day':
      return sql`(${local}) / ${words(`${DAY_MS} * ${DAY_MS}`)}`;
    case 'week':
      return sql`(${local} + ${words(String(MONDAY_MS))}) / ${words(`${WEEK_MS} * ${WEEK_MS} - ${MONDAY_MS}`)}`;
    case 'month':
      return sql`CAST(to_unixtime(date_trunc('month', from_unixtime((${local}) / 1000))) * 1000 AS bigint)`;
  }
}

/** More points than any chart has room for, and a statement that engines still take. */
const MAX_HOURS = 2000;

/** A check of parameters: that a series is not longer than can be shown. */
export function withinBuckets({ value, issues }: z.core.ParsePayload<Scope>): void {
  const hours = (value.to_ms - value.from_ms) / HOUR_MS;
  if (granularityOf(value) !== 'hour' || hours <= MAX_HOURS) return;
  const message = `${MAX_HOURS} hours at most can be shown one by one`;
  issues.push({ code: 'custom', path: ['granularity'], message, input: value });
}

interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Bucket {
  /** As `localBucket` gives it. */
  readonly local: number;
  /** The moment it starts; may lie before the stretch. */
  readonly start: number;
}

/** All buckets that a stretch touches, in order. */
export function bucketsOf(scope: Scope, { from, to }: Span): readonly Bucket[] {
  const offsets = offsetsOf(scope.time_zone, from, to);
  const granularity = granularityOf(scope);
  const lastOffset = offsets.at(-1)?.offset ?? 0;
  const end = to + lastOffset;
  const buckets: Bucket[] = [];
  let local = floorLocal(from + offsets[0].offset, granularity);
  while (local < end) {
    const start = instantOf(local, offsets);
    buckets.push({ local, start });
    local = nextLocal(local, granularity);
  }
  return buckets.filter(({ start }) => start < to);
}

/** An hour that the clocks leave out starts when they jump. */
function instantOf(local: number, offsets: readonly [Offset, ...Offset[]]): number {
  let found = local - offsets[0].offset;
  offsets.forEach(({ since, offset }, i) => {
    const before = offsets[i - 1]?.offset;
    if (before === undefined) return;
    const reached = since + before;
    if (offset > before ? local > reached : local >= reached) found = local - offset;
  });
  return found;
}

function floorLocal(local: number, granularity: Granularity): number {
  const date = new Date(local);
  switch (granularity) {
    case 'hour':
      return local - (local % HOUR_MS);
    case 'day':
      return local - (local % DAY_MS);
    case 'week':
      return local - ((local + MONDAY_MS) % WEEK_MS);
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
  }
}

function nextLocal(local: number, granularity: Granularity): number {
  const date = new Date(local);
  switch (granularity) {
    case 'hour':
      return local + HOUR_MS;
    case 'day':
      return local + DAY_MS;
    case 'week':
      return local + WEEK_MS;
    case 'month':
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
  }
}
