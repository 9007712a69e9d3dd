import { appeal, CATALOG_DATE, daysOnSale } from './facts';
import type { Product } from './product';
import { drawOne, productRng } from './product-rng';
import { histogramFrom, type RatingHistogram, type Stars, starsOf } from './ratings';
import { AUTHORS } from './reviews/authors';
import { moodOf } from './reviews/mood';
import { remarksOn, TITLES } from './reviews/remarks';

/** What somebody who does not exist thinks of a thing that does not exist either. */
export interface Review {
  readonly author: string;
  readonly rating: Stars;
  /** ISO date, between the day the product was added and CATALOG_DATE. */
  readonly on: string;
  readonly title: string;
  readonly text: string;
}

/** Reviews with words, newest first; a product may have more ratings than these. */
const SHOWN = 6;
const DAY_MS = 24 * 60 * 60 * 1000;
/** A review in two sentences rather than one. */
const SHARE_LONG = 0.6;
const SEASONED_DAYS = 400;
const LONG_USE = /\b(years?|half a year|months?|winter|summer|season|easter)\b/i;

/** The newest reviews, at most six; their stars are the first of those the rating counts. */
export function reviewsOf(product: Product): readonly Review[] {
  const stars = starsOfProduct(product);
  const shown = stars.slice(0, SHOWN);
  const rng = productRng(product.id, 'reviews');
  const span = daysOnSale(product.added_on);
  const gap = span / (stars.length + 1);
  const taken = new Set<string>();
  /** One of a list that no other review of this product says. */
  const fresh = (list: readonly string[]): string => {
    const left = list.filter((line) => !taken.has(line));
    const chosen = drawOne(rng, left);
    taken.add(chosen);
    return chosen;
  };
  let age = 0;
  return shown.map((rating) => {
    age = Math.min(span, age - Math.log(1 - rng()) * gap);
    const mood = moodOf(rating);
    const remarks = remarksOn(product, mood);
    // Nobody speaks of years with a thing that has been sold since spring.
    const seasoned = span - age >= SEASONED_DAYS;
    const first = fresh(remarks.specific.filter((line) => seasoned || !LONG_USE.test(line)));
    const text = rng() < SHARE_LONG ? `${first} ${fresh(remarks.general)}` : first;
    return {
      author: fresh(AUTHORS),
      rating,
      on: new Date(Date.parse(CATALOG_DATE) - Math.floor(age) * DAY_MS).toISOString().slice(0, 10),
      title: fresh(TITLES[mood]),
      text,
    };
  });
}

/** All ratings of a product by their stars; agrees with `rating` to the last one. */
export function ratingHistogramOf(product: Product): RatingHistogram {
  return histogramFrom(starsOfProduct(product));
}

function starsOfProduct({ id, object, added_on }: Product): readonly Stars[] {
  return starsOf(id, object, daysOnSale(added_on), appeal(id, object));
}
