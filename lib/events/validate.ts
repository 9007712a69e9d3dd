import { COLUMNS, type Column, MAX_TEXT } from './columns';
import type { WireEvent } from './event';

/** Why an event broke the contract: the closed list behind failed events. */
export const FAILURE_REASONS = [
  'not_object',
  'too_large',
  'too_deep',
  'too_many_keys',
  'bad_key',
  'missing_field',
  'bad_field',
  'unknown_type',
  'bad_id',
  'bad_time',
  'unknown_product',
  'server_only',
  'id_collision',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

export type Validation =
  | {
      readonly ok: true;
      readonly event: WireEvent;
      /** Fields outside the contract, for `extra`. */
      readonly unknown: Readonly<Record<string, unknown>> | null;
      /** Whether control characters or lone surrogates had to go. */
      readonly repaired: boolean;
    }
  | { readonly ok: false; readonly reason: FailureReason; readonly field?: string };

/** Fields whose fault has a name of its own. */
const REASONS: Readonly<Record<string, FailureReason>> = {
  event_id: 'bad_id',
  event_type: 'unknown_type',
};

const MAX_KEYS = 64;
const MAX_DEPTH = 8;
const KEY = /^[a-z0-9_]{1,64}$/;
/** No field of anybody's, and all that an attack on a reader's objects needs. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const BY_NAME: ReadonlyMap<string, Column> = new Map(
  COLUMNS.map((column) => [column.name, column]),
);
/** What the wire must carry: everything not nullable that only the client can know. */
const REQUIRED = COLUMNS.filter((column) => !column.nullable && column.source === 'client').map(
  (column) => column.name,
);
/** Every event gets all fields in one order, so that the engine keeps one hidden class for all. */
const NO_FIELDS: Readonly<Record<string, unknown>> = Object.fromEntries(
  COLUMNS.filter(({ source }) => source !== 'collector').map(({ name }) => [name, undefined]),
);
/** Set by the collector whatever the client says: dropped here, not kept as unknown. */
const COLLECTOR_ONLY = new Set<string>(
  COLUMNS.filter((column) => column.source === 'collector').map((column) => column.name),
);

/**
 * Reads one event of a batch field by field into a fresh object: nothing of the input's shape,
 * prototype or surplus survives. Names, kinds and limits come from the column registry alone.
 */
export function validateWireEvent(raw: unknown): Validation {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    return { ok: false, reason: 'not_object' };
  }
  const keys = Object.keys(raw);
  if (keys.length > MAX_KEYS) return { ok: false, reason: 'too_many_keys' };
  const event: Record<string, unknown> = { ...NO_FIELDS };
  let unknown: Record<string, unknown> | null = null;
  let repaired = false;
  for (const key of keys) {
    const value = (raw as Record<string, unknown>)[key];
    const column = BY_NAME.get(key);
    if (!column) {
      if (!KEY.test(key) || FORBIDDEN_KEYS.has(key)) return { ok: false, reason: 'bad_key' };
      if (deeperThan(value, MAX_DEPTH - 1)) return { ok: false, reason: 'too_deep', field: key };
      unknown ??= {};
      unknown[key] = value;
      continue;
    }
    if (COLLECTOR_ONLY.has(key)) continue;
    if (value === null || value === undefined) continue;
    // What a closed list or a pattern admits needs no cleaning.
    const sound = typeof value === 'string' && admits(column, value);
    const clean = typeof value !== 'string' || sound ? value : cleanText(value);
    repaired ||= clean !== value;
    const read = sound ? value : readValue(column, clean);
    if (read === undefined) {
      return { ok: false, reason: REASONS[key] ?? 'bad_field', field: key };
    }
    if (read !== null) event[key] = read;
  }
  for (const name of REQUIRED) {
    if (event[name] === undefined) {
      return { ok: false, reason: name === 'event_id' ? 'bad_id' : 'missing_field', field: name };
    }
  }
  event.product_id ??= null;
  event.referrer_url ??= null;
  return { ok: true, event: event as unknown as WireEvent, unknown, repaired };
}

/** Whether the column's closed list or pattern takes the text as it is. */
function admits({ values, pattern, maxLength, clean }: Column, text: string): boolean {
  if (clean || text.length > (maxLength ?? MAX_TEXT)) return false;
  return values ? values.includes(text) : (pattern?.test(text) ?? false);
}

/** The value in the column's kind; null where it says nothing, undefined where it breaks the contract. */
function readValue(column: Column, value: unknown): string | number | null | undefined {
  if (column.kind !== 'string') {
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return undefined;
    if (value < (column.min ?? 0) || value > (column.max ?? Number.MAX_SAFE_INTEGER))
      return undefined;
    return value === 0 ? 0 : value;
  }
  if (typeof value !== 'string') return undefined;
  const text = column.clean ? cleaned(column.clean, value) : value;
  if (!text) return column.nullable ? null : undefined;
  if (text.length > (column.maxLength ?? MAX_TEXT)) return undefined;
  if (column.values && !column.values.includes(text)) return undefined;
  if (column.pattern && !column.pattern.test(text)) return undefined;
  return text;
}

const MAX_CLEANED = 2_000;
const MAX_CLEANED_CHARS = 256;
const CLEANED = new Map<Column['clean'], Map<string, string | null>>();

/** A shop has few addresses and everybody is on them: reading a URL anew each time costs the most. */
function cleaned(clean: NonNullable<Column['clean']>, text: string): string | null {
  if (text.length > MAX_CLEANED_CHARS) return clean(text);
  let known = CLEANED.get(clean);
  if (!known || known.size >= MAX_CLEANED) {
    known = new Map();
    CLEANED.set(clean, known);
  }
  let result = known.get(text);
  if (result === undefined) {
    result = clean(text);
    known.set(text, result);
  }
  return result;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is being removed
const CONTROLS = /[\u0000-\u001f\u007f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;
/** One pass that nearly all text survives: nothing but printable Latin. */
const PLAIN_TEXT = /^[\u0020-\u007e\u00a0-\u024f]*$/;

/** Text that every reader can hold: no control or direction-override characters, no lone surrogate. */
export function cleanText(text: string): string {
  return PLAIN_TEXT.test(text) ? text : text.toWellFormed().replace(CONTROLS, '');
}

function deeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((child) => deeperThan(child, levels - 1));
}
