import { createRng, type Rng } from '@/lib/common/rng';

/** Chance that belongs to one product and one purpose: the same on every machine, at every build. */
export function productRng(id: string, purpose: string): Rng {
  // FNV-1a, 32 bits: enough to tell a few thousand short strings apart.
  let hash = 0x811c9dc5;
  for (const char of `${purpose}:${id}`) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  }
  return createRng(hash);
}

/** A standard normal draw (Box and Muller). */
export function drawNormal(rng: Rng): number {
  return Math.sqrt(-2 * Math.log(1 - rng())) * Math.cos(2 * Math.PI * rng());
}

/** One of a list that is not empty. */
export function drawOne<T>(rng: Rng, list: readonly T[]): T {
  const chosen = list[Math.floor(rng() * list.length)];
  if (chosen === undefined) throw new RangeError('nothing to draw from');
  return chosen;
}
