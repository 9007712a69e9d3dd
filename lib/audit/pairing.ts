import type { WireEvent } from '@/lib/events/event';
import type { LedgerAct } from '@/lib/traffic/ledger';

export interface Pairing {
  /** Done, and never captured. */
  readonly missed: readonly LedgerAct[];
  /** Captured, and never done. */
  readonly phantoms: readonly WireEvent[];
}

/**
 * As they happened: the answer to an order may be heard before the tracker tells of the click that
 * placed it. Within a millisecond they stay as they were heard, an order's lines last.
 */
export function inOrder(events: readonly WireEvent[]): readonly WireEvent[] {
  const last = ({ event_type }: WireEvent) => Number(event_type === 'purchase');
  return [...events].sort((a, b) => a.timestamp.localeCompare(b.timestamp) || last(a) - last(b));
}

/**
 * Pairs what a shopper did with what the tracker captured, in order: the most pairs there can be, so
 * that one that is missing does not shift all that follow.
 */
export function pairActs(acts: readonly LedgerAct[], events: readonly WireEvent[]): Pairing {
  const done = acts.map(keyOfAct);
  const heard = events.map(keyOfEvent);
  let start = 0;
  while (start < done.length && start < heard.length && done[start] === heard[start]) start += 1;
  let doneEnd = done.length;
  let heardEnd = heard.length;
  while (doneEnd > start && heardEnd > start && done[doneEnd - 1] === heard[heardEnd - 1]) {
    doneEnd -= 1;
    heardEnd -= 1;
  }
  const pairs = longestCommon(done.slice(start, doneEnd), heard.slice(start, heardEnd));
  const pairedActs = new Set(pairs.map(([act]) => start + act));
  const pairedEvents = new Set(pairs.map(([, event]) => start + event));
  return {
    missed: acts.slice(0, doneEnd).filter((_, at) => at >= start && !pairedActs.has(at)),
    phantoms: events.slice(0, heardEnd).filter((_, at) => at >= start && !pairedEvents.has(at)),
  };
}

/**
 * Of acts that were missed, those that a crash cut off: the last before it, without one in between that
 * was captured.
 * @param crashes how many acts were done before each
 */
export function cutOffBy(
  crashes: readonly number[],
  missed: readonly LedgerAct[],
): ReadonlySet<LedgerAct> {
  const byNumber = new Map(missed.map((act) => [act.n, act]));
  const cutOff = new Set<LedgerAct>();
  for (const crash of crashes) {
    for (let n = crash, act = byNumber.get(n); act; act = byNumber.get(--n)) cutOff.add(act);
  }
  return cutOff;
}

function keyOfAct({ event_type, path, element, position, product_id }: LedgerAct): string {
  return JSON.stringify([event_type, path, element, position, product_id]);
}

function keyOfEvent(event: WireEvent): string {
  const { event_type, page_url = '', element = null, position = null, product_id } = event;
  const path = page_url.split('?')[0];
  return JSON.stringify([event_type, path, element, position, product_id]);
}

/** Places of a longest common subsequence. */
function longestCommon(
  left: readonly string[],
  right: readonly string[],
): readonly (readonly [number, number])[] {
  const width = right.length + 1;
  // How long it is from each pair of places on.
  const lengths = new Uint32Array((left.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        left[i] === right[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    if (left[i] === right[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}
