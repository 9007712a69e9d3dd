export const DAY_MS = 86_400_000;
/** The last millisecond whose year has four digits. */
const LAST_MS = 253_402_300_799_999;

/** The UTC date of an expression of epoch milliseconds, as text. */
export function utcDay(ms: string): string {
  return `CAST(CAST(from_unixtime(${ms} / 1000e0) AS date) AS varchar)`;
}

/** Milliseconds inside a UUIDv7 given as an expression; NULL where it is none. */
function idMs(id: string): string {
  const hex = `concat(substr(${id}, 1, 8), substr(${id}, 10, 4))`;
  const form = `substr(${id}, 9, 1) = '-' AND substr(${id}, 15, 1) = '7' AND ${id} = lower(${id})`;
  return `CASE WHEN ${form} THEN TRY(from_base(${hex}, 16)) END`;
}

/** The UTC date inside an id: what puts events and sessions into days. NULL where it holds none. */
export function dayInside(id: string): string {
  const ms = idMs(id);
  return `CASE WHEN ${ms} BETWEEN 0 AND ${LAST_MS} THEN ${utcDay(ms)} END`;
}

/** The ids of a day's sessions lie from the first of these texts on, and before the second. */
export function sessionIdRange(day: string): readonly [string, string] {
  const from = Date.parse(`${day}T00:00:00.000Z`);
  const prefix = (ms: number) => {
    const hex = Math.max(0, ms).toString(16).padStart(12, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8)}`;
  };
  return [prefix(from), prefix(from + DAY_MS)];
}
