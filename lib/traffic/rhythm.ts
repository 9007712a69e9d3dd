import { DAY_MS, HOUR_MS } from '@/lib/common/clock';
import { Stream } from './stream';

/**
 * When people come. Hours are their own: each country keeps its clock, summer time included. Figures:
 * realism model §2d (hours, REES46), §4.1 (weekdays and the noise of a day).
 */
const HOURS = [
  0.96, 0.57, 0.32, 0.2, 0.12, 0.15, 0.28, 0.5, 0.78, 1.04, 1.18, 1.26, 1.27, 1.32, 1.34, 1.3, 1.31,
  1.27, 1.31, 1.44, 1.57, 1.61, 1.63, 1.27,
];
/** Monday first. */
const WEEKDAYS = [1.06, 1.01, 1, 1, 0.99, 0.96, 0.98];
const DAY_NOISE = 0.08;
export const BUSIEST = Math.max(...HOURS);

/** `daily`: nights are quiet and days differ. `even`: the same at every hour, for a chosen rate. */
export type Rhythm = 'daily' | 'even';

/** How busy an hour is where it is that late, 1 on average. */
export function hourFactor(localMs: number): number {
  return HOURS[hourOf(localMs)] ?? 1;
}

export function weekdayFactor(localMs: number): number {
  // The epoch began on a Thursday.
  return WEEKDAYS[(Math.floor(localMs / DAY_MS) + 3) % 7] ?? 1;
}

/** A day's own luck, the same for everybody. */
export function dayFactor(seed: number, epochMs: number): number {
  const day = Math.floor(epochMs / DAY_MS);
  // Its mean is exp(sd²/2); divided by it, the level stays what was asked for.
  const luck = new Stream().key(seed, day, 0x6461, 0x79).normal();
  return Math.exp(DAY_NOISE * luck - DAY_NOISE ** 2 / 2);
}

export function hourOf(localMs: number): number {
  return Math.floor(localMs / HOUR_MS) % 24;
}

/** What a clock shows there, as if it were UTC; `hours` is its winter time's distance from UTC. */
export function localTime(epochMs: number, hours: number): number {
  return epochMs + (hours + (isSummer(epochMs) ? 1 : 0)) * HOUR_MS;
}

/** The year asked about last, since questions come in order of time. */
let known = { begins: 0, ends: 0, summer: 0, winter: 0 };

/** European summer time: from the last Sunday of March to that of October, at one o'clock UTC. */
function isSummer(epochMs: number): boolean {
  if (epochMs < known.begins || epochMs >= known.ends) {
    const year = new Date(epochMs).getUTCFullYear();
    known = {
      begins: Date.UTC(year, 0),
      ends: Date.UTC(year + 1, 0),
      summer: lastSunday(year, 2),
      winter: lastSunday(year, 9),
    };
  }
  return epochMs >= known.summer && epochMs < known.winter;
}

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month, 31);
  return last - new Date(last).getUTCDay() * DAY_MS + HOUR_MS;
}
