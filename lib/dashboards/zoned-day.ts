import { DAY_MS } from '@/lib/common/clock';

const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clock on the wall of a zone shows, as if it were UTC; epoch ms. */
export function wallClock(ms: number, zone: string): number {
  const parts = new Map(
    formatIn(zone)
      .formatToParts(ms)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const seconds = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return seconds + (((ms % 1000) + 1000) % 1000);
}

/** The first moment of the day in a zone that began `days` after the one `ms` lies in. */
export function startOfDay(ms: number, zone: string, days = 0): number {
  const wall = wallClock(ms, zone);
  return momentOf(wall - (wall % DAY_MS) + days * DAY_MS, zone);
}

/** Monday 00:00 of the week in a zone `weeks` after the one `ms` lies in. */
export function startOfWeek(ms: number, zone: string, weeks = 0): number {
  const weekday = (new Date(wallClock(ms, zone)).getUTCDay() + 6) % 7;
  return startOfDay(ms, zone, weeks * 7 - weekday);
}

/** The date at the zone's wall, `2026-11-22`. */
export function dateIn(ms: number, zone: string): string {
  return new Date(wallClock(ms, zone)).toISOString().slice(0, 10);
}

/** The first moment of a date in a zone; null where the text is no date. */
export function dateStart(date: string, zone: string): number | null {
  const wall = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  return Number.isNaN(wall) ? null : momentOf(wall, zone);
}

/** When the wall clock shows that. Twice around, since the offset may change on the way there. */
function momentOf(wall: number, zone: string): number {
  const first = wall - (wallClock(wall, zone) - wall);
  return wall - (wallClock(first, zone) - first);
}

/** The name where it is a time zone's, else UTC: what an address says is anybody's text. */
export function knownZone(name: string | null | undefined): string {
  try {
    formatIn(name ?? 'UTC');
    return name ?? 'UTC';
  } catch {
    return 'UTC';
  }
}
