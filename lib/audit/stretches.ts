import { uuidV7Time } from '@/lib/common/uuid';
import { copyOf } from './copy-of';
import { MODULUS } from './event-text';

/** How many, and the sum of a number that each of them has: what two sides are compared by. */
export interface Sum {
  count: number;
  total: number;
}

/** From the first to the last of what is counted from 0: blocks of a ledger, segments of raw. */
export interface Reach {
  first: number;
  last: number;
}

/** Events whose ids begin alike, which lie together in time: what is known of them without looking at each. */
export interface Stretch {
  /** What their ids begin with. */
  readonly key: string;
  /** Captured and answered as most are, and the digests of what has to be there. */
  readonly captured: Sum;
  /** Rows, and the digests of what is there. */
  readonly landed: Sum;
  /** Acknowledged, by the end of their ids, and lines in raw likewise. */
  readonly acked: Sum;
  readonly raw: Sum;
  /** The end of each captured id. */
  readonly ends: number[];
  /** Where they are spoken of. */
  readonly blocks: Reach;
  readonly segments: Reach;
  /** Whether there is something about one of them that only a look at each can tell. */
  odd: boolean;
}

/** The stretches of a run by what their ids begin with. */
export interface Stretches {
  readonly letters: number;
  of(id: string): Stretch;
  get(key: string): Stretch | undefined;
  all(): Iterable<Stretch>;
}

export function createStretches(letters: number): Stretches {
  const byKey = new Map<string, Stretch>();
  let latest: Stretch | null = null;
  return {
    letters,
    get: (key) => byKey.get(key),
    all: () => byKey.values(),
    of(id) {
      // Most events are of the stretch of the one before.
      if (latest && id.startsWith(latest.key) && latest.key.length === letters) return latest;
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
  const nowhere = (): Reach => ({ first: Number.POSITIVE_INFINITY, last: -1 });
  return {
    key,
    ...{ captured: none(), landed: none(), acked: none(), raw: none(), ends: [] },
    ...{ blocks: nowhere(), segments: nowhere(), odd: false },
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

/** The last 48 bits of an id, which are random or a hash; of what is no id, something that is the same for it. */
export function endOf(id: string): number {
  const end = Number.parseInt(id.slice(-12), 16);
  return Number.isNaN(end) ? id.length : end;
}

/** Whether all that was captured is there as it was, once, and in raw as often, and nothing else is. */
export function agrees(stretch: Stretch, rawWasSeen: boolean): boolean {
  const { odd, captured, landed, acked, raw } = stretch;
  if (odd || !isSame(captured, landed)) return false;
  // What lies in raw alone and was captured by nobody is found where it is in `events`.
  if (captured.count + acked.count > 0 && rawWasSeen && !isSame(acked, raw)) return false;
  return !hasTwice(stretch.ends);
}

function isSame(one: Sum, other: Sum): boolean {
  return one.count === other.count && one.total === other.total;
}

function hasTwice(ends: readonly number[]): boolean {
  const sorted = Float64Array.from(ends).sort();
  return sorted.some((end, at) => at > 0 && end === sorted[at - 1]);
}

/** How long a stretch of ids is that have so many first letters alike, in milliseconds. */
const LENGTHS: readonly (readonly [letters: number, ms: number])[] = [
  [8, 65_536],
  [10, 4_096],
  [11, 256],
  [12, 16],
  [13, 1],
];
/** Fewer rows are looked at where something is amiss, more sums where nothing is. */
const MOST_EVENTS = 1_024;

/** By how many letters to tell stretches, where so many events lie between two ids. */
export function lettersFor(events: number, first: string, last: string): number {
  const ms = Math.max(1, Math.abs(uuidV7Time(last) - uuidV7Time(first)));
  const [letters] = LENGTHS.find(([, length]) => (events * length) / ms <= MOST_EVENTS) ?? [13];
  return letters;
}
