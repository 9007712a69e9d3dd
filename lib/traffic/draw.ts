import type { Rng } from '@/lib/common/rng';

/** One of the choices by its weight; the weights need not sum to one. */
export function draw<T>(rng: Rng, choices: readonly (readonly [T, number])[]): T {
  let left = rng() * choices.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [choice, weight] of choices) {
    left -= weight;
    if (left < 0) return choice;
  }
  const last = choices.at(-1);
  if (!last) throw new RangeError('nothing to draw from');
  return last[0];
}

/** A rank from 0 to count − 1 with weights 1/(rank + 1). */
export function drawZipf(rng: Rng, count: number): number {
  return draw(
    rng,
    Array.from({ length: count }, (_, rank) => [rank, 1 / (rank + 1)] as const),
  );
}
