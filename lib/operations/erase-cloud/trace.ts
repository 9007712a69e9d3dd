import { createHash } from 'node:crypto';
import { z } from 'zod';
import { HOUR_MS, toIso } from '@/lib/common/clock';
import type { Visitor } from '../erase/visitor';

/** What is known of a visitor in the cloud: who they are, and where to look for them. */
export interface Trace extends Visitor {
  readonly sessions: Set<string>;
  readonly events: Set<string>;
  /** UTC dates inside the ids of their events and of their sessions. */
  readonly eventDays: Set<string>;
  readonly sessionDays: Set<string>;
  /** `2026-11-22T08`: when their events arrived, by which raw objects are named. */
  readonly hours: Set<string>;
  /** Keys of landed objects that hold them. */
  readonly landed: Set<string>;
}

/** Stands for a visitor where their id is not to be written down. */
export const digestOf = (user_id: string): string =>
  createHash('sha256').update(user_id).digest('hex').toUpperCase();

/** The digest's beginning: enough to tell one erasure from another. */
export const tokenOf = (user_id: string): string => digestOf(user_id).slice(0, 16).toLowerCase();

export function emptyTrace(user_id: string): Trace {
  return {
    user_id,
    sessions: new Set(),
    events: new Set(),
    eventDays: new Set(),
    sessionDays: new Set(),
    hours: new Set(),
    landed: new Set(),
  };
}

/** Everything but the id. */
const PARTS = ['sessions', 'events', 'eventDays', 'sessionDays', 'hours', 'landed'] as const;
const texts = z.array(z.string());
const rule = z.object({
  v: z.literal(1),
  sessions: texts,
  events: texts,
  eventDays: texts,
  sessionDays: texts,
  hours: texts,
  landed: texts,
});

/** How much is known: it only grows. */
export const sizeOf = (trace: Trace): number =>
  PARTS.reduce((sum, part) => sum + trace[part].size, 0);

export function encodeTrace(trace: Trace): Buffer {
  const parts = Object.fromEntries(PARTS.map((part) => [part, [...trace[part]].sort()]));
  return Buffer.from(JSON.stringify({ v: 1, ...parts }));
}

/** Adds what an erasure that was cut off had found. */
export function addTrace(trace: Trace, encoded: Uint8Array): void {
  const known = rule.parse(JSON.parse(Buffer.from(encoded).toString('utf8')));
  for (const part of PARTS) for (const one of known[part]) trace[part].add(one);
}

const HOUR = /^\d{4}-\d{2}-\d{2}T\d{2}$/;

/** Adds the hour of an arrival; what is no time is passed by. */
export function addHour(trace: Trace, time: string): void {
  const hour = time.slice(0, 13);
  if (HOUR.test(hour)) trace.hours.add(hour);
}

/**
 * Folders of arrival in which raw may hold them. An object is named by its first record and a minute or
 * fifteen long, and its Parquet may have begun in another hour: so that the hours beside are looked at.
 */
export function arrivalFolders({ hours }: Trace): readonly string[] {
  const folders = new Set<string>();
  for (const hour of hours) {
    const at = Date.parse(`${hour}:00:00.000Z`);
    for (const near of [-1, 0, 1]) {
      const [day = '', rest = ''] = toIso(at + near * HOUR_MS).split('T');
      folders.add(`dt=${day}/hour=${rest.slice(0, 2)}/`);
    }
  }
  return [...folders].sort();
}
