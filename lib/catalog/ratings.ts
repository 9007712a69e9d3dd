import type { Rng } from '@/lib/common/rng';
import type { Rating } from './product';
import { productRng } from './product-rng';

export type Stars = 1 | 2 | 3 | 4 | 5;

/** How many ratings of each number of stars. */
export type RatingHistogram = Readonly<Record<Stars, number>>;

/** Ratings a month of a product of middling appeal. */
const RATINGS_A_MONTH = 1.1;
const MAX_RATINGS = 480;
const DAYS_A_MONTH = 30;

/** Chances of 5, 4, 3, 2 and 1 stars: of the best object there is, and of the worst one kept. */
const BEST = [0.74, 0.19, 0.04, 0.02, 0.01] as const;
const WORST = [0.31, 0.31, 0.19, 0.11, 0.08] as const;

/** Every rating a product has, newest first. */
export function starsOf(id: string, object: string, days: number, appeal: number): Stars[] {
  const rng = productRng(id, 'stars');
  const expected = (days / DAYS_A_MONTH) * RATINGS_A_MONTH * appeal;
  const count = Math.min(MAX_RATINGS, Math.floor(expected * (0.7 + 0.6 * rng())));
  const quality = 1 - productRng(object, 'quality')() ** 2;
  return Array.from({ length: count }, () => drawStars(rng, quality));
}

export function ratingFrom(stars: readonly Stars[]): Rating | null {
  if (stars.length === 0) return null;
  const sum = stars.reduce<number>((total, one) => total + one, 0);
  return { average: Math.round((sum / stars.length) * 10) / 10, count: stars.length };
}

export function histogramFrom(stars: readonly Stars[]): RatingHistogram {
  const histogram = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 };
  for (const one of stars) histogram[one]++;
  return histogram;
}

function drawStars(rng: Rng, quality: number): Stars {
  let left = rng();
  for (const [index, best] of BEST.entries()) {
    left -= quality * best + (1 - quality) * (WORST[index] ?? 0);
    if (left < 0) return (5 - index) as Stars;
  }
  return 1;
}
