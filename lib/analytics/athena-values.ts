import type { QueryValue } from './query-engine';

const NUMBERS = new Set('tinyint smallint integer int bigint real float double decimal'.split(' '));
const MINUTE_MS = 60_000;

/**
 * A value of GetQueryResults, which are all texts, by its column's type. One that is not there is
 * null, an empty text is itself. What has no plain value (arrays, maps, rows) stays Athena's text.
 */
export function athenaValue(text: string | undefined, type: string): QueryValue {
  if (text === undefined) return null;
  if (NUMBERS.has(type)) return Number(text);
  if (type === 'boolean') return text === 'true';
  if (type === 'timestamp') return withMillis(text).replace(' ', 'T');
  if (type === 'timestamp with time zone') return instant(text);
  return text;
}

/** `2026-11-22 10:00:00.25` with three digits of a second, neither more nor fewer. */
function withMillis(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  return `${whole}.${fraction.slice(0, 3).padEnd(3, '0')}`;
}

/** `2026-11-22 10:00:00.250 Europe/Dublin` as ISO 8601 UTC; the text itself where it is no such thing. */
function instant(text: string): string {
  const parts = /^(\S+ [\d:.]+) (\S+)$/.exec(text);
  if (!parts?.[1] || !parts[2]) return text;
  const local = Date.parse(`${withMillis(parts[1]).replace(' ', 'T')}Z`);
  const offset = offsetMs(parts[2], local);
  if (Number.isNaN(local) || offset === null) return text;
  return new Date(local - offset).toISOString();
}

/** How far a zone is ahead of UTC when its clocks show that; null for no zone. */
function offsetMs(zone: string, local: number): number | null {
  if (zone === 'UTC') return 0;
  const fixed = /^([+-])(\d\d):(\d\d)$/.exec(zone);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3]);
    return (fixed[1] === '-' ? -minutes : minutes) * MINUTE_MS;
  }
  const ahead = zoneClock(zone);
  // The offset of the first guess may be that of before a change of the clocks.
  return ahead ? ahead(local - ahead(local)) : null;
}

/** What a named zone adds to UTC at an instant; null where there is no such zone. */
function zoneClock(timeZone: string): ((at: number) => number) | null {
  try {
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    return (at) =>
      Date.parse(`${format.format(at).replace(' ', 'T')}Z`) - Math.floor(at / 1000) * 1000;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
