import { type ClientContext, type DropCounts, MAX_BATCH_EVENTS } from '@/lib/events/batch';
import { parseTime } from './parse-time';

/** A batch whose envelope is sound; its events are not yet looked at. */
export interface Envelope {
  readonly batch_id: string;
  readonly sent_at: string;
  readonly context: ClientContext;
  readonly events: readonly unknown[];
}

const BATCH_ID = /^[A-Za-z0-9._-]{1,64}$/;
const MAX_AGENT_CHARS = 1024;
const MAX_ZONE_CHARS = 64;
const MAX_DROP_REASON_CHARS = 32;
const MAX_DROPPED = 1_000_000;

/**
 * Reads what stands around the events: null where it breaks the contract. By hand and not by a
 * schema, since every request pays for it: a quarter of the time that one event takes.
 */
export function readEnvelope(json: unknown): Envelope | 'too_large' | null {
  if (!isObject(json) || json.v !== 1) return null;
  const { batch_id, sent_at, events } = json;
  if (typeof batch_id !== 'string' || !BATCH_ID.test(batch_id)) return null;
  if (!isTime(sent_at)) return null;
  const context = readContext(json.context);
  if (!context || !Array.isArray(events) || events.length === 0) return null;
  if (events.length > MAX_BATCH_EVENTS) return 'too_large';
  return { batch_id, sent_at, context, events };
}

export function isTime(value: unknown): value is string {
  return typeof value === 'string' && parseTime(value) !== null;
}

/**
 * About the sender, not the events: what is missing gets a harmless value, what is wrong is refused
 * with a null.
 */
export function readContext(value: unknown): ClientContext | null {
  if (!isObject(value)) return null;
  const { user_agent = '', time_zone = '', touch = false, store = 'idb', dropped } = value;
  if (!isShort(user_agent, MAX_AGENT_CHARS) || !isShort(time_zone, MAX_ZONE_CHARS)) return null;
  if (typeof touch !== 'boolean' || (store !== 'idb' && store !== 'mem')) return null;
  if (dropped === undefined) return { user_agent, time_zone, touch, store };
  return isDropCounts(dropped) ? { user_agent, time_zone, touch, store, dropped } : null;
}

function isDropCounts(value: unknown): value is DropCounts {
  return (
    isObject(value) &&
    Object.entries(value).every(
      ([reason, count]) =>
        reason.length <= MAX_DROP_REASON_CHARS &&
        Number.isInteger(count) &&
        (count as number) >= 0 &&
        (count as number) <= MAX_DROPPED,
    )
  );
}

function isShort(value: unknown, maxChars: number): value is string {
  return typeof value === 'string' && value.length <= maxChars;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
