import { z } from 'zod';
import { DAY_MS } from '@/lib/common/clock';
import { ACTORS, DEVICE_TYPES, USER_TYPES } from '@/lib/events/vocabulary';
import { CHANNELS } from '@/lib/models/channel';

const MAX_RANGE_MS = 400 * DAY_MS;
const MAX_VALUES = 50;
const epochMs = z.int().min(0).max(Date.UTC(2100, 0));

export const GRANULARITIES = ['hour', 'day', 'week', 'month'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

export const PERIODS = ['current', 'before'] as const;
export type Period = (typeof PERIODS)[number];

/** Filters on what a session is, and filters on the products its events are about. */
export const SESSION_FILTERS = ['actor', 'device_type', 'country', 'channel', 'user_type'] as const;
export const PRODUCT_FILTERS = ['category', 'product_id'] as const;

const listOf = <T extends z.ZodType>(value: T) => z.array(value).max(MAX_VALUES).default([]);
const id = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'must be an id');

const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone').default('UTC');

const SCOPE = {
  from_ms: epochMs,
  to_ms: epochMs,
  compare: z.enum(['none', 'before']).default('none'),
  granularity: z.enum(GRANULARITIES).optional(),
  time_zone: timeZone,
  actor: listOf(z.enum(ACTORS)),
  device_type: listOf(z.enum(DEVICE_TYPES)),
  country: listOf(z.string().regex(/^[A-Z]{2}$/, 'must be two capital letters')),
  channel: listOf(z.enum(CHANNELS)),
  user_type: listOf(z.enum(USER_TYPES)),
  category: listOf(id),
  product_id: listOf(id),
};

export type Scope = z.infer<z.ZodObject<typeof SCOPE>>;
type TimeScope = Pick<Scope, 'from_ms' | 'to_ms'>;

/** What every report may be asked, and what is its own. A misspelt name is refused, not ignored. */
export function scopedBy<O extends z.ZodRawShape>(own: O) {
  return z.strictObject({ ...SCOPE, ...own }).check(({ value, issues }) => {
    const { from_ms, to_ms } = value as TimeScope;
    const wrong = (name: keyof TimeScope, message: string) =>
      issues.push({ code: 'custom', path: [name], message, input: value });
    if (to_ms <= from_ms) wrong('to_ms', 'must be later than from_ms');
    else if (to_ms - from_ms > MAX_RANGE_MS) {
      wrong('from_ms', 'the range may span 400 days at most');
    }
  });
}

/** The step of a series that was not chosen: at most about a hundred of them in a range. */
export function granularityOf({ granularity, from_ms, to_ms }: Scope): Granularity {
  if (granularity) return granularity;
  const days = (to_ms - from_ms) / DAY_MS;
  if (days <= 4) return 'hour';
  return days <= 92 ? 'day' : 'week';
}

export interface Stretch {
  readonly period: Period;
  readonly from: number;
  readonly to: number;
}

/** [from, to) of each period that is asked for, the current one first. */
export function stretchesOf({ from_ms, to_ms, compare }: Scope): readonly [Stretch, ...Stretch[]] {
  const current = { period: 'current', from: from_ms, to: to_ms } as const;
  if (compare === 'none') return [current];
  return [current, { period: 'before', from: from_ms - (to_ms - from_ms), to: from_ms }];
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}
