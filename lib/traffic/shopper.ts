import { DAY_MS, HOUR_MS, MINUTE_MS } from '@/lib/common/clock';
import type { Browser } from '@/lib/events/vocabulary';
import { draw } from './choice';
import { type Crowd, tilted } from './crowd';
import { CONSENTS, COUNTRIES, type Consent, type Country, DEVICES, type Device } from './mixes';
import { BUSIEST, dayFactor, hourFactor, localTime, type Rhythm, weekdayFactor } from './rhythm';
import type { Stream } from './stream';

/** Who a shopper is, and when they come: known before anything of what they do. */
export interface Shopper {
  /** Minute of the first visit, and number within it: with the seed, all that makes this person. */
  readonly minute: number;
  readonly number: number;
  readonly consent: Consent;
  readonly country: Country;
  readonly device: Device;
  readonly browser: Browser;
  /** Chance to come back after a visit. */
  readonly returning: number;
  /** Starts of all visits, epoch milliseconds. */
  readonly starts: readonly number[];
}

/** When people begin to come, and for how long they may come back. */
export interface Arrivals {
  readonly seed: number;
  /** First visits a day, on average, of those who allow measuring. */
  readonly firstsPerDay: number;
  readonly rhythm: Rhythm;
  readonly memoryMs: number;
  /** Factors on the devices they have. */
  readonly devices?: Crowd['devices'];
}

/** §4.1: a visitor's chance to come back is drawn once, from Beta(0.86, 3). */
const BETA_A = 0.86;
/** Hours between two visits: lognormal, median 30. */
const GAP_LOG_MEAN = Math.log(30);
const GAP_LOG_SD = 1.5;
const SHORTEST_GAP_H = 0.75;
const CHANCES = chances();
/** A minute's arrivals are drawn in parts of at most so many: more of a kind are more people, and the same ones. */
const MOST_AT_ONCE = 16;
const NUMBERS_A_PART = 1024;
const CONSENT_KEYS: Readonly<Record<Consent, number>> = {
  accept: 0,
  decline: 1 << 24,
  block: 2 << 24,
};

/** Quantiles of the Beta distribution, whose distribution function is a polynomial for its 3. */
function chances(): readonly number[] {
  const at = (x: number) =>
    x ** BETA_A / BETA_A -
    (2 * x ** (BETA_A + 1)) / (BETA_A + 1) +
    x ** (BETA_A + 2) / (BETA_A + 2);
  const whole = at(1);
  return Array.from({ length: 1025 }, (_, step) => {
    let low = 0;
    let high = 1;
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2;
      if (at(middle) / whole < step / 1024) low = middle;
      else high = middle;
    }
    return low;
  });
}

function returnChance(uniform: number): number {
  const step = Math.floor(uniform * 1024);
  const low = CHANCES[step] ?? 0;
  return low + ((CHANCES[step + 1] ?? low) - low) * (uniform * 1024 - step);
}

/** How many first visits a minute has of each country, in running sums. */
function sumsByCountry({ seed, firstsPerDay, rhythm }: Arrivals, at: number): number[] {
  let sum = 0;
  const level = (firstsPerDay * MINUTE_MS) / DAY_MS;
  const luck = rhythm === 'daily' ? dayFactor(seed, at) : 1;
  return COUNTRIES.map(({ share, hours }) => {
    const local = localTime(at, hours);
    const factor = rhythm === 'daily' ? hourFactor(local) * weekdayFactor(local) * luck : 1;
    sum += level * share * factor;
    return sum;
  });
}

/** Those whose first visit is in this minute and whose last one is not before `since`. */
export function* shoppersOf(
  minute: number,
  arrivals: Arrivals,
  consent: Consent,
  since: number,
  stream: Stream,
): Generator<Shopper> {
  const at = minute * MINUTE_MS;
  const sums = sumsByCountry(arrivals, at);
  const measured = sums.at(-1) ?? 0;
  const mean = (measured * CONSENTS[consent]) / CONSENTS.accept;
  const countries = { items: COUNTRIES, sums };
  const devices = tilted(DEVICES, arrivals.devices, (one) => one.device_type);
  const seed = arrivals.seed ^ CONSENT_KEYS[consent];
  for (let part = 0; part * MOST_AT_ONCE < mean; part++) {
    const most = Math.min(MOST_AT_ONCE, mean - part * MOST_AT_ONCE);
    const count = stream.key(seed, minute, part, 0x61727276).poisson(most);
    for (let i = 0; i < count; i++) {
      const number = part * NUMBERS_A_PART + i;
      stream.key(seed, minute, number, 0);
      const first = at + stream.below(MINUTE_MS);
      const country = draw(stream, countries);
      const returning = returnChance(stream.next());
      const starts = startsOf(first, returning, country, arrivals, stream);
      if ((starts.at(-1) ?? 0) < since) continue;
      const device = draw(stream, devices);
      const browser = draw(stream, device.browsers);
      yield { minute, number, consent, country, device, browser, returning, starts };
    }
  }
}

function startsOf(
  first: number,
  returning: number,
  country: Country,
  { rhythm, memoryMs }: Arrivals,
  stream: Stream,
): readonly number[] {
  const starts = [first];
  let at = first;
  while (stream.chance(returning)) {
    const hours = Math.exp(GAP_LOG_MEAN + GAP_LOG_SD * stream.normal());
    at += Math.round(Math.max(SHORTEST_GAP_H, hours) * HOUR_MS);
    // Nobody sets an alarm for it: an hour of the night is mostly put off.
    while (
      rhythm === 'daily' &&
      stream.next() * BUSIEST >= hourFactor(localTime(at, country.hours))
    ) {
      at += HOUR_MS;
    }
    if (at - first > memoryMs) break;
    starts.push(at);
  }
  return starts;
}

/** The key under which a shopper's visit draws; visits count from 0. */
export function keyVisit(stream: Stream, seed: number, shopper: Shopper, visit: number): Stream {
  const { minute, number, consent } = shopper;
  return stream.key(seed ^ CONSENT_KEYS[consent], minute, number, visit + 1);
}

/** Visits of one shopper on average, for people who may come back for so long. */
export function meanVisits(memoryMs: number, stream: Stream): number {
  // By trying: a fixed key, so that the answer is a constant of the model.
  const arrivals: Arrivals = { seed: 0, firstsPerDay: 1440 * 4, rhythm: 'even', memoryMs };
  let shoppers = 0;
  let visits = 0;
  for (let minute = 0; minute < 5_000; minute++) {
    for (const { starts } of shoppersOf(minute, arrivals, 'accept', 0, stream)) {
      shoppers += 1;
      visits += starts.length;
    }
  }
  return visits / shoppers;
}
