import { uuidV7Time } from '@/lib/common/uuid';
import { copyOf } from './copy-of';
import { MODULUS } from './event-digest';

/** How many, and the sum of a number that each of them has: what two sides are compared by. */
export interface Sum {
  count: number;
  total: number;
}

/** From the least to the most: moments, places in a list. */
export interface Reach {
  first: number;
  last: number;
}

/** Events whose ids begin alike, which lie together in time: what is known of them without looking at each. */
export interface Stretch {
  /** What their ids begin with. */
  readonly key: string;
  /** What the ledger says has to be there, and what is, by digests. */
  readonly captured: Sum;
  readonly landed: Sum;
  /** What was acknowledged, and lines in raw, by the ends of ids. */
  readonly acked: Sum;
  readonly raw: Sum;
  /** When the ledger speaks of them. */
  readonly told: Reach;
  /** In which segments of raw they lie. */
  readonly segments: Reach;
  /** Whether there is something about one of them that only a look at each can tell. */
  odd: boolean;
}

/** The stretches of a run by what their ids begin with. */
export interface Stretches {
  /** How many first letters the ids of one have alike. */
  readonly letters: number;
  of(id: string): Stretch;
  all(): Iterable<Stretch>;
}

export function createStretches(letters: number): Stretches {
  const byKey = new Map<string, Stretch>();
  let latest: Stretch | null = null;
  return {
    letters,
    all: () => byKey.values(),
    of(id) {
      // Most events are of the stretch of the one before.
      if (latest && latest.key.length === letters && id.startsWith(latest.key)) return latest;
      const key = id.slice(0, letters);
      latest = byKey.get(key) ?? null;
      if (!latest) {
        latest = newStretch(copyOf(key));
        byKey.set(latest.key, latest);
      }
      return latest;
    },
  };
}

function newStretch(key: string): Stretch {
  const none = (): Sum => ({ count: 0, total: 0 });
  const nowhere = (): Reach => ({ first: Infinity, last: -Infinity });
  return {
    ...{ key, captured: none(), landed: none(), acked: none(), raw: none() },
    ...{ told: nowhere(), segments: nowhere(), odd: false },
  };
}

export function addTo(sum: Sum, value: number): void {
  sum.count += 1;
  sum.total = (sum.total + value) % MODULUS;
}

export function reachTo(reach: Reach, place: number): void {
  if (place < reach.first) reach.first = place;
  if (place > reach.last) reach.last = place;
}

const END_LETTERS = 12;

/** The end of an id, which is random or a hash, as a number; of what is no id, how long it is. */
export function endOf(id: string): number {
  const end = Number.parseInt(id.slice(-END_LETTERS), 16);
  return Number.isNaN(end) ? id.length : end;
}

/** The same in DuckDB's SQL. */
export const endSql = (id: string) =>
  `coalesce(TRY_CAST('0x' || right(${id}, ${END_LETTERS}) AS BIGINT), length(${id}))`;

/** Whether all that was captured is there as it was, once, and in raw as often, and nothing else is. */
export function agrees(stretch: Stretch, rawWasSeen: boolean): boolean {
  const { odd, captured, landed, acked, raw } = stretch;
  if (odd || !isSame(captured, landed)) return false;
  // What lies in raw alone and was captured by nobody is no matter of the run's.
  return acked.count === 0 || !rawWasSeen || isSame(acked, raw);
}

export function isSame(one: Sum, other: Sum): boolean {
  return one.count === other.count && one.total === other.total;
}

/** How long a stretch of ids is that have so many first letters alike, in milliseconds. */
const LENGTHS: readonly (readonly [letters: number, ms: number])[] = [
  [8, 65_536],
  [10, 4_096],
  [11, 256],
  [12, 16],
  [13, 1],
];
/** Of fewer there would be many sums, of more many events to look at where one is amiss. */
const MOST_EVENTS = 1_024;

/** By how many letters to tell stretches, where so many events lie between two ids. */
export function lettersFor(events: number, first: string, last: string): number {
  const ms = Math.max(1, Math.abs(uuidV7Time(last) - uuidV7Time(first)));
  const [letters] = LENGTHS.find(([, length]) => (events * length) / ms <= MOST_EVENTS) ?? [13];
  return letters;
}
