import type { Stream } from './stream';

/** Things with weights, ready to be drawn from many times. */
export interface Choice<T> {
  readonly items: readonly T[];
  /** Running sums of the weights. */
  readonly sums: readonly number[];
}

export function choiceOf<T>(weighted: readonly (readonly [T, number])[]): Choice<T> {
  let sum = 0;
  const sums = weighted.map(([, weight]) => {
    sum += weight;
    return sum;
  });
  if (!(sum > 0)) throw new RangeError('nothing to draw from');
  return { items: weighted.map(([item]) => item), sums };
}

/** One of the things by its weight; the weights need not sum to one. */
export function draw<T>(stream: Stream, { items, sums }: Choice<T>): T {
  const sought = stream.next() * (sums.at(-1) ?? 0);
  let low = 0;
  let high = sums.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) > sought) high = middle;
    else low = middle + 1;
  }
  return items[low] as T;
}
